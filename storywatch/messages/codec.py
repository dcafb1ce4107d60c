"""Our own encoding: JSON, one tagged type a message, every field checked on the way in.

A wire type is succeeded, not edited: `article.2` has a class of its own, and `article.1` a method that lifts it,
and `tests/messages/samples/` keeps a message of every version that a reader must still take.
"""

from threading import Lock
from typing import TypeVar, Union, cast, overload

import msgspec
from msgspec import Struct

from storywatch.messages.alert import Alert, Alert1
from storywatch.messages.article import Article, Article1
from storywatch.messages.development import Development, Development1
from storywatch.messages.story import StoryUpdate, StoryUpdate1

MAX_BYTES = 8_000_000
"""Bytes a message. 2,000,000 four-byte characters and a header are more: the feeds cut a text by its bytes too."""

T = TypeVar("T", bound=Struct)
U = TypeVar("U", bound=Struct)
V = TypeVar("V", bound=Struct)
W = TypeVar("W", bound=Struct)

EARLIER: dict[type[Struct], tuple[type[Struct], ...]] = {
    StoryUpdate: (StoryUpdate1,),
    Development: (Development1,),
    Alert: (Alert1,),
    Article: (Article1,),
}
"""Versions that are still read, by what they are lifted to."""

_encoder = msgspec.json.Encoder()
_decoders: dict[tuple[type[Struct], ...], msgspec.json.Decoder[Struct]] = {}
_making = Lock()


class UndecodableMessageError(ValueError):
    """These bytes are no message of the type asked for. Its fate is quarantine: another try would fail the same way."""


def encode(message: Struct) -> bytes:
    """Encode any message."""
    return _encoder.encode(message)


@overload
def decode(raw: bytes, wanted: type[T], /) -> T: ...
@overload
def decode(raw: bytes, wanted: type[T], other: type[U], /) -> T | U: ...
@overload
def decode(raw: bytes, wanted: type[T], second: type[U], third: type[V], fourth: type[W], /) -> T | U | V | W: ...


def decode(raw: bytes, *wanted: type[Struct]) -> Struct:
    """Decode a message of one of the types `wanted`, in its present or an earlier version.

    Raises UndecodableMessageError, which says what is wrong and where in the message.
    """
    if len(raw) > MAX_BYTES:
        raise UndecodableMessageError(f"message of {len(raw)} bytes; at most {MAX_BYTES} are read")
    try:
        message = _decoder_of(wanted).decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        names = " or ".join(kind.__name__ for kind in wanted)
        raise UndecodableMessageError(f"not a {names}: {error}") from error
    return message.lift() if isinstance(message, StoryUpdate1 | Development1 | Alert1 | Article1) else message


def decoder_of(kind: type[T]) -> msgspec.json.Decoder[T]:
    """Return the one decoder of what is no message and has no earlier version: a row of the archive."""
    return cast("msgspec.json.Decoder[T]", _decoder_of((kind,)))


def _decoder_of(wanted: tuple[type[Struct], ...]) -> msgspec.json.Decoder[Struct]:
    """Make each decoder once: msgspec crashes where two threads are the first to read a type."""
    decoder = _decoders.get(wanted)
    if decoder is None:
        kinds = (*wanted, *(earlier for kind in wanted for earlier in EARLIER.get(kind, ())))
        with _making:
            decoder = _decoders.get(wanted)
            if decoder is None:
                decoder = _decoders[wanted] = msgspec.json.Decoder(Union[kinds])  # noqa: UP007 - known at run time
    return decoder
