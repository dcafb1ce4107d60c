"""Two pollers on one archive, killed at random moments: every item that was served is on the topic, by id.

A few kills here; `python -m tests.bench.kills` makes two hundred.
"""

from pathlib import Path

from tests.bench.kills import kill_pollers

KILLS = 5


def test_pollers_that_are_killed_lose_nothing_and_double_nothing(tmp_path: Path, seed: int):
    print(f"seed {seed}")
    verdict = kill_pollers(tmp_path, KILLS, seed)
    assert verdict.is_right, f"seed {seed}: {verdict}"
