"""What a story's ledger keeps: claims, figures, parties and the rhythm, as frozen values, plain JSON on disk."""

from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct

from storywatch.kept import TAG, read, write, write_json
from storywatch.messages import Act, Evidence, Proposition

Status = Literal["reported", "corroborated", "confirmed", "denied", "disputed", "retracted"]


class _Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A part of the ledger: default values are left off the disk, and the collector has no cycles to look for in it."""


class Stance(_Entry, frozen=True, kw_only=True):
    """What one party did to a claim, where and when."""

    party: str
    body: str | None = None
    """Whom the party spoke for."""
    act: Act
    standing: bool
    at: datetime
    evidence: Evidence


class Route(_Entry, frozen=True, kw_only=True):
    """On whom an outlet's report of a claim rests."""

    outlet: str
    origin: str
    how: Literal["cites", "prints", "copies"]


class Place(_Entry, frozen=True, kw_only=True):
    """A sentence in which a claim stands."""

    article: str
    print: int
    """As the story step gives it (storywatch.stories.wording): the same for the same words."""


class Claim(_Entry, frozen=True, kw_only=True):
    """A proposition of this story and where it stands on the ladder."""

    id: str
    text: str
    """The first wording, as it stood in the article."""
    wordings: tuple[Proposition, ...]
    """How it has been put, the first first."""
    status: Status
    origins: tuple[str, ...]
    """Who asserts it in the end, each independent of the others."""
    firm: bool = False
    """The origins are named and attributed; else the one there is was only narrated or never named."""
    outlets: tuple[str, ...]
    routes: tuple[Route, ...] = ()
    """How its outlets came by it, where that is not their own work."""
    places: tuple[Place, ...] = ()
    """Where it was asserted, newest last."""
    declined: tuple[str, ...] = ()
    """Parties that were asked and did not confirm."""
    stances: tuple[Stance, ...] = ()
    planned: bool = False
    """It was ordered, promised or threatened and had not happened when last told."""
    mentions: int = 1
    """Articles that took it up: how central it is."""
    before: int = 0
    """So many of them did in the story that this one was parted from."""
    since: datetime | None = None
    """When it was first told; None in a ledger of before this was kept."""


class Reading(_Entry, frozen=True, kw_only=True):
    """One value of a figure."""

    value: float
    high: float | None = None
    bound: str = "exact"
    at: datetime
    origin: str
    evidence: Evidence
    happened: tuple[date, date] | None = None
    """First and last day of what befell those counted, where the text says."""


class FigureTrack(_Entry, frozen=True, kw_only=True):
    """A number that the story keeps track of, with its history."""

    id: str
    what: tuple[str, ...]
    """Lemmas of what is counted, head first."""
    unit: str
    readings: tuple[Reading, ...]
    where: tuple[str, ...] = ()
    """Names of the places that it is counted in, or of the party that has or gets so many."""


class Party(_Entry, frozen=True, kw_only=True):
    """Someone who acts or speaks in the story."""

    name: str
    body: str | None = None
    first_article: str
    statements: int = 1
    before: int = 0
    """So many of them in the story that this one was parted from."""


class Role(_Entry, frozen=True, kw_only=True):
    """What somebody is, as the story's articles say."""

    title: str | None = None
    body: str | None = None


class NamedDay(_Entry, frozen=True, kw_only=True):
    """A day that the story's articles name."""

    day: date
    articles: int = 1
    """How many name it, each counted once."""
    before: int = 0
    """So many of them were counted in the story that this one was parted from."""
    article: str
    url: str = ""
    outlet: str
    text: str
    """A sentence of that article which names the day, shortened (storywatch.ledger.timeline)."""
    weight: float = 0.0
    """Significance of the development that was told with this sentence; 0 where none was."""


class Ledger(_Entry, frozen=True, kw_only=True, tag_field=TAG, tag="ledger.5"):
    """Everything that a story's next article is judged against."""

    story: str
    title: str = ""
    language: str = "en"
    claims: tuple[Claim, ...] = ()
    figures: tuple[FigureTrack, ...] = ()
    parties: tuple[Party, ...] = ()
    aliases: dict[str, str] = {}
    """Folded name → the name that the ledger uses for it."""
    roles: dict[str, Role] = {}
    """Name → office and body, of those whom the articles call by one."""
    outlets: tuple[str, ...] = ()
    times: tuple[datetime, ...] = ()
    """When its articles were published, ascending: the story's rhythm."""
    surging_until: datetime | None = None
    """A surge that was told is not told again before this."""
    applied: tuple[str, ...] = ()
    """Keys of the articles that it has taken in, newest last: redelivery changes nothing."""
    timeline: tuple[NamedDay, ...] = ()
    """The days that its articles name, in order; none in a ledger of before this was kept."""
    folded: tuple[str, ...] = ()
    """Stories that turned out to be this one and whose ledgers it has taken in, the latest last."""


def to_plain(ledger: Ledger) -> dict[str, Any]:
    """Turn a ledger into plain JSON data for a table."""
    return write(ledger)


def to_json(ledger: Ledger) -> bytes:
    """Write a ledger as the JSON text of its plain data: in a fraction of the time where it is large."""
    return write_json(ledger)


def from_plain(plain: dict[str, Any]) -> Ledger:
    """Read a ledger back. Raises BrokenStateError or LaterStateError (storywatch.kept)."""
    return read(plain, Ledger)
