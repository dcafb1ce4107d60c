"""The same file gives the same developments directly and through a broker and the agents."""

import json
import os
import subprocess
import sys

import pytest

from storywatch.config import ROOT
from tests.seeds.test_sample_story import sample_articles

COPY = "https://post.example/printed-elsewhere"

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """The sample story as article lines, with a line that is none, an article again, one edited, and one copied."""
    path = tmp_path_factory.mktemp("replay") / "articles.jsonl"
    rows = []
    for article in sample_articles():
        header = article.header
        rows.append(
            {
                "id": header.id,
                "url": header.url,
                "outlet": header.outlet,
                "title": header.title,
                "text": article.text,
                "published": header.published.isoformat(),
                "language": header.language,
            }
        )
    rows.insert(5, rows[2])
    rows.append(rows[3] | {"text": rows[3]["text"] + "\n\nThe mayor said that the quay would stay closed until April."})
    rows.append(rows[2] | {"id": COPY, "outlet": "The Orlan Post", "title": "Printed elsewhere"})
    path.write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n", "utf-8")
    return path


def replay(lines, folder, *arguments):
    """Run the command; return its developments, its stories, and how many lines it set aside."""
    out, stories = folder / "developments.jsonl", folder / "stories.jsonl"
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "service.cli",
            "replay",
            str(lines),
            "--out",
            str(out),
            "--stories",
            str(stories),
            *arguments,
        ],
        capture_output=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert result.returncode == 0, result.stderr.decode()
    aside = folder / "developments.jsonl.quarantine"
    return out.read_text("utf-8"), stories.read_text("utf-8"), len(aside.read_bytes().splitlines())


@pytest.fixture(scope="module")
def direct(lines, tmp_path_factory):
    return replay(lines, tmp_path_factory.mktemp("direct"), "--processes", "1")


def test_through_a_cluster_the_same_file_gives_the_same_developments_and_stories(lines, direct, broker, tmp_path):
    assert replay(lines, tmp_path, "--through-kafka", "--kafka", broker.address) == direct
    assert direct[0].count('"kind": "confirmed"') >= 1
    assert direct[2] == 1


def test_a_copy_joins_its_story_and_changes_nothing(direct):
    developments, stories, _ = direct
    assert COPY in stories
    assert COPY not in developments


def test_through_the_embedded_broker_the_same_file_gives_the_same_developments_and_stories(lines, direct, tmp_path):
    assert replay(lines, tmp_path, "--through-kafka") == direct
