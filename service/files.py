"""The files of a batch command: each whole or not there, none given twice, and beside them what could not be used.

Knows nothing of what is written into them.
"""

import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

from service.refusals import RefusedError
from storywatch.batch import MAX_LINE, NO_CLOCK
from storywatch.delivery.console import plain
from storywatch.messages import Quarantined

FEW = 3
"""Articles that cannot be used and are named where no file keeps them."""

MAX_ERROR = 200
"""Characters of why, then."""


FORM = (
    'A line is one JSON object in UTF-8: {"id": "1", "text": "…", "published": "2026-03-02T08:00:00Z", "outlet": "…"}'
)
"""What a line has to be, for who gave a file that has none."""


class Output:
    """A file that is written beside its name, and put there when it is whole; `-` is standard output."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._partial = path.with_name(path.name + ".partial")
        try:
            self.stream: IO[str] = sys.stdout if str(path) == "-" else self._partial.open("w", encoding="utf-8")
        except OSError as error:  # the file beside it is our affair: the one that was asked for is named
            raise OSError(error.errno, error.strerror, str(path)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.stream is sys.stdout:
            return
        self.stream.close()
        if kind is None:
            self._partial.replace(self._path)
        else:
            self._partial.unlink(missing_ok=True)


class QuarantineFile:
    """Where a batch command puts what it cannot use; made only when there is something to put."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.count = 0
        self.first: list[Quarantined] = []
        """The first FEW, to be named."""

    def put(self, message: Quarantined) -> None:
        """Append one message, without a time where it came with none."""
        line = msgspec.to_builtins(message)
        if message.at == NO_CLOCK:
            del line["at"]
        with self._path.open("ab" if self.count else "wb") as file:  # an earlier run's is not this one's
            file.write(msgspec.json.encode(line) + b"\n")
        self.count += 1
        if len(self.first) < FEW:
            self.first.append(message)

    def name_first(self) -> str:
        """Say how many there are and why, one a line for the first FEW; empty where there are none."""
        if not self.count:
            return ""
        lines = [f"{self.count} article(s) could not be used:"]
        lines += [f"  {plain(one.origin)}: {plain(one.error)[:MAX_ERROR]}" for one in self.first]
        return "\n".join([*lines, *([f"  and {self.count - FEW} more"] if self.count > FEW else [])])

    def report(self, used: int) -> int:
        """Say how many there are, if any; where there are none, an earlier run's file goes. Ask when all is written.

        `used`: articles that could be. Return the command's exit status: 1 where that is none of them.
        """
        if not self.count:
            self._path.unlink(missing_ok=True)
            return 0
        print(f"{self.count} article(s) could not be used: see {self._path}", file=sys.stderr)
        if used:
            return 0
        print(f"Nothing in the file is an article. {FORM}", file=sys.stderr)
        return 1


def quarantine_path(out: Path, given: Path | None) -> Path:
    """Name the quarantine file beside the output."""
    if given is not None:
        return given
    return Path("quarantine.jsonl") if str(out) == "-" else out.with_name(out.name + ".quarantine")


def start_quarantine(
    source: Path,
    out: Path,
    stories: Path | None,
    given: Path | None,
    origins: Path | None = None,
    why: Path | None = None,
    timeline: Path | None = None,
) -> QuarantineFile:
    """Begin a command's quarantine file. Raises RefusedError, before any file is touched, where one is given twice."""
    aside = quarantine_path(out, given)
    seen: dict[Path, str] = {}
    files = (
        ("ARTICLES.jsonl", source), ("--out", out), ("--stories", stories), ("--origins", origins),
        ("--why", why), ("--timeline", timeline), ("--quarantine", aside),
    )  # fmt: skip
    for name, path in files:
        if path is None or str(path) == "-":
            continue
        other = seen.setdefault(path.resolve(), name)
        if other != name:
            raise RefusedError(f"{other} and {name} are the same file, {path}: give each a file of its own")
    return QuarantineFile(aside)


@contextmanager
def open_lines(path: Path) -> Iterator[Iterable[bytes]]:
    """Open an article file, or standard input for `-`. Lines end beyond MAX_LINE bytes: what is left of one is lost."""
    if str(path) == "-":
        yield _read_lines(sys.stdin.buffer)
        return
    with path.open("rb") as file:
        yield _read_lines(file)


def _read_lines(file: IO[bytes]) -> Iterator[bytes]:
    bound = MAX_LINE + 1
    for number in count():
        line = file.readline(bound)
        if not line:
            return
        rest = line
        while len(rest) == bound and not rest.endswith(b"\n"):
            rest = file.readline(bound)
        yield line if number else line.removeprefix(BOM_UTF8)


def name_output(out: Path) -> str:
    """Name where a command has written to."""
    return "standard output" if str(out) == "-" else str(out)
