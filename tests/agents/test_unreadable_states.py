"""What is in a Table and cannot be read is set aside with its key, or ends the worker before anything is written."""

import pytest

import agents.story
from storywatch.kept import TAG, LaterStateError
from storywatch.messages import Quarantined, StoryUpdate, decode
from storywatch.stories import StoryPolicy
from tests.agents.chain import Chain
from tests.agents.test_moved_articles import report
from tests.stories.test_moves import ORLAN, varied


@pytest.fixture
def chain(monkeypatch) -> Chain:
    """A chain that has seen one story."""
    made = Chain(monkeypatch, StoryPolicy())
    made.start()
    made.take(report("a1", varied(ORLAN, 1), 1))
    return made


def of(chain: Chain) -> str:
    (story,) = [key for key in chain.table("stories") if not key.startswith("text/")]
    return story


def test_a_story_or_a_text_that_cannot_be_read_is_left_out_and_set_aside(chain):
    story = of(chain)
    chain.keep("stories", story, {"id": story})
    chain.keep("stories", "text/a1", ["no text"])
    chain.start()
    chain.take(report("a2", varied(ORLAN, 2), 2))
    aside = [decode(raw, Quarantined) for _, raw in chain.quarantine]
    assert {(one.step, one.origin, one.key) for one in aside} == {
        ("story", "Table stories", story), ("story", "Table stories", "text/a1"),
    }  # fmt: skip
    assert [one.value for one in aside if one.key == "text/a1"] == [b'["no text"]']
    assert len({update.story for update in chain.told()}) == 2
    chain.take(report("a3", varied(ORLAN, 3), 3))
    assert len(chain.quarantine) == 2


def test_a_ledger_that_cannot_be_read_is_set_aside_and_begun_anew(chain):
    story = of(chain)
    chain.keep("ledgers", story, {"story": story, "claims": "none"})
    chain.start()
    chain.take(report("a2", varied(ORLAN, 2), 2))
    chain.take(report("a3", varied(ORLAN, 3), 3))
    (aside,) = [decode(raw, Quarantined) for _, raw in chain.quarantine]
    assert (aside.step, aside.origin, aside.key) == ("ledger", "Table ledgers", story)
    assert chain.table("ledgers")[story]["applied"] == ["a2:1", "a3:1"]


def test_nothing_is_done_over_a_story_that_a_later_version_wrote(chain, monkeypatch):
    refused: list[str] = []
    monkeypatch.setattr(agents.story, "refuse", refused.append)
    story = of(chain)
    chain.keep("stories", story, chain.table("stories")[story] | {TAG: "story.999"})
    before = chain.table("stories")
    chain.start()
    with pytest.raises(LaterStateError):
        chain.take(report("a2", varied(ORLAN, 2), 2))
    (why,) = refused
    assert "story.999" in why
    assert "Run the version that wrote it" in why
    assert chain.table("stories") == before
    assert chain.quarantine == []


def test_nothing_is_done_over_a_ledger_that_a_later_version_wrote(chain):
    story = of(chain)
    chain.keep("ledgers", story, chain.table("ledgers")[story] | {TAG: "ledger.999"})
    before = chain.table("ledgers")
    chain.start()
    update = StoryUpdate(story=story, opened=False, analysis=report("a2", varied(ORLAN, 2), 2))
    with pytest.raises(LaterStateError, match=r"ledger\.999"):
        chain.act("ledger", update)
    assert chain.table("ledgers") == before
