"""What becomes of a page after a look at it: every rung of its ladder, and what always holds."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.pages.revisits import Later, Missing, RevisitPolicy, Same, Text, Unusable, decide
from feeds.reading.canonical import article_id
from feeds.reading.jobs import PageRead
from storywatch.archive.pages import Page
from storywatch.messages import Article, Header

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://paper.example/dam"
POLICY = RevisitPolicy()
LONG = "The dam above the valley broke. " * 20


def header(url=URL):
    return Header(id=article_id(url, "", "", ""), url=url, outlet="paper.example", title="t", published=T0, fetched=T0)


def page(**changed):
    article = Article(header=header(changed.pop("url", URL)), text="A dam broke.", feed="https://paper.example/feed")
    return msgspec.structs.replace(Page(id=article.header.id, article=article, listed="x", due=T0), **changed)


def watched(**changed):
    (change, _) = decide(page(), text(), T0, POLICY)
    return msgspec.structs.replace(change.page, **changed)


def text(words=LONG, url=URL, **said):
    return Text(PageRead(text=words, **said), url, etag='"1"')


def test_a_page_that_is_read_is_the_article_and_is_looked_at_again():
    change, reason = decide(page(), text(language="de"), T0, POLICY)
    assert reason == "read"
    assert (change.article.text, change.article.header.language) == (LONG, "de")
    assert change.article.header.id == page().id
    assert (change.page.pending, change.page.due, change.page.etag) == (False, T0 + HOUR, '"1"')
    assert change.page.article.text == ""


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        (Unusable("denied"), "denied"),
        (Missing(), "missing"),
        (text("Subscribe."), "nothing_found"),
        (text(paywalled=True), "paywalled"),
        (text(url="https://paper.example/"), "missing"),
        (text(url="https://consent.example/collect?to=paper"), "denied"),
    ],
)
def test_a_page_that_gives_no_text_leaves_the_feeds_and_is_left_alone(look, reason):
    change, counted = decide(page(), look, T0, POLICY)
    assert (change.article.text, counted) == ("A dam broke.", reason)
    assert (change.page.pending, change.page.due) == (False, None)


def test_a_text_shorter_than_the_feeds_is_not_taken():
    longer = page()
    longer = msgspec.structs.replace(longer, article=msgspec.structs.replace(longer.article, text=LONG * 2))
    assert decide(longer, text(), T0, POLICY)[0].article.text == LONG * 2


def test_a_page_that_may_come_later_is_tried_a_few_times_and_then_the_feeds_text_goes():
    one, now = page(), T0
    for wait in POLICY.retries:
        change, _ = decide(one, Later(), now, POLICY)
        assert (change.article, change.page.pending, change.page.due) == (None, True, now + wait)
        one, now = change.page, now + wait
    assert decide(one, Later(), now, POLICY)[0].article.text == "A dam broke."


def test_a_servers_patience_is_kept_where_it_is_short_and_ends_the_wait_where_it_is_long():
    assert decide(page(), Later(timedelta(minutes=30)), T0, POLICY)[0].page.due == T0 + timedelta(minutes=30)
    assert decide(page(), Later(timedelta(hours=9)), T0, POLICY)[0].article.text == "A dam broke."


def test_an_edited_page_is_told_with_the_time_of_the_look():
    change, _ = decide(watched(), text(LONG + "Corrected."), T0 + HOUR, POLICY)
    assert change.article.text.endswith("Corrected.")
    assert (change.article.header.fetched, change.article.header.id) == (T0 + HOUR, page().id)
    assert change.page.due == T0 + timedelta(hours=6)


@pytest.mark.parametrize("look", [Same(), Unusable("denied"), text("short"), text(paywalled=True)])
def test_a_look_that_tells_nothing_is_followed_by_the_next(look):
    change, _ = decide(watched(), look, T0 + HOUR, POLICY)
    assert (change.article, change.page.due) == (None, T0 + timedelta(hours=6))


def test_looks_end_and_those_that_were_missed_are_one():
    one, dues = watched(), []
    while one.due is not None:
        dues.append(one.due - T0)
        one = decide(one, Same(), one.due, POLICY)[0].page
    assert dues == list(POLICY.looks)
    assert decide(watched(), Same(), T0 + timedelta(hours=7), POLICY)[0].page.due == T0 + timedelta(hours=24)


def test_a_page_is_gone_only_when_a_second_look_confirms_it():
    change, _ = decide(watched(), Missing(), T0 + HOUR, POLICY)
    assert (change.article, change.page.due) == (None, T0 + HOUR + POLICY.confirm)
    back = decide(change.page, Same(), change.page.due, POLICY)[0]
    assert (back.article, back.page.missing) == (None, 0)
    gone = decide(change.page, Missing(), change.page.due, POLICY)[0]
    assert (gone.article.gone, gone.article.text, gone.article.header.id) == (True, "", page().id)
    assert gone.page.due is None


@pytest.mark.parametrize(
    ("listed", "came", "canonical", "url", "outlet"),
    [
        (URL, URL, "https://www.paper.example/2026/dam", "https://www.paper.example/2026/dam", "paper.example"),
        (URL, URL, "https://other.example/dam", URL, "paper.example"),
        (URL, URL, "https://paper.example/", URL, "paper.example"),
        (URL, "https://paper.example/2026/dam?utm_source=x", "", "https://paper.example/2026/dam", "paper.example"),
        (URL, "https://paper-two.example/dam", "https://paper-two.example/dam", URL, "paper.example"),
        ("https://t.co/xyz", URL, "https://paper.example/2026/dam", "https://paper.example/2026/dam", "paper.example"),
        ("https://t.co/xyz", URL, "https://other.example/dam", URL, "paper.example"),
    ],
)
def test_a_page_may_name_its_own_address_but_no_other_outlets(listed, came, canonical, url, outlet):
    article = decide(page(url=listed), text(url=came, canonical=canonical), T0, POLICY)[0].article
    assert (article.header.url, article.header.outlet) == (url, "t.co" if outlet is None else outlet)
    assert article.header.id == article_id(url, "", "", "")


@pytest.mark.parametrize("look", [Unusable("denied"), Later(), Same(), text("short")])
def test_a_page_that_was_told_is_not_told_again_in_its_feeds_words(look):
    anew = watched(pending=True, article=page().article, tries=len(POLICY.retries))
    change, _ = decide(anew, look, T0 + HOUR, POLICY)
    assert (change.article, change.page.pending) == (None, False)
    assert change.page.due is not None


def test_a_page_that_is_the_same_as_nothing_leaves_the_feeds_text():
    assert decide(page(), Same(), T0, POLICY)[0].article.text == "A dam broke."


LOOKS = st.sampled_from(
    [text(), text(LONG + "Edited."), text("short"), Same(), Missing(), Unusable("denied"), Later(), Later(HOUR * 5)]
)


@settings(max_examples=200)
@given(st.lists(st.tuples(LOOKS, st.integers(0, 40)), max_size=40))
def test_whatever_comes_the_article_is_told_within_a_bound_and_the_looks_end(looks):
    one, now, told, steps = page(), T0, [], 0
    for look, late in [*looks, *[(Later(), 0)] * 40]:
        if one.due is None:
            break
        steps += 1
        now = max(now, one.due) + timedelta(minutes=late)
        change, _ = decide(one, look, now, POLICY)
        one = change.page
        assert one.due is None or one.due > now
        told += [change.article] if change.article is not None else []
    assert one.due is None
    assert told
    assert not told[0].gone
    assert steps <= 45
