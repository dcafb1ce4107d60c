"""Pages in the archive: an entry is admitted once, told once, and forgotten with its article."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from storywatch.archive import FeedState, Journal, page_budget
from storywatch.archive.journal import DEDUP_WINDOW
from storywatch.archive.pages import MAX_RELISTED, PageChange
from storywatch.messages import Article, Header

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FEED = "https://paper.example/feed"


def entry(key="a", text="A dam broke.", at=T0):
    header = Header(
        id=key, url=f"https://paper.example/{key}", outlet="paper.example", title="t", published=T0, fetched=at
    )
    return Article(header=header, text=text, feed=FEED)


@pytest.fixture
def journal(tmp_path):
    opened = Journal(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


def read(page, text="The whole text.", due=None):
    article = msgspec.structs.replace(page.article, text=text)
    kept = msgspec.structs.replace(page.article, text="")
    return PageChange(msgspec.structs.replace(page, pending=False, due=due, watched=T0, article=kept), article)


def test_an_entry_waits_for_its_page_and_is_no_article_until_then(journal):
    assert journal.take_in([], waiting=[entry()]).admitted == [entry()]
    assert (journal.counts().accepted, journal.pages()) == (0, (1, 0))
    (page,) = journal.due_pages(T0, 9)
    (told,) = journal.take_in([], pages=[read(page)]).articles
    assert (told.text, told.header.revision) == ("The whole text.", 1)
    assert (journal.counts().accepted, journal.pages()) == (1, (0, 0))


def test_an_entry_that_is_listed_again_is_known_before_and_after_its_page_is_read(journal):
    journal.take_in([], waiting=[entry()])
    assert journal.take_in([], waiting=[entry(at=T0 + timedelta(hours=1))]).admitted == []
    journal.take_in([], pages=[read(journal.due_pages(T0, 9)[0])])
    again = journal.take_in([], waiting=[entry(at=T0 + timedelta(hours=2))])
    assert (again.articles, again.admitted, journal.pages()) == ([], [], (0, 0))


def test_two_who_looked_at_one_page_tell_it_once(journal):
    journal.take_in([], waiting=[entry()])
    (page,) = journal.due_pages(T0, 9)
    first = journal.take_in([], pages=[read(page, "One.")]).articles
    second = journal.take_in([], pages=[read(page, "Two.")]).articles
    assert ([one.text for one in first], second) == (["One."], [])


def test_an_entry_that_its_feed_words_anew_has_its_page_fetched_again_but_not_for_ever(journal):
    now = T0
    for number in range(MAX_RELISTED + 5):
        now += timedelta(hours=1)
        journal.take_in([], waiting=[entry(text=f"Text {number}.", at=now)])
        for page in journal.due_pages(now, 9):
            fetched = msgspec.structs.replace(read(page, f"Whole {number}.").page, fetched=now)
            journal.take_in([], pages=[PageChange(fetched)])
    assert journal.pages() == (0, 0)
    journal.take_in([], waiting=[entry(text="Another.", at=now + timedelta(hours=1))])
    assert journal.due_pages(now + timedelta(days=9), 9) == []


def test_of_two_feeds_that_list_a_page_the_one_with_full_texts_tells(journal):
    journal.take_in([], waiting=[entry()])
    assert journal.accept([entry(text="A summary elsewhere.")]) == []
    journal.take_in([], pages=[read(journal.due_pages(T0, 9)[0], due=T0 + timedelta(hours=1))])
    assert journal.accept([entry(text="A summary elsewhere.")]) == []


def test_an_article_from_before_full_texts_is_not_fetched(journal):
    journal.accept([entry()])
    assert journal.take_in([], waiting=[entry(text="Another summary.")]).admitted == []
    assert journal.due_pages(T0 + timedelta(days=1), 9) == []


def test_a_feeds_state_is_stored_with_the_entries_that_wait_or_neither_is(journal, monkeypatch):
    def fail(*_):
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr("storywatch.archive.journal._refuse", fail)
        with pytest.raises(RuntimeError):
            journal.take_in([], [FeedState(url=FEED, etag='"1"')], waiting=[entry()])
    assert (journal.feed_states(), journal.pages()) == ({}, (0, 0))


def test_those_that_wait_for_a_text_come_before_those_that_are_looked_at_again(journal):
    journal.take_in([], waiting=[entry("a")])
    journal.take_in([], pages=[read(journal.due_pages(T0, 9)[0], due=T0)])
    journal.take_in([], waiting=[entry("b", at=T0 + timedelta(minutes=1))])
    assert [page.id for page in journal.due_pages(T0 + timedelta(hours=1), 9)] == ["b", "a"]


def test_no_more_are_watched_than_the_bound(journal, monkeypatch):
    monkeypatch.setattr("storywatch.archive.pages.MAX_WATCHED", 2)
    journal.take_in([], waiting=[entry(key) for key in "abcd"])
    for page in journal.due_pages(T0, 9):
        assert len(journal.take_in([], pages=[read(page, page.id, due=T0 + timedelta(hours=1))]).articles) == 1
    assert journal.pages() == (0, 2)


def test_a_page_is_forgotten_with_its_article_and_not_before(journal):
    journal.take_in([], waiting=[entry("a"), entry("b")])
    journal.take_in([], pages=[read(journal.due_pages(T0, 1)[0])])
    journal.mark_done("a", 1)
    late = T0 + DEDUP_WINDOW + timedelta(days=1)
    journal.take_in([], waiting=[entry("a", at=late)])  # still listed
    journal.prune(late)
    assert journal.take_in([], waiting=[entry("a", at=late)]).admitted == []
    later = late + DEDUP_WINDOW + timedelta(days=3)
    journal.take_in([], waiting=[msgspec.structs.replace(entry("c", at=later), feed="https://other.example/feed")])
    journal.prune(later)
    assert journal.take_in([], waiting=[entry("a"), entry("b")]).admitted == [entry("a")]


def test_one_hosts_backlog_holds_up_no_other(journal):
    journal.take_in([], waiting=[entry(f"a{number}") for number in range(30)])
    elsewhere = entry("b", at=T0 + timedelta(minutes=1))
    header = msgspec.structs.replace(elsewhere.header, url="https://other.example/b", outlet="other.example")
    journal.take_in([], waiting=[msgspec.structs.replace(elsewhere, header=header)])
    found = journal.due_pages(T0 + timedelta(hours=1), 16, 2)
    assert [page.id for page in found] == ["a0", "a1", "b"]


def test_another_outlets_feed_has_no_page_read_again_under_its_title(journal):
    journal.take_in([], waiting=[entry()])
    lie = msgspec.structs.replace(entry(text="A lie.", at=T0 + timedelta(hours=1)), feed="https://evil.test/rss")
    journal.take_in([], waiting=[lie])
    (page,) = journal.due_pages(T0 + timedelta(hours=2), 9)
    assert (page.article.feed, page.article.text, page.relisted) == (FEED, "A dam broke.", 0)


def test_an_article_read_from_its_page_is_told_by_no_feed_that_lists_it_under_the_pages_own_address(journal):
    journal.take_in([], waiting=[entry("as-listed")])
    (page,) = journal.due_pages(T0, 9)
    change = read(page)
    article = change.article
    named = msgspec.structs.replace(article, header=msgspec.structs.replace(article.header, id="as-named"))
    journal.take_in([], pages=[msgspec.structs.replace(change, article=named)])
    assert journal.accept([entry("as-named", "A dam broke.", T0 + timedelta(hours=1))]) == []
    assert len(journal.accept([entry("another")])) == 1


def test_an_outlet_with_a_host_for_every_entry_holds_up_no_other(journal):
    def on(host, number):
        one = entry(f"{host}{number}")
        header = msgspec.structs.replace(one.header, url=f"https://h{number}.{host}/", outlet=host)
        return msgspec.structs.replace(one, header=header)

    journal.take_in([], waiting=[on("many.test", number) for number in range(9)])
    journal.take_in([], waiting=[on("other.test", 0)])
    assert [page.article.header.outlet for page in journal.due_pages(T0, 9, 2)].count("other.test") == 1
    assert len(journal.due_pages(T0, 9, 2)) == 3


def many(*keys, at=T0, feed=FEED):
    return [msgspec.structs.replace(entry(key, at=at), feed=feed) for key in keys]


def test_a_feed_has_so_many_pages_fetched_a_day_and_the_rest_goes_with_its_own_text(journal, monkeypatch):
    monkeypatch.setattr(page_budget, "PAGES_A_DAY", 3)
    first = journal.take_in([], waiting=many("a", "b", "c", "d", "e"))
    assert [one.header.id for one in first.admitted] == ["a", "b", "c"]
    assert [(one.header.id, one.text) for one in first.articles] == [("d", "A dam broke."), ("e", "A dam broke.")]
    assert [one.header.id for one in first.beyond] == ["d", "e"]
    again = journal.take_in([], waiting=many("a", "d", "e", at=T0 + timedelta(hours=1)))
    assert (again.admitted, again.articles, again.beyond) == ([], [], [])
    other = journal.take_in([], waiting=many("f", feed="https://other.example/feed"))
    assert len(other.admitted) == 1
    assert journal.page_budgets()[FEED][1:] == (3, 2)
    next_day = journal.take_in([], waiting=many("g", at=T0 + timedelta(days=1)))
    assert len(next_day.admitted) == 1
    assert journal.page_budgets()[FEED][1:] == (1, 0)


def test_what_is_worded_anew_beyond_the_bound_is_told_as_the_feed_has_it_unless_its_page_was_read(journal, monkeypatch):
    monkeypatch.setattr(page_budget, "PAGES_A_DAY", 2)
    journal.take_in([], waiting=many("a", "b", "c"))
    looked_at = next(page for page in journal.due_pages(T0, 9) if page.id == "a")
    journal.take_in([], pages=[read(looked_at)])
    later = T0 + timedelta(hours=1)
    journal.take_in([], waiting=many("c", at=later))
    reworded = [msgspec.structs.replace(one, text="The dam broke at dawn.") for one in many("a", "b", "c", at=later)]
    told = journal.take_in([], waiting=reworded).articles
    assert [(one.header.id, one.header.revision, one.text) for one in told] == [("c", 2, "The dam broke at dawn.")]


def test_what_goes_without_its_page_is_counted_once_however_often_it_is_listed(journal, monkeypatch):
    monkeypatch.setattr(page_budget, "PAGES_A_DAY", 2)
    journal.take_in([], waiting=many("a", "b", "c"))
    looked_at = next(page for page in journal.due_pages(T0, 9) if page.id == "a")
    journal.take_in([], pages=[read(looked_at)])
    for hour in range(4):
        listed = many("a", "b", "c", at=T0 + timedelta(hours=1 + hour))
        text = "A dam broke." if hour == 0 else "The dam broke at dawn."
        journal.take_in([], waiting=[msgspec.structs.replace(one, text=text) for one in listed])
    assert journal.page_budgets()[FEED][1:] == (2, 2)  # c, and c in other words
    (page,) = journal.due_pages(T0 + timedelta(hours=9), 9)
    assert (page.id, page.article.text) == ("b", "The dam broke at dawn.")
    next_day = [msgspec.structs.replace(one, text="It broke at five.") for one in many("a", at=T0 + timedelta(days=1))]
    journal.take_in([], waiting=next_day)
    assert [page.id for page in journal.due_pages(T0 + timedelta(days=2), 9)] == ["b", "a"]


def test_a_page_that_is_waited_for_costs_nothing_when_its_feed_words_it_anew(journal):
    journal.take_in([], waiting=many("a"))
    for number in range(3):
        journal.take_in([], waiting=[entry("a", f"Text {number}.", T0 + timedelta(hours=number))])
    assert journal.page_budgets()[FEED][1:] == (1, 0)
    (page,) = journal.due_pages(T0, 9)
    assert page.article.text == "Text 2."


def test_all_feeds_together_have_so_many_pages_waited_for(journal, monkeypatch):
    monkeypatch.setattr(page_budget, "MAX_PENDING", 2)
    feeds = [f"https://{n}.example/feed" for n in range(4)]
    entries = [one for n, feed in enumerate(feeds) for one in many(str(n), feed=feed)]
    came = journal.take_in([], waiting=entries)
    assert (len(came.admitted), len(came.beyond), journal.pages()) == (2, 2, (2, 0))


def test_what_was_spent_is_forgotten_after_a_while(journal):
    journal.take_in([], waiting=many("a"))
    later = T0 + timedelta(days=page_budget.KEPT_DAYS + 2)
    journal.take_in([], waiting=many("b", at=later, feed="https://other.example/feed"))
    journal.prune(later)
    assert list(journal.page_budgets()) == ["https://other.example/feed"]
