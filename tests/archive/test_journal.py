"""The journal: accepted once, in order, undone until marked, never forgetting what waits."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storywatch.archive import ArchiveError, ArchiveUnavailableError, FeedState, Journal
from storywatch.archive.journal import DEDUP_WINDOW
from storywatch.messages import Article, Header, Quarantined, encode
from storywatch.revisions import MAX_REVISIONS

T0 = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def article(
    key: str = "a", text: str = "The dam holds.", *, published: datetime = T0, fetched: datetime = T0, feed: str = ""
) -> Article:
    header = Header(
        id=key, url=f"https://example.com/{key}", outlet="example.com", title="T", published=published, fetched=fetched
    )
    return Article(header=header, text=text, feed=feed)


def refusal(key: str) -> Quarantined:
    return Quarantined(
        id=key, step="feeds", error="no text", origin="https://example.com/feed", key="", value=b"{}", at=T0
    )


@pytest.fixture
def journal(tmp_path):
    opened = Journal(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


def test_an_article_accepted_twice_is_new_once(journal):
    assert [a.header.id for a in journal.accept([article("a"), article("b"), article("a")])] == ["a", "b"]
    assert journal.accept([article("b"), article("a")]) == []
    assert journal.counts() == (2, 0, 2)


def test_what_is_done_is_known_by_id_and_revision(journal):
    journal.accept([article(text="Eleven are missing.")])
    journal.accept([article(text="Seventeen are missing.", fetched=T0 + timedelta(hours=2))])
    journal.mark_done("a", 1)
    assert journal.is_done("a", 1)
    assert not journal.is_done("a", 2)
    assert not journal.is_done("b", 1)


def test_another_text_is_the_next_revision_and_an_earlier_text_is_known(journal):
    journal.accept([article(text="Eleven are missing.")])
    (second,) = journal.accept([article(text="Seventeen are missing.", fetched=T0 + timedelta(hours=2))])
    assert second.header.revision == 2
    assert journal.accept([article(text="Eleven  are\nmissing.")]) == []


def test_a_revision_that_keeps_the_first_texts_time_takes_the_time_of_the_poll_that_found_it(journal):
    later = T0 + timedelta(hours=2)
    journal.accept([article(text="one")])
    (undated,) = journal.accept([article(text="two", published=T0, fetched=later)])
    assert undated.header.published == later
    redated_at = later + timedelta(hours=1)
    (redated,) = journal.accept([article(text="three", published=redated_at, fetched=later + timedelta(hours=2))])
    assert redated.header.published == redated_at


def test_a_text_that_changes_at_every_poll_stops_at_the_bound(journal):
    taken = [journal.accept([article(text=f"text {n}")]) for n in range(MAX_REVISIONS + 5)]
    assert sum(map(len, taken)) == MAX_REVISIONS


def test_undone_rows_come_in_order_until_marked_done(journal):
    journal.accept([article(key) for key in "cab"])
    assert [row.article.header.id for row in journal.undone(10)] == ["c", "a", "b"]
    assert journal.mark_done("a", 1)
    assert not journal.mark_done("a", 1)
    assert [row.article.header.id for row in journal.undone(10)] == ["c", "b"]
    assert journal.waiting() == 2
    first = journal.undone(1)[0]
    assert [row.article.header.id for row in journal.undone(10, after=first.seq)] == ["b"]


def test_sent_rows_are_left_out_until_they_are_stale(journal):
    journal.accept([article("a"), article("b")])
    journal.mark_sent([journal.undone(1)[0].seq], T0)
    assert [row.article.header.id for row in journal.undone(10, older_than=T0)] == ["b"]
    stale = journal.undone(10, older_than=T0 + timedelta(seconds=1))
    assert [(row.article.header.id, row.sent, row.sends) for row in stale] == [("a", T0, 1), ("b", None, 0)]


def test_done_rows_lose_their_body_and_are_forgotten_after_the_window_but_waiting_ones_never(journal):
    journal.accept([article("done"), article("waits")])
    journal.mark_done("done", 1)
    (bodies,) = journal._database._connection.execute("SELECT count(*) FROM articles WHERE body IS NOT NULL").fetchone()
    assert bodies == 1
    journal.accept([article("later", fetched=T0 + DEDUP_WINDOW + timedelta(seconds=1), feed="another")])
    assert journal.prune(T0 + DEDUP_WINDOW) == 0
    assert journal.prune(T0 + DEDUP_WINDOW + timedelta(seconds=1)) == 1
    assert [row.article.header.id for row in journal.undone(10)] == ["waits", "later"]


def test_a_clock_that_runs_far_ahead_has_nothing_forgotten(journal):
    journal.accept([article("a"), article("b", fetched=T0 + timedelta(days=9), feed="another")])
    journal.mark_all_done([("a", 1), ("b", 1)])
    assert journal.prune(T0 + timedelta(days=400)) == 0
    assert journal.accept([article("a"), article("b")]) == []


def test_an_article_that_its_feed_still_lists_stays_known(journal):
    journal.accept([article("a")])
    journal.mark_done("a", 1)
    journal.accept([article("a", fetched=T0 + timedelta(days=20))])
    assert journal.prune(T0 + timedelta(days=40)) == 0
    assert journal.accept([article("a", fetched=T0 + timedelta(days=41))]) == []


def test_what_an_unchanged_feed_lists_stays_known_and_what_it_has_dropped_is_forgotten(journal):
    feed, day = "https://example.com/feed", timedelta(days=1)
    journal.accept([article("dropped", feed=feed), article("listed", feed=feed)])
    journal.accept([article("listed", fetched=T0 + 2 * day, feed=feed)])
    journal.mark_all_done([("dropped", 1), ("listed", 1)])
    for days in range(3, 60):
        journal.still_listed([feed, "https://example.com/unknown"], T0 + days * day)
        journal.prune(T0 + days * day)
    assert [a.header.id for a in journal.accept([article("listed"), article("dropped")])] == ["dropped"]
    journal.mark_done("dropped", 1)
    journal.accept([article("later", fetched=T0 + 120 * day, feed="https://example.com/another")])
    assert journal.prune(T0 + 120 * day) == 2  # a feed that no longer answers lists nothing


def test_a_row_that_cannot_be_read_is_refused_and_holds_up_no_other(journal):
    long_name = msgspec.structs.replace(article("long").header, outlet="o" * 3_000)
    unreadable = Article(header=long_name, text="t", feed="https://example.com/feed")
    journal.accept([unreadable, article("a")])
    for _ in range(2):
        assert [row.article.header.id for row in journal.undone(1)] == ["a"]
    assert journal.counts() == (2, 1, 1)
    (refused,) = journal.unsent_refusals(10)
    assert (refused.step, refused.key, refused.origin, refused.at) == ("journal", "long", unreadable.feed, T0)
    assert refused.value == encode(unreadable)
    assert "outlet" in refused.error


def test_validators_refusals_and_articles_are_stored_together_or_not_at_all(journal):
    state = FeedState(url="https://example.com/feed", etag='"1"', polled=T0)
    broken = refusal("\ud800")  # cannot be encoded: the transaction fails at its end
    with pytest.raises(UnicodeEncodeError):
        journal.accept([article("a")], [state], [broken])
    assert journal.counts() == (0, 0, 0)
    assert journal.feed_states() == {}
    journal.accept([article("a")], [state], [refusal("r")])
    assert journal.feed_states() == {state.url: state}
    assert [message.id for message in journal.unsent_refusals(10)] == ["r"]


def test_a_refusal_is_sent_once(journal):
    journal.accept([], refused=[refusal("r")])
    journal.mark_refusals_sent(["r"])
    journal.accept([], refused=[refusal("r")])
    assert journal.unsent_refusals(10) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", "z"])), max_size=12), st.data())
def test_redelivery_in_any_order_changes_nothing(tmp_path_factory, pairs, data):
    journal = Journal(tmp_path_factory.mktemp("journal") / "archive.sqlite")
    articles = [article(key, text) for key, text in pairs]
    journal.accept(articles)
    before = [(row.article.header.id, row.article.header.revision) for row in journal.undone(100)]
    assert len(before) == len(set(pairs))
    assert journal.accept(data.draw(st.permutations(articles))) == []
    assert [(row.article.header.id, row.article.header.revision) for row in journal.undone(100)] == before
    journal.close()


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_journal import article
from storywatch.archive import Journal
journal = Journal(Path(sys.argv[1]))
for n in range(int(sys.argv[2])):
    for new in journal.accept([article(f"id-{n}")]):
        print(new.header.id, flush=True)
"""


