"""Which addresses may be dialled."""

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.http.guard import Guard

NAT64 = ip_network("64:ff9b::/96")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0",  # noqa: S104 - nothing is bound
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",
        "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "198.18.0.1", "192.0.2.1", "203.0.113.9", "192.88.99.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "2002:a9fe:a9fe::1", "64:ff9b::7f00:1",
        "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "::127.0.0.1", "::8.8.8.8",
        "localhost", "", "8.8.8.8.8",
    ],
)  # fmt: skip
def test_what_is_not_public_is_refused(address):
    assert Guard().refusal(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "2a00:1450:4001::200e", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"],
)
def test_what_is_public_is_dialled(address):
    assert Guard().refusal(address) is None


def test_a_network_may_be_allowed_and_no_other_with_it():
    guard = Guard(["192.168.7.0/24", "::1"])
    assert guard.refusal("192.168.7.9") is None
    assert guard.refusal("::ffff:192.168.7.9") is None
    assert guard.refusal("::1") is None
    assert guard.refusal("192.168.8.9")
    assert guard.refusal("127.0.0.1")


def test_a_refusal_says_what_is_wrong_and_what_would_allow_it():
    words = Guard().refusal("169.254.169.254")
    assert "metadata" in words
    assert "feeds.allow_networks" in words


@given(st.ip_addresses())
def test_every_address_is_judged_and_never_kinder_than_python(address):
    refusal = Guard().refusal(str(address))
    carries = address.version == 6 and (address.ipv4_mapped or address.sixtofour or address in NAT64)
    if not address.is_global and not carries:
        assert refusal
