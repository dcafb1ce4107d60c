"""What a body leads to is fetched politely, and fails the poll where it cannot be had."""

import asyncio
from datetime import UTC, datetime

from feed_server import item, rss

from feeds.address import FeedAddress
from feeds.polling.leads import Leads
from feeds.polling.outcome import Failed, Fetched, Unchanged
from feeds.polling.reading import Polled, read_here
from storywatch.archive import FeedState

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NEWS = b"""<urlset xmlns:news="x"><url><loc>https://paper.example/a</loc><news:news><news:title>A</news:title></news:news>
</url></urlset>"""
PAGE = FeedAddress("https://paper.example/", kind="page")


class Answers:
    """A fetcher with one answer for each address, that records with which validators it was asked."""

    def __init__(self, answers):
        self._answers = answers
        self.asked = []

    async def fetch(self, feed, state, now):
        self.asked.append((feed.url, feed.kind, state.etag))
        return self._answers[feed.url]


def leading(*leads, feed=PAGE):
    return Polled(feed, Fetched(b"", "", feed.url, "d", etag='"page"'), T0, leads=leads)


def follow(answers, *polls):
    fetcher = Answers(answers)
    follow_up = Leads(fetcher, read_here)

    async def run():
        return [await follow_up(polled, FeedState(url=polled.feed.url)) for polled in polls]

    return asyncio.run(run()), fetcher.asked


def test_its_articles_are_the_listed_feeds_and_its_validators_are_sent_the_next_time():
    lead = "https://paper.example/rss"
    answers = {lead: Fetched(rss(item("a")), "", lead, "x", etag='"1"')}
    (first, _), asked = follow(answers, leading(lead), leading(lead))
    assert [article.feed for article in first.articles] == [PAGE.url]
    assert asked == [(lead, "feed", None), (lead, "feed", '"1"')]


def test_the_leading_body_is_asked_for_whole_the_next_time():
    lead = "https://paper.example/rss"
    ((polled,), _) = follow({lead: Unchanged(etag='"1"')}, leading(lead))
    assert isinstance(polled.outcome, Fetched)
    assert (polled.outcome.etag, polled.outcome.digest, polled.articles) == (None, "", ())


def test_one_that_cannot_be_had_fails_the_poll_and_what_came_is_kept():
    one, two = "https://paper.example/1.xml", "https://paper.example/2.xml"
    answers = {one: Fetched(NEWS, "", one, "x"), two: Failed("refused", "the server answers 404")}
    index = FeedAddress("https://paper.example/index.xml", kind="sitemap")
    ((polled,), asked) = follow(answers, leading(one, two, feed=index))
    assert polled.outcome == answers[two]
    assert [article.header.title for article in polled.articles] == ["A"]
    assert [kind for _, kind, _ in asked] == ["sitemap", "sitemap"]


def test_a_list_that_leads_to_lists_is_not_followed_further():
    lead = "https://paper.example/deeper.xml"
    body = b"<sitemapindex><sitemap><loc>https://paper.example/deepest.xml</loc></sitemap></sitemapindex>"
    ((polled,), asked) = follow({lead: Fetched(body, "", lead, "x")}, leading(lead))
    assert isinstance(polled.outcome, Failed)
    assert len(asked) == 1


def test_what_leads_nowhere_is_left_as_it_was():
    polled = leading()
    assert follow({}, polled) == ([polled], [])


def test_one_that_breaks_off_is_asked_for_whole_the_next_time():
    lead = "https://paper.example/rss"
    answers = {lead: Fetched(rss(item("a")).removesuffix(b"</channel></rss>"), "", lead, "x", etag='"1"')}
    (first, _), asked = follow(answers, leading(lead), leading(lead))
    assert first.outcome.broken_off
    assert [etag for _, _, etag in asked] == [None, None]
