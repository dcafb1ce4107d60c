"""What a worker does about a message that was set aside, and by what name it goes."""

import asyncio

import msgspec
import pytest

from agents.worker import _abandon
from storywatch.messages import encode
from tests.builders import article
from tests.messages.test_codec import SAMPLES


def abandoned(raw: bytes) -> list[tuple[str, int]]:
    done = []

    async def finished(article: str, revision: int) -> None:
        done.append((article, revision))

    asyncio.run(_abandon(finished)(raw))
    return done


@pytest.mark.parametrize("kind", ["article.1", "article.2", "analysis.1", "story-update.1"])
def test_the_article_of_a_message_that_was_set_aside_is_done(kind):
    assert abandoned((SAMPLES / f"{kind}.json").read_bytes()) == [("a1", 1)]


def test_its_revision_is_the_one_that_was_set_aside():
    raw = encode(article("a9")).replace(b'"revision":1', b'"revision":7')
    assert abandoned(raw) == [("a9", 7)]


@pytest.mark.parametrize(("position", "done"), [(1, []), (2, []), (3, [("a1", 1)])])
def test_only_the_last_development_that_was_set_aside_ends_its_article(position, done):
    development = msgspec.json.decode((SAMPLES / "development.1.json").read_bytes())
    assert abandoned(msgspec.json.encode({**development, "position": position, "of": 3})) == done


@pytest.mark.parametrize("raw", [b"", b"\xff", b"[" * 100_000, b'{"header":3}', b"{}"])
def test_a_message_that_tells_nothing_of_its_article_is_only_set_aside(raw):
    assert abandoned(raw) == []
