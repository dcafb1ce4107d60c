"""Undo an answer's compression piece by piece, never past a bound. Knows nothing of where the pieces come from."""

import zlib
from typing import Literal, Protocol

import brotli

ACCEPTED = "gzip, deflate, br"
"""What is asked for."""

MAX_RATIO = 200
"""How many times a compressed answer may grow; text reaches 30. Judged from GRACE bytes on."""

GRACE = 1_000_000
"""Bytes; a small answer may consist of one repeated line."""

_ZLIB_BITS = {"gzip": 31, "x-gzip": 31}


Bound = Literal["length", "bomb", "headers", "redirects", "time"]
"""The bounds that an answer can break, as they are counted."""


class CodingError(ValueError):
    """This answer is not taken; its text says why, in words."""

    def __init__(self, words: str, bound: Bound | None = None) -> None:
        super().__init__(words)
        self.bound = bound


class _Unpacker(Protocol):
    def unpack(self, piece: bytes, limit: int) -> bytes: ...
    def ended(self) -> bool: ...


class Body:
    """A bounded body in the making."""

    def __init__(self, coding: str, limit: int) -> None:
        """`coding`: the Content-Encoding header. Raises CodingError for one that was not asked for."""
        self._limit = limit
        self._came = 0
        self._bytes = bytearray()
        self._coding = coding.strip().lower()
        self._unpacker = _unpacker(self._coding)

    def add(self, piece: bytes) -> None:
        """Take the next piece. Raises CodingError."""
        self._came += len(piece)
        if self._unpacker is None:
            self._bytes += piece
        else:
            try:
                self._bytes += self._unpacker.unpack(piece, self._limit + 1 - len(self._bytes))
            except (zlib.error, brotli.error) as error:
                raise CodingError(f"compressed, but broken ({self._coding})") from error
            if len(self._bytes) > max(GRACE, MAX_RATIO * self._came):
                raise CodingError(
                    f"grows more than {MAX_RATIO} times when it is unpacked: a bomb ({self._coding})", "bomb"
                )
        if len(self._bytes) > self._limit:
            raise CodingError(f"longer than {self._limit:,} bytes", "length")

    def end(self) -> bytes:
        """Return the whole. Raises CodingError for a compressed body that is cut off."""
        if self._unpacker is not None and self._came and not self._unpacker.ended():
            raise CodingError("cut off: its compressed form has no end")
        return bytes(self._bytes)


class _Zlib:
    """gzip, of one member or several, and deflate in its two forms."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._inflater = zlib.decompressobj(bits)

    def unpack(self, piece: bytes, limit: int) -> bytes:
        found = bytearray()
        while piece and len(found) < limit:
            if self._inflater.eof:
                if not piece.strip(b"\0"):
                    break  # padding
                self._inflater = zlib.decompressobj(self._bits)
            found += self._inflater.decompress(piece, limit - len(found))
            piece = self._inflater.unused_data
        return bytes(found)

    def ended(self) -> bool:
        return self._inflater.eof


class _Deflate:
    """`deflate`: with zlib's header as the standard has it, or bare as some servers send it."""

    def __init__(self) -> None:
        self._inner: _Zlib | None = None

    def unpack(self, piece: bytes, limit: int) -> bytes:
        if self._inner is None:
            self._inner = _Zlib(15 if piece[0] & 0x0F == zlib.DEFLATED else -15)
        return self._inner.unpack(piece, limit)

    def ended(self) -> bool:
        return self._inner is None or self._inner.ended()


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def unpack(self, piece: bytes, limit: int) -> bytes:
        found = bytearray(self._inner.process(piece, output_buffer_limit=limit))
        while len(found) < limit and not self._inner.can_accept_more_data():
            found += self._inner.process(b"", output_buffer_limit=limit - len(found))
        return bytes(found)

    def ended(self) -> bool:
        return bool(self._inner.is_finished())


def _unpacker(coding: str) -> _Unpacker | None:
    if coding in {"", "identity"}:
        return None
    if coding in _ZLIB_BITS:
        return _Zlib(_ZLIB_BITS[coding])
    if coding == "deflate":
        return _Deflate()
    if coding == "br":
        return _Brotli()
    raise CodingError(f"compressed in a way that was not asked for ({coding[:40]})")
