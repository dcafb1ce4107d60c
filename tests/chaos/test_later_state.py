"""What a later version left in the Tables ends the run with one sentence, and stays as it is."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rocksdict

from storywatch.kept import TAG
from storywatch.messages.topics import STORIES
from tests.chaos.reference import OFFSET, table_in
from tests.chaos.running import Run
from tests.chaos.writing import write_articles

ARTICLES = 12


@pytest.mark.timeout(180)
def test_over_stories_of_a_later_version_a_run_stops_with_what_to_do(start: Callable[..., Run], folder: Path):
    run = start()
    articles = write_articles(3, 2 * ARTICLES // 3)
    run.publish(articles[:ARTICLES])
    run.wait_until(lambda: run.journal.counts()[1:] == (ARTICLES, 0), 90, "every article to be done")
    run.stop()
    (path,) = (run.place.archive / "tables").rglob(f"{STORIES}-*.db")
    raise_versions(path)
    before = table_in(run.place.archive, STORIES)
    run.start()
    assert run.wait_for_end(60) == 2, run.last_words()
    assert "story.999" in run.last_words()
    assert "Run the version that wrote it" in run.last_words()
    assert run.processes() == []
    assert table_in(run.place.archive, STORIES) == before


def raise_versions(path: Path) -> None:
    """Let every story of a Table be of a version that is not there yet."""
    files = rocksdict.Rdict(str(path), rocksdict.Options(raw_mode=True))
    for key, value in list(files.items()):
        if key != OFFSET and not json.loads(key).startswith("text/"):
            files[key] = json.dumps(json.loads(value) | {TAG: "story.999"}).encode()
    files.close()
