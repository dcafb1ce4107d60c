"""Compressed bodies, right, broken and hostile."""

import gzip
import random
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.http.coding import GRACE, Body, CodingError

TEXT = b"".join(b"<item>%d</item>" % random.Random(1).randrange(10**9) for _ in range(2_000))


def bare_deflate(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


CODINGS = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
}


def unpack(coding, raw, limit=10_000_000, step=1_000):
    body = Body(coding, limit)
    for start in range(0, len(raw), step):
        body.add(raw[start : start + step])
    return body.end()


@pytest.mark.parametrize("coding", CODINGS)
@given(data=st.binary(max_size=3_000), step=st.integers(1, 700))
def test_what_was_packed_is_unpacked_in_pieces_of_any_size(coding, data, step):
    assert unpack(coding, CODINGS[coding](data), step=step) == data


def test_deflate_is_read_bare_too():
    assert unpack("deflate", bare_deflate(TEXT)) == TEXT


def test_gzip_of_several_members_and_with_padding_is_one_body():
    assert unpack("gzip", gzip.compress(b"a") + gzip.compress(b"b") + b"\0" * 9) == b"ab"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_ends_early(coding):
    raw = CODINGS[coding](b"x" * (8 * GRACE))
    body = Body(coding, 50_000_000)
    with pytest.raises(CodingError, match="bomb") as caught:
        body.add(raw)
    assert caught.value.bound == "bomb"


@pytest.mark.parametrize("coding", ["", "gzip", "deflate", "br"])
def test_nothing_grows_past_the_bound(coding):
    with pytest.raises(CodingError, match="longer than 5,000 bytes") as caught:
        unpack(coding, CODINGS[coding](TEXT), limit=5_000)
    assert caught.value.bound == "length"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_what_is_cut_off_or_broken_is_said(coding):
    raw = CODINGS[coding](TEXT)
    with pytest.raises(CodingError, match="cut off"):
        unpack(coding, raw[:-20])
    with pytest.raises(CodingError, match=r"broken|cut off"):
        unpack(coding, b"\x1f" + TEXT)


@pytest.mark.parametrize("coding", ["zstd", "gzip, gzip", "aes128gcm", "x" * 500])
def test_what_was_not_asked_for_is_not_taken(coding):
    with pytest.raises(CodingError, match="not asked for") as caught:
        Body(coding, 1_000)
    assert len(str(caught.value)) < 200
