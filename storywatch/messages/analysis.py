"""What language makes of one article: entities, statements, narration, figures, and words to cluster by.

Offsets are characters into the article's text, end exclusive. `sentence` is an index into `Analysis.sentences`.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from storywatch.messages.article import Header

Span = tuple[int, int]

EntityKind = Literal["person", "organisation", "place", "group"]
SpeakerKind = Literal["person", "organisation", "place", "group", "anonymous", "unknown"]
Form = Literal["direct", "indirect", "mixed"]
Act = Literal["assert", "confirm", "deny", "decline", "retract", "assess", "commit", "demand", "support", "oppose"]
Polarity = Literal["pos", "neg"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Mood = Literal["fact", "future", "possible", "conditional", "question"]
"""How a clause puts it: as so, as to come (*will*), as *may* or *could*, under *if* or all but so, or asked."""


Tense = Literal["past", "perfect", "other"]
"""*closed*, *has closed*: it happened. *Closes*, *is closing*, *was closed for years* and what only is are others."""


WORLD = "world"
"""The place of a figure that counts in all countries."""


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A part of an Analysis: default values are left off the wire; it has no cycles for the collector to look for."""


class Sentence(_Part, frozen=True, kw_only=True):
    """One sentence of prose, with its text, so that evidence can be shown without the article."""

    start: int
    end: int
    text: str
    paragraph: int = 0
    """Counts paragraphs from 0; the lead is in the first that is prose."""
    dated: bool = False
    """It sets itself in the article's own days (*on Tuesday*, *today*): what is told so is news more often."""
    retold: bool = False
    """It stands below *here is a timeline* and names no day of the article's own: the page tells it again."""
    days: tuple[date, ...] = ()
    """The single days that it names, in order: *on Friday*, *20 April*, *yesterday*; none of a language not read."""


class Entity(_Part, frozen=True, kw_only=True):
    """Someone or something that the text mentions, under all its names in this article."""

    name: str
    """The fullest name, without title or possessive: *Ana Prieto*, not *President Prieto's*."""
    kind: EntityKind
    names: tuple[str, ...]
    mentions: tuple[Span, ...]
    title: str | None = None
    """A person's office as the text puts it, lower case, without the body: *president*, *foreign minister*."""
    body: str | None = None
    """Whom a person belongs to or acts for: *Mexican President Ana Prieto* → Mexican."""


class Proposition(_Part, frozen=True, kw_only=True):
    """What a stretch of text says about the world, reduced to what claims are matched by."""

    subject: tuple[str, ...] = ()
    """Who or what acts (the logical subject, in a passive the agent): canonical entity names, else lemmas."""
    predicate: str = ""
    """Lemma of the main verb, with its particle (*rule out*); of a copula, the complement."""
    object: tuple[str, ...] = ()
    """Who or what is acted on: canonical entity names, else lemmas."""
    terms: tuple[str, ...] = ()
    """All content lemmas, lower case, in order, each once."""
    names: tuple[str, ...] = ()
    """Canonical names of the entities in it."""
    numbers: tuple[str, ...] = ()
    polarity: Polarity = "pos"
    mood: Mood = "fact"


class Clause(_Part, frozen=True, kw_only=True):
    """One more sentence of a content that runs over several, with what it says."""

    sentence: int
    span: Span
    proposition: Proposition


class Statement(_Part, frozen=True, kw_only=True):
    """One attribution: a speaker, by a cue, expresses content (docs/domain.md)."""

    speaker: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    act: Act = "assert"
    form: Form = "indirect"
    polarity: Polarity = "pos"
    certainty: Certainty = "unknown"
    speaker_entity: str | None = None
    """Canonical name of who speaks, resolved within the article (*she* → *Ana Prieto*); None if unresolved."""
    speaker_kind: SpeakerKind = "unknown"
    body: str | None = None
    """Whom the speaker belongs to or speaks for, as far as the text says: *the ministry's spokeswoman*."""
    via: tuple[str, ...] = ()
    """Names through which it reached this article, outermost first, without the article's own outlet."""
    sentence: int = 0
    proposition: Proposition | None = None
    """Of the content's main clause. None where it says nothing that could be so (*declined to comment*)."""
    further: tuple[Clause, ...] = ()
    """What the content's other sentences say, and what *and that* joins to its main clause: a claim each."""
    background: bool = False
    """It is told of an older time that it was said: *had denied it*, *denied it in 2019*."""


class Narration(_Part, frozen=True, kw_only=True):
    """A sentence's main clause that the outlet tells in its own voice."""

    sentence: int
    proposition: Proposition
    via: tuple[str, ...] = ()
    background: bool = False
    """Retold: set in a time before the article's news, or a standing explanation."""
    tense: Tense = "other"


class Figure(_Part, frozen=True, kw_only=True):
    """A number that the text gives for something counted or measured."""

    what: tuple[str, ...]
    """Lemmas of what is counted, head first: *11 missing workers* → (worker, missing)."""
    value: float
    high: float | None = None
    """Upper end of a range, else None."""
    bound: Literal["exact", "about", "at least", "at most"] = "exact"
    unit: str = ""
    """`%`, a currency's sign or code, a measure (*barrel*, *mile*); empty for a plain count."""
    span: Span = (0, 0)
    sentence: int = 0
    by: str | None = None
    """Canonical name of who gives it, None where the outlet does."""
    background: bool = False
    as_of: date | None = None
    """The day on which it holds, as the text says; None where it says none: the article's own."""
    change: bool = False
    """How much more or less, not how much there is: *three more*, *fell by 12 percent*."""
    vague: bool = False
    """*dozens*: no more is known than the least."""
    mood: Mood = "fact"
    """Of the clause that gives it: *could kill millions* counts nobody."""
    where: tuple[str, ...] = ()
    """Names of the places that it is counted in (WORLD: in all), or of the party that has or gets so many."""
    happened: tuple[date, date] | None = None
    """First and last day of what befell those counted, as the text says: *killed on Friday*, *this week*."""


class Analysis(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="message", tag="analysis.1"):
    """Everything that later steps use of one article."""

    article: Header
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    narration: tuple[Narration, ...] = ()
    figures: tuple[Figure, ...] = ()
    terms: dict[str, float] = {}
    """Words to cluster by, with their weight in this article (storywatch.stories.terms)."""
    truncated: bool = False
    """The text was longer than is analysed."""
