"""When an article that comes again is another revision: by its words, and only so many."""

import hashlib

MAX_REVISIONS = 20
"""Texts that one article may show. A page whose text differs at every poll would otherwise fill the archive."""


def digest_words(text: str) -> bytes:
    """Digest a text by its words alone: a reflowed text is the same text."""
    return hashlib.blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).digest()
