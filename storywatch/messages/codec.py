"""Our own encoding: JSON, one tagged type a message, every field checked on the way in.

A wire type is succeeded, not edited: `article.2` gets a class of its own and a function that lifts `article.1` to it,
and `tests/messages/samples/` keeps a message of every version that a reader must still take.
"""

from typing import TypeVar

import msgspec
from msgspec import Struct

MAX_BYTES = 8_000_000
"""Bytes a message; a 2,000,000 character article in four-byte characters still fits."""

T = TypeVar("T", bound=Struct)

_encoder = msgspec.json.Encoder()
_decoders: dict[type[Struct], msgspec.json.Decoder[Struct]] = {}


class UndecodableMessageError(ValueError):
    """These bytes are no message of the type asked for. Its fate is quarantine: another try would fail the same way."""


def encode(message: Struct) -> bytes:
    """Encode any message."""
    return _encoder.encode(message)


def decode(raw: bytes, wanted: type[T]) -> T:
    """Decode a message of the type `wanted`.

    Raises UndecodableMessageError, which says what is wrong and where in the message.
    """
    if len(raw) > MAX_BYTES:
        raise UndecodableMessageError(f"message of {len(raw)} bytes; at most {MAX_BYTES} are read")
    decoder = _decoders.get(wanted)
    if decoder is None:
        decoder = _decoders[wanted] = msgspec.json.Decoder(wanted)
    try:
        return decoder.decode(raw)  # type: ignore[return-value]  # the decoder of `wanted` yields `wanted`
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UndecodableMessageError(f"not a {wanted.__name__}: {error}") from error
