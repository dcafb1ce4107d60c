"""Where the development data lies, if it is here, and what it is identified by. Knows nothing of what is in it."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout."""

SCORER = Path("quality/score.py")
"""The scorer, inside the shared folder."""


def find_shared() -> Path | None:
    """Return the shared folder: STORYWATCH_SHARED, else `shared` beside the checkout; None where there is none."""
    given = os.environ.get("STORYWATCH_SHARED")
    place = Path(given) if given else ROOT.parent / "shared"
    return place.resolve() if (place / SCORER).is_file() else None


def explain_absence() -> str:
    """Say what is missing and where it would be looked for."""
    return "no development data: set STORYWATCH_SHARED, or put it into a folder `shared` beside the checkout"


def fingerprint(paths: Iterable[Path]) -> str:
    """Hash the files under `paths`, names and contents: a figure belongs to the data that it was measured on."""
    digest = hashlib.blake2b(digest_size=12)
    for top in paths:
        files = sorted(path for path in top.rglob("*") if path.is_file()) if top.is_dir() else [top]
        for file in files:
            digest.update(f"{file.relative_to(top.parent).as_posix()}\0".encode())
            digest.update(hashlib.blake2b(file.read_bytes(), digest_size=16).digest())
    return digest.hexdigest()
