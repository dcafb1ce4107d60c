"""How a name is compared, in one article and across articles: one fold for all, and the names known beforehand.

Knows nothing of text: what it is given is a name already.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from storywatch.knowledge import Body, Knowledge, Outlet, Place

_WORD = re.compile(r"\b(?:[^\W\d_]\.){2,}|[^\W_]+")
"""A word, or letters with dots: *U.S.* is one."""
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])(?!\w)")
_LITTLE = frozenset({"the", "of", "and", "for", "de", "la", "al", "mr", "mrs", "ms", "dr"})
_FORMS = frozenset("plc inc corp corporation co ltd limited llc llp gmbh ag nv sa jr sr".split())
"""What ends a company's or a person's full name and is left out of the short one: *Orlan Mills plc*."""

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a plain one and its accent."""

_SPELLINGS = {"organisation": "organization", "centre": "center", "centres": "centers", "defence": "defense"}
"""British words of bodies' names as Americans write them."""

Sort = Literal["outlet", "body", "place"]


class Given(Struct, frozen=True):
    """Someone or something known beforehand."""

    name: str
    sort: Sort


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> str:
    """Reduce a name to what its spellings share: no accents, case, possessive, article, dots or company form."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    bare = _POSSESSIVE.sub("", bare.lower().translate(_LETTERS))
    words = [_SPELLINGS.get(word, word.replace(".", "")) for word in _WORD.findall(bare) if word not in _LITTLE]
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return " ".join(words) or bare.strip()


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """First letters of a name's words that count, lower case: *World Health Organization* → who."""
    return "".join(word[0] for word in fold_name(name).split())


def given_names(knowledge: Knowledge) -> dict[str, Given]:
    """All that is known beforehand, by each of its folded names and an outlet's domain."""
    known: dict[str, Given] = {}
    groups: tuple[tuple[Sort, tuple[Outlet | Body | Place, ...]], ...] = (
        ("outlet", knowledge.outlets), ("body", knowledge.bodies), ("place", knowledge.places),
    )  # fmt: skip
    for sort, group in groups:
        known |= {fold_name(name): Given(one.name, sort) for one in group for name in (one.name, *one.names)}
    return known | {fold_name(outlet.domain): Given(outlet.name, "outlet") for outlet in knowledge.outlets}
