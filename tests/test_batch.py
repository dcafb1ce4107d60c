"""Article lines in, development lines out."""

import io
import json

import pytest

from storywatch.batch import MAX_LINE, Monitor, read_articles, show_analysis, show_day, show_development, write_line
from storywatch.knowledge import Knowledge
from storywatch.ledger import LedgerPolicy
from storywatch.messages import Article, Quarantined, StoryClosed, StoryMerged, StorySplit
from storywatch.revisions import MAX_REVISIONS
from storywatch.stories import StoryPolicy
from tests.builders import HOUR, T0, proposition, said, update

LINE = {"id": "a1", "url": "u", "outlet": "o", "title": "t", "text": "A text.", "published": "2026-03-02T08:00:00Z"}


def read(*rows):
    raw = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    return list(read_articles(raw, "articles.jsonl"))


def test_a_line_becomes_an_article_whose_clock_is_its_publication():
    (article,) = read(LINE | {"something": "else"})
    assert article.header.published == article.header.fetched == T0
    assert (article.header.outlet, article.header.language, article.text) == ("o", "en", "A text.")


def test_a_time_without_zone_is_utc_and_another_zone_is_converted():
    bare, east = read(LINE | {"published": "2026-03-02T08:00:00"}, LINE | {"published": "2026-03-02T10:00:00+02:00"})
    assert bare.header.published == east.header.published == T0


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (b"{", "truncated"),
        (b"\xff\xfe{}", "malformed"),
        (b"[1]", "object"),
        (LINE | {"text": "  "}, "no text"),
        ({key: value for key, value in LINE.items() if key != "published"}, "published"),
        (LINE | {"published": "yesterday"}, "published"),
        (LINE | {"id": ""}, "id"),
        (LINE | {"text": 3}, "text"),
        (b" " * MAX_LINE + b"x", "at most"),
        (LINE | {"published": "0001-01-01T00:00:00+14:00"}, "published in 1"),
        (LINE | {"published": "9999-12-31T23:59:59-14:00"}, "published in 9999"),
        (b'{"id":"a1","x":' + b"[" * 100_000, "recursion"),
        (LINE | {"text": "\U0001f600" * 1_999_990}, "at most"),
    ],
)
def test_a_line_that_cannot_be_used_is_set_aside_with_its_number_and_the_file_goes_on(row, why):
    first, second, third = read(LINE, row, LINE | {"id": "a2"})
    assert isinstance(first, Article)
    assert isinstance(second, Quarantined)
    assert why in second.error
    assert second.origin == "articles.jsonl:2"
    assert third.header.id == "a2"


def test_an_empty_line_is_passed_over():
    assert len(read(LINE, b"\n", b"   \n")) == 1


def test_the_same_id_with_another_text_is_the_next_revision():
    revisions = [article.header.revision for article in read(LINE, LINE | {"text": "B"}, LINE, LINE | {"text": "C"})]
    assert revisions == [1, 2, 1, 3]


def test_an_article_has_only_so_many_revisions():
    assert len(read(*[LINE | {"text": f"text {number}"} for number in range(30)])) == MAX_REVISIONS


CLAIM = proposition("Port Authority", "cancel", "inspection crane January")


def analyses():
    terms = {"crane": 2.0, "port": 1.0}
    for number in range(3):
        one = update(
            f"a{number}", said(CLAIM, None, speaker_kind="anonymous"), at=T0 + number * HOUR, outlet=f"O{number}"
        )
        yield type(one.analysis)(
            article=one.analysis.article,
            sentences=one.analysis.sentences,
            statements=one.analysis.statements,
            terms=terms,
        )


def test_the_chain_joins_articles_and_tells_what_each_changed():
    monitor = Monitor(Knowledge(), StoryPolicy(), LedgerPolicy())
    taken = [monitor.take(analysis) for analysis in analyses()]
    assert len({story for story, _ in taken}) == 1
    assert [[one.kind for one in developments] for _, developments in taken] == [
        ["new_story"],
        ["corroborated"],
        [],
    ]


def test_an_article_that_comes_again_tells_nothing():
    monitor = Monitor(Knowledge(), StoryPolicy(), LedgerPolicy())
    first, *_ = analyses()
    story, _ = monitor.take(first)
    assert monitor.take(first) == (story, ())


def test_another_article_that_a_page_showed_is_no_article_of_its_own_when_its_story_is_parted():
    monitor = Monitor(Knowledge(), StoryPolicy(), LedgerPolicy())
    story, _ = monitor.take(next(analyses()))
    monitor._note(StorySplit(story=story, into=f"{story}.s2", articles=("a0:2",)))
    assert monitor.stories() == {"a0": story}
    monitor._note(StorySplit(story=story, into=f"{story}.s3", articles=("a0", "a0:2")))
    assert monitor.stories() == {"a0": f"{story}.s3"}


def test_an_ended_story_keeps_its_days_and_one_that_was_another_gives_them_to_it():
    monitor = Monitor(Knowledge(), StoryPolicy(), LedgerPolicy())
    for analysis in analyses():
        story, _ = monitor.take(analysis)
    half = f"{story}.s2"
    ((day,),) = monitor.timelines().values()
    assert (day.day, day.articles) == (T0.date(), 2)
    assert (show_day(story, day, 3)["published"], show_day(story, day, 3)["significance"]) == ("2026-03-02", 0.666667)
    monitor._note(StorySplit(story=story, into=half, articles=("a2",)))
    assert monitor.timelines() == {story: (day,), half: ()}
    monitor._note(StoryMerged(story=half, into=story))
    assert monitor.timelines()[story] == (day,)
    monitor._note(StoryClosed(story=story))
    ended = monitor.timelines()
    assert {one for one in ended if ended[one]} == {story}


def test_a_development_line_holds_what_readers_of_the_file_rely_on():
    monitor = Monitor(Knowledge(), StoryPolicy(), LedgerPolicy())
    _, (development,) = monitor.take(next(analyses()))
    out = io.StringIO()
    write_line(out, show_development(development))
    row = json.loads(out.getvalue())
    keys = (
        "article story kind headline claim party before after evidence origins outlets significance published".split()
    )
    assert set(keys) <= set(row)
    assert row["evidence"] == ["Sentence 0 of a0."]
    assert row["places"][0]["span"] == [0, 19]


def test_a_statement_line_holds_every_field_defaults_included():
    row = show_analysis(next(analyses()))
    assert set(row) == {"id", "statements", "entities", "figures"}
    assert {"speaker", "cue", "content", "act", "polarity", "certainty", "speaker_entity"} <= set(row["statements"][0])
