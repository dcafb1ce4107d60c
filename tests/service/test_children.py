"""Processes that are watched: which refusals are final, and logs that are bounded, read on, and safe to show."""

import subprocess
import sys
import time

import pytest

from service import logs
from service.children import HOPELESS, MAX_NEWS, SETUP_SECONDS, Child
from storywatch.config import ROOT


@pytest.fixture
def child(tmp_path, monkeypatch):
    """A child that refuses with one sentence as soon as it starts."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "refusing.py").write_text("print('storywatch: no \\x1b[31mfeeds'); raise SystemExit(2)")
    one = Child("poller", ["refusing"], tmp_path / "log" / "poller.log")
    yield one
    one.stop(time.monotonic())


def ended(child: Child) -> None:
    deadline = time.monotonic() + 10
    while child.pid is not None:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_refusal_at_the_first_start_is_final(child):
    child.start()
    ended(child)
    assert child.look(time.monotonic()) == HOPELESS
    assert child.hopeless
    assert child.last_words() == "storywatch: no  [31mfeeds"


def test_a_refusal_after_a_long_life_is_not_final(child):
    child.start()
    ended(child)
    assert child.look(time.monotonic() + SETUP_SECONDS) == HOPELESS
    assert not child.hopeless


def test_a_refusal_at_a_later_start_is_not_final(child):
    child.start()
    ended(child)
    child.look(time.monotonic())
    child.look(time.monotonic() + 60)
    ended(child)
    assert child.look(time.monotonic()) == HOPELESS
    assert not child.hopeless


def test_a_large_log_is_set_aside_at_a_start_and_read_from_its_new_beginning(child, monkeypatch):
    monkeypatch.setattr(logs, "MAX_BYTES", 100)
    child.log.parent.mkdir()
    for filling in (b"first\n", b"second\n"):
        child.log.write_bytes(filling * 100)
        child.news()
        child.start()
        ended(child)
        assert child.log.with_name("poller.log.1").read_bytes() == filling * 100
        assert child.news() == ["storywatch: no  [31mfeeds"]


def test_a_line_longer_than_one_reading_does_not_end_the_news(child):
    child.log.parent.mkdir()
    child.log.write_bytes(b"x" * (MAX_NEWS + 10) + b"\nnext\nnot yet whole")
    assert child.news() == ["x" * MAX_NEWS]
    assert child.news() == ["x" * 10, "next"]
    assert child.news() == []


def test_last_words_are_found_at_the_end_of_a_large_log(child):
    child.log.parent.mkdir()
    child.log.write_bytes(b"x" * 3 * MAX_NEWS + b"\nthe end\n")
    assert child.last_words() == "the end"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux's kernel ends a process with its parent")
def test_a_process_ends_with_the_one_that_started_it():
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            (
                "import subprocess, signal, time\n"
                "from service.parents import die_with_parent\n"
                "subprocess.Popen(['sleep', '30'], preexec_fn=die_with_parent(signal.SIGTERM))\n"
                "print('started', flush=True)\n"
                "time.sleep(60)\n"
            ),
        ],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with parent:
        parent.stdout.readline()
        start = time.monotonic()
        parent.kill()
        parent.stdout.read()  # the child has this pipe too: it ends when both have
    assert time.monotonic() - start < 10
