"""The process in which hostile bytes are read: jobs in at its standard input, answers out at its standard output.

Limits itself before it reads anything, asks no server, and ends with its input. The parsers are imported when first
needed: a process that reads no pages needs none of the 50 MB of what reads them.
"""

import contextlib
import logging
import os
import resource
import signal
import sys
import time
import traceback
import warnings

import msgspec

from feeds.reading.confined import DONE, FAILED, HEADER, LAST, NO_MEMORY
from feeds.reading.jobs import Job
from feeds.reading.work import do

_MEGABYTE = 1_000_000


def main() -> None:
    """Serve until the input ends."""
    seconds, megabytes, grown = float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; we end with our input
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    logging.disable(logging.CRITICAL)  # parsers complain of what they are here for
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):  # some systems have no such limit
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE,) * 2)
    decoder = msgspec.msgpack.Decoder(Job)
    while len(header := requests.read(HEADER)) == HEADER:
        message = requests.read(int.from_bytes(header[:-1]))
        _grant(seconds)
        how, answer = _do(decoder, message)
        if how == DONE and _in_use() > grown * _MEGABYTE:
            how = LAST
        try:
            answers.write(len(answer).to_bytes(HEADER - 1) + bytes([how]) + answer)
            answers.flush()
        except BrokenPipeError:
            os._exit(0)  # whoever asked was killed: there is nobody to tell
        if how == LAST:
            return


def _do(decoder: msgspec.msgpack.Decoder[Job], message: bytes) -> tuple[int, bytes]:
    try:
        return DONE, msgspec.msgpack.encode(do(decoder.decode(message)))
    except MemoryError:
        return NO_MEMORY, b""
    except Exception:  # noqa: BLE001 - told to the parent, which logs it
        return FAILED, traceback.format_exc().encode("utf-8", "replace")


def _grant(seconds: float) -> None:
    """Let this job have so much processor time, a second more at most: then SIGXCPU ends the process."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 1, hard))


def _in_use() -> int:
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - the hot path of a small process
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


if __name__ == "__main__":
    main()
