"""Threads that are the first to read a type at once do not end the process, as msgspec 0.22 by itself does."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from storywatch.messages.codec import decoder_of

FIRST_READERS = """
import sys, threading, msgspec
from storywatch.messages.codec import decode

sys.setswitchinterval(1e-6)
for turn in range(200):
    inner = [msgspec.defstruct(f"Inner{turn}x{n}", [("a", int), ("b", list[str])]) for n in range(20)]
    wanted = msgspec.defstruct(f"Outer{turn}", [(f"part{n}", one) for n, one in enumerate(inner)], tag="one")
    raw = msgspec.json.encode(wanted(*(one(1, ["x"]) for one in inner)))
    together = threading.Barrier(4)

    def read():
        together.wait()
        assert decode(raw, wanted).part3.a == 1

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
print("all read")
"""


def test_threads_that_read_a_type_first_at_once_all_read_it():
    done = subprocess.run(
        [sys.executable, "-c", FIRST_READERS],
        capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "all read\n"), done.stderr[-2_000:]


def test_threads_that_ask_for_a_decoder_at_once_share_one(monkeypatch):
    make, made = msgspec.json.Decoder, []

    def slowly(kind):
        time.sleep(0.05)
        made.append(kind)
        return make(kind)

    monkeypatch.setattr(msgspec.json, "Decoder", slowly)
    row = msgspec.defstruct("Row", [("a", int)])
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(decoder_of, [row] * 4))
    assert len(made) == 1
    assert all(one is found[0] for one in found)
