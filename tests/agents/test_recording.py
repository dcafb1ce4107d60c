"""What the ledger step leaves in the archive, and that an archive which cannot be written holds nobody up."""

import asyncio
import logging

from agents.recording import Recorder
from storywatch.archive import ArchiveError, Judgements, Timelines
from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, examine, part
from storywatch.messages import StorySplit
from tests.builders import proposition, said, update
from tests.ledger.test_timeline import MONDAY, naming

REPORT = naming("a1", MONDAY, parts=[said(proposition("Port Authority", "cancel", "inspection crane January"), None)])
SPLIT = StorySplit(story="s1", into="s1.1", articles=("a1",))


def test_an_article_is_found_with_its_story_and_then_with_the_half_that_has_it(tmp_path):
    judgements, timelines = Judgements(tmp_path / "archive.sqlite"), Timelines(tmp_path / "archive.sqlite")
    recorder = Recorder(judgements, timelines)
    outcome = examine(Ledger(story="s1"), REPORT, Knowledge(), LedgerPolicy())
    asyncio.run(recorder.judged(REPORT, outcome))
    asyncio.run(recorder.parted(SPLIT, part(outcome.ledger, "s1.1")))
    (found,) = judgements.find("a1")
    days = timelines.find("s1.1")
    judgements.close()
    timelines.close()
    assert (found.story, found.parted, found.told) == ("s1", "s1.1", outcome.developments)
    assert days is not None
    assert [one.day for one in days.days] == [MONDAY]


def test_what_cannot_be_kept_is_left_out_and_said(caplog):
    class Broken:
        def record(self, *_given):
            raise ArchiveError("the disk is full")

        move = record

    recorder = Recorder(Broken(), Broken())
    outcome = examine(Ledger(story="s1"), update("a1"), Knowledge(), LedgerPolicy())
    with caplog.at_level(logging.WARNING):
        asyncio.run(recorder.judged(update("a1"), outcome))
        asyncio.run(recorder.parted(SPLIT, None))
    assert [record.getMessage() for record in caplog.records] == [
        "why article a1 was judged so is not kept: the disk is full",
        "that articles of story s1 are story s1.1's is not kept: the disk is full",
    ]
