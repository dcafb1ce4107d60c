"""Which of the processes that share one archive this one is: a numbered folder that it holds as long as it runs."""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storywatch.archive.database import ArchiveError


@contextmanager
def claim_place(archive: Path, kind: str, many: int) -> Iterator[Path]:
    """Hold the first of `many` folders of a kind that no other process holds: its own again at the next start.

    The lock ends with the process, however it ends, so one that is started again at once goes on at once.
    Raises ArchiveError where all are held.
    """
    for number in range(many):
        folder = archive / kind / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield folder
            return
    raise ArchiveError(f"all {many} places in {archive / kind} are held: give this process an archive of its own")


def name_place(folder: Path) -> str:
    """Give the lasting name of a place: its number, and chance: a cluster has workers of several archives."""
    file = folder / "member"
    name = file.read_text("ascii").strip() if file.exists() else ""
    if not name:
        name = f"{folder.name}-{secrets.token_hex(8)}"
        file.write_text(name, "ascii")
    return name