def start_writer(path: Path, count: int) -> subprocess.Popen[str]:
    here = Path(__file__).parent
    environment = os.environ | {"PYTHONPATH": str(here.parent.parent)}
    command = [sys.executable, "-c", WRITER, str(path), str(count), str(here)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def test_processes_that_open_it_at_once_accept_each_article_once(tmp_path):
    path = tmp_path / "archive.sqlite"
    writers = [start_writer(path, 50) for _ in range(4)]
    printed = [line for writer in writers for line in writer.communicate(timeout=60)[0].split()]
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    assert sorted(printed) == sorted(f"id-{n}" for n in range(50))


def test_what_a_killed_process_saw_accepted_is_there(tmp_path):
    path = tmp_path / "archive.sqlite"
    writer = start_writer(path, 1_000_000)
    seen = [writer.stdout.readline().strip() for _ in range(30)]
    writer.send_signal(signal.SIGKILL)
    seen += writer.stdout.read().split("\n")[:-1]  # what it holds of the pipe, too, which communicate() passes over
    writer.wait(timeout=10)
    journal = Journal(path)
    kept = [row.article.header.id for row in journal.undone(10_000_000)]
    journal.close()
    assert kept[: len(seen)] == seen
    assert len(kept) <= len(seen) + 1


def test_a_damaged_file_is_one_sentence_with_the_remedy(tmp_path):
    path = tmp_path / "archive.sqlite"
    path.write_bytes(b"this is no database, whatever its name says " * 100)
    with pytest.raises(ArchiveError, match=r"archive\.sqlite is damaged .* move it") as caught:
        Journal(path)
    assert "\n" not in str(caught.value)


def test_a_locked_file_is_one_sentence_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr("storywatch.archive.database.BUSY_SECONDS", 0.2)
    path = tmp_path / "archive.sqlite"
    journal = Journal(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveUnavailableError, match="locked by another process"):
        journal.accept([article()])
    holder.execute("ROLLBACK")
    assert len(journal.accept([article()])) == 1
    holder.close()
    journal.close()


def test_a_full_disk_is_unavailable_and_loses_nothing(journal):
    connection = journal._database._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")  # answers as a full disk does
    with pytest.raises(ArchiveUnavailableError, match="free space"):
        journal.accept([article(text="word " * 100_000)])
    connection.execute("PRAGMA max_page_count = 1000000")
    assert len(journal.accept([article(text="word " * 100_000)])) == 1


def test_a_newer_schema_is_refused(tmp_path):
    path = tmp_path / "archive.sqlite"
    Journal(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ArchiveError, match="has schema 99"):
        Journal(path)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot be made"):
        Journal(tmp_path / "file" / "archive.sqlite")


def test_another_outlets_feed_changes_no_article_and_uses_up_none_of_its_revisions(journal):
    own, other = "https://news.example.com/rss", "https://evil.test/rss"
    journal.accept([article(text="The minister resigns.", feed=own)])
    for number in range(MAX_REVISIONS + 1):
        at = T0 + timedelta(days=number)
        assert journal.accept([article(text=f"Lie number {number}.", fetched=at, feed=other)]) == []
    # Nor does it become the one who tells by repeating the true words.
    journal.accept([article(text="The minister resigns.", fetched=T0 + timedelta(days=40), feed=other)])
    assert journal.accept([article(text="A lie.", fetched=T0 + timedelta(days=41), feed=other)]) == []
    (second,) = journal.accept([article(text="The minister stays.", fetched=T0 + timedelta(days=42), feed=own)])
    assert (second.header.revision, second.text) == (2, "The minister stays.")


def test_the_outlets_own_feed_takes_over_what_another_told_first(journal):
    own, other = "https://news.example.com/rss", "https://evil.test/rss"
    journal.accept([article(text="A lie.", feed=other)])
    (second,) = journal.accept([article(text="The truth.", fetched=T0 + timedelta(hours=1), feed=own)])
    assert second.header.revision == 2
    assert journal.accept([article(text="Another lie.", fetched=T0 + timedelta(hours=2), feed=other)]) == []


def test_an_outlets_feeds_on_one_host_may_all_change_its_articles(journal):
    world, home = "https://feeds.elsewhere.test/world", "https://feeds.elsewhere.test/home"
    journal.accept([article(text="Eleven are missing.", feed=world)])
    assert len(journal.accept([article(text="Twelve are.", fetched=T0 + timedelta(hours=1), feed=home)])) == 1
