"""What an article changed in its story: the unit of news."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from storywatch.messages.analysis import Proposition, Span
from storywatch.messages.article import Instant

Kind = Literal[
    "new_story", "new_claim", "corroborated", "confirmed", "denied", "declined", "reversed",
    "retracted", "carried_out", "figure_changed", "figure_conflict", "new_party", "surge", "resumed",
]  # fmt: skip


class Evidence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A sentence that a development rests on, in place."""

    article: str
    revision: int
    outlet: str
    url: str
    span: Span
    """Characters into the article's text."""
    text: str
    published: Instant


class About(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The claim that a development moves, as far as it takes to hold another proposition against it."""

    wordings: tuple[Proposition, ...]
    """How the story has put it, the first first."""
    aliases: dict[str, str] = {}
    """Folded name → the ledger's name, of those whom the wordings and the sentence name."""


class Development(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="message",
    tag="development.2",
):
    """One change in one story, with before and after and the evidence for both."""

    id: str
    """Deterministic: the same change by the same article has the same id, so redelivery cannot alert twice."""
    story: str
    kind: Kind
    article: str
    headline: str
    """One generated line: who did what to which claim."""
    claim: str | None
    """The claim's or the figure's wording; None for a kind that concerns no claim."""
    party: str | None
    before: str | None
    after: str | None
    evidence: tuple[Evidence, ...]
    """What it rests on, this article's sentence first."""
    origins: tuple[str, ...]
    """Who it rests on in the end, each independent of the others."""
    outlets: tuple[str, ...]
    significance: float
    """0 to 1."""
    reasons: dict[str, float]
    """The parts that significance is made of."""
    rule: str
    """Why it fired, in words."""
    language: str
    published: Instant
    fetched: Instant
    position: int
    """Its place among the article's developments, from 1 ..."""
    of: int
    """... to this: the last one completes the article."""
    explanation: str = ""
    """One generated sentence: what changed, by whom, against what before, with outlets and dates."""
    otherwise: str = ""
    """What would have changed the verdict, or would change it now."""
    about: About | None = None
    """None where no claim is concerned. Of a story's opening: the claim of the sentence that opens it."""


class Development1(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="development.1"
):
    """The first version, before developments explained themselves."""

    id: str
    story: str
    kind: Kind
    article: str
    headline: str
    claim: str | None
    party: str | None
    before: str | None
    after: str | None
    evidence: tuple[Evidence, ...]
    origins: tuple[str, ...]
    outlets: tuple[str, ...]
    significance: float
    reasons: dict[str, float]
    rule: str
    language: str
    published: Instant
    fetched: Instant
    position: int
    of: int

    def lift(self) -> Development:
        """Say the same in the present version."""
        return Development(**asdict(self))
