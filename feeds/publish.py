"""Articles onto their topic, acknowledged. Knows Kafka; knows nothing of feeds or of the journal.

acks=all and idempotent (kafka-python's defaults, stated here all the same); checksums in C by crc32c, which
kafka-python takes where it is installed. The key is the fingerprint of the text, so that copies meet on one partition.
"""

import hashlib
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from kafka import KafkaProducer
from kafka.errors import KafkaError, MessageSizeTooLargeError, RecordListTooLargeError

from storywatch.messages import Article, Quarantined, encode
from storywatch.messages.codec import MAX_BYTES
from storywatch.messages.topics import Topics

ACK_SECONDS = 10.0
"""How long one batch may wait for its acknowledgements; then it counts as not sent, and is sent again."""

BLOCK_SECONDS = 5.0
"""How long the client may look for the topic's leader before it gives up."""

_TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)
_WORDS = re.compile(r"\w+")


class PublishError(Exception):
    """The broker did not acknowledge. Fate: retry; nothing that was not acknowledged counts as sent."""


@dataclass(frozen=True)
class Receipt:
    """What became of a batch, by position in it."""

    sent: tuple[int, ...] = ()
    too_large: dict[int, str] = field(default_factory=dict)
    """Refused for their size, with the broker's words: another try would fail the same way."""
    error: str | None = None
    """Why the others are not acknowledged, None where all are."""


class Publisher:
    """One connection. After an error, close it and make another: its sequence numbers died with the broker's memory."""

    def __init__(self, broker: str, topics: Topics) -> None:
        """Connect to `broker` (HOST:PORT, or several with commas). Raises PublishError."""
        self._topics = topics
        try:
            self._producer = KafkaProducer(
                bootstrap_servers=broker.split(","),
                acks="all",
                enable_idempotence=True,
                max_request_size=MAX_BYTES + 100_000,
                linger_ms=5,
                batch_size=262_144,
                max_block_ms=int(BLOCK_SECONDS * 1000),
                request_timeout_ms=int(BLOCK_SECONDS * 1000),
                delivery_timeout_ms=int(ACK_SECONDS * 1000),
                bootstrap_timeout_ms=int(BLOCK_SECONDS * 1000),
                allow_auto_create_topics=False,
                client_id="storywatch-feeds",
            )
        except (KafkaError, OSError, ValueError) as error:
            raise PublishError(str(error) or type(error).__name__) from error

    def publish(self, articles: Iterable[Article]) -> None:
        """Send articles and wait until the broker has all of them. Raises PublishError."""
        receipt = self.try_publish(list(articles))
        if receipt.error is not None or receipt.too_large:
            raise PublishError(receipt.error or next(iter(receipt.too_large.values())))

    def try_publish(self, articles: list[Article]) -> Receipt:
        """Send articles in their order, wait for the acknowledgements, and say which came."""
        return self._send(
            self._topics.articles,
            [(fingerprint(article.text), encode(article)) for article in articles],
        )

    def quarantine(self, messages: list[Quarantined]) -> Receipt:
        """The same for messages to the quarantine topic."""
        return self._send(self._topics.quarantine, [(message.origin, encode(message)) for message in messages])

    def close(self, seconds: float = 1.0) -> None:
        """Close the connection; what is not acknowledged by then is not sent."""
        self._producer.close(timeout=seconds)

    def _send(self, topic: str, messages: list[tuple[str, bytes]]) -> Receipt:
        futures = {}
        sent: list[int] = []
        too_large: dict[int, str] = {}
        problem: str | None = None
        deadline = time.monotonic() + ACK_SECONDS
        for index, (key, value) in enumerate(messages):
            try:
                futures[index] = self._producer.send(topic, value, key=key.encode())
            except _TOO_LARGE as error:
                too_large[index] = str(error)
            except KafkaError as error:
                problem = _words_of(error)
                break
        for index, future in futures.items():
            try:
                future.get(timeout=max(0.0, deadline - time.monotonic()))
                sent.append(index)
            except _TOO_LARGE as error:
                too_large[index] = _words_of(error)
            except KafkaError as error:
                problem = problem or _words_of(error)
        return Receipt(tuple(sent), too_large, problem)


def fingerprint(text: str) -> str:
    """Name a text by its words alone, so that copies that differ in spacing, case or punctuation are one."""
    words = " ".join(_WORDS.findall(text.casefold()))
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _words_of(error: KafkaError) -> str:
    return str(error) or type(error).__name__
