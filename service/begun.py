"""The configuration as a running Storywatch read it at its start: what is started again goes on with that, and a change
since then is said.

Knows nothing of what is in it.
"""

from contextlib import suppress
from pathlib import Path

NAME = "running.toml"
"""Of the copy in the archive's folder, which stays until that Storywatch stops."""


class Begun:
    """What `storywatch run` began with."""

    def __init__(self, file: Path | None, folder: Path) -> None:
        """`file` is None where there is no configuration."""
        self._file = file
        self._copy = folder / NAME
        self._told = b""
        self._seen: tuple[int, int] | None = None

    def keep(self) -> Path:
        """Copy it, for what is started from now on."""
        self._told = _read(self._file)
        self._copy.write_bytes(self._told)
        self._seen = _stamp(self._file)
        return self._copy

    def forget(self) -> None:
        """Remove the copy: nothing runs any more."""
        with suppress(OSError):
            self._copy.unlink(missing_ok=True)

    def changed(self) -> bool:
        """Tell, once a change, whether the file says something else than at the last look. Cheap where it was left."""
        seen = _stamp(self._file)
        if seen == self._seen:
            return False
        self._seen = seen
        told, self._told = self._told, _read(self._file)
        return told != self._told


def is_out_of_date(file: Path | None, folder: Path) -> bool:
    """Tell whether the configuration is another than the one that a Storywatch on this folder began with."""
    copy = folder / NAME
    return copy.exists() and _read(copy) != _read(file)


def _read(file: Path | None) -> bytes:
    try:
        return file.read_bytes() if file else b""
    except OSError:
        return b""


def _stamp(file: Path | None) -> tuple[int, int] | None:
    try:
        status = file.stat() if file else None
    except OSError:
        return None
    return None if status is None else (status.st_mtime_ns, status.st_size)
