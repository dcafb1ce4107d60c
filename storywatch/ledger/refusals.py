"""Why a candidate was looked at and not told: kept beside the judging, as a by-product that decides nothing.

A candidate is a statement, a sentence of narration, a figure, a party, or a change that was noticed and then left out.
Knows nothing of where the answers are kept.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct

from storywatch.messages import Analysis, Figure, Narration, Span, Statement

Reason = Literal[
    # what was said or told
    "repeat",  # the story had it, and it stands as it stood
    "copied",  # the same words stand in an earlier article of the story, or in this one's earlier text
    "nowhere",  # it stands in no sentence of the article: whoever read it erred
    "fiction",  # of a film, a novel or an exercise
    "note",  # it tells of the article, not of the world
    "background",  # retold: an older time, or a standing explanation
    "question",  # asked, not said
    "conditional",  # under an *if*
    "no_content",  # nothing that could be so
    "brief",  # too few words for a claim of its own
    "bystander",  # a view by somebody who stands for no body
    "caption",  # it describes a picture
    "page",  # it speaks of the page
    "advice",  # to everybody
    "precedent",  # other times and places, for comparison
    "unnamed",  # somebody unnamed says so, of no day and no number
    "noun",  # a noun without a clause
    "minor",  # of too little significance
    "hearsay",  # the outlet passes on others' reports
    "undone",  # asked, promised or favoured by nobody
    "quoted",  # part of a quotation that nobody is known to say
    "elsewhere",  # of another story on the page
    "reworded",  # too close to what the story has, too far to be the same claim
    "leaning",  # a quotation that leans on the words around it
    "further",  # more of a quotation whose first sentence says the news
    "undated",  # narration far down in the text that does not set itself in the article's days
    "plain",  # narration without a name, or with too few words
    "crowded",  # more was noticed than is told of one article
    "view",  # a stance on a known claim by a party that the story has heard before
    # the ladder
    "no_standing",  # whoever says so cannot settle it
    "no_speaker",  # nobody knows who declined
    "nothing_asked",  # no claim is known that a refusal to confirm could be about
    "already_declined",  # this party's refusal was told
    "not_origin",  # who takes it back never reported it
    "wrongly",  # who writes says that whoever reported it was wrong
    # figures
    "not_current",  # of an older time
    "difference",  # how much more, not how much there is
    "vague",  # *dozens*
    "supposed",  # *could*, *if*: nobody is counted
    "uncounted",  # the text does not say what is counted
    "first_value",  # opens a figure; a sentence that says it is told as a claim
    "second_value",  # one voice gives two values in one article: the second counts something else
    "leap",  # so many more that others are counted
    "same_value",  # within rounding of a value that the story had
    "older_value",  # it holds as of a time before the latest value
    "lower_count",  # fewer, by somebody else: an older count passed on
    # parties
    "opening",  # everybody is new where the story opens
    "stands_for_nobody",  # a quoted expert or witness
    "told_otherwise",  # the party's words were told as something weightier, or were nothing new
    # what was noticed
    "same_sentence",  # its sentence changes something weightier
    "told_already",  # the same change stands earlier in the article
]  # fmt: skip
"""A short stable word each: operators search for it, and counts are kept by it."""

REASONS: tuple[str, ...] = get_args(Reason)

MAX_KEPT = 200
"""Refusals of one article that are kept, the first in the text: a long transcript has some hundreds of statements."""

MAX_WORDS = 160
"""Characters of a candidate's wording that are kept."""


class Noticed(Struct, frozen=True, gc=False):
    """A candidate that is no part of an analysis: a party, or a change that was drafted and left out."""

    sort: Literal["party", "change"]
    words: str
    sentence: int


Candidate = Statement | Narration | Figure | Noticed


class Refusal(Struct, frozen=True, gc=False):
    """A candidate and why it was not told."""

    candidate: Candidate
    reason: Reason
    rule: str
    """The same in one line, about this very candidate."""


class Refusals:
    """The refusals of one article, gathered while it is judged."""

    def __init__(self) -> None:
        self._kept: list[Refusal] = []
        self._candidate: Candidate | None = None

    def consider(self, candidate: Candidate) -> None:
        """Say what is looked at next: `refuse` is about it."""
        self._candidate = candidate

    def refuse(self, reason: Reason, rule: str) -> None:
        """Note why the candidate is not told. The first reason holds: what comes after rests on it."""
        if self._candidate is not None:
            self._keep(self._candidate, reason, rule)
            self._candidate = None

    def settle(self, *, told: bool) -> None:
        """End a candidate. Whatever was neither told nor refused left the ledger as it stood."""
        if not told:
            self.refuse("repeat", "the story has this claim, and it stands as it stood")
        self._candidate = None

    def leave_out(self, noticed: Noticed, reason: Reason, rule: str) -> None:
        """Note something that was noticed and is left out."""
        self._keep(noticed, reason, rule)

    def gathered(self) -> tuple[Refusal, ...]:
        """Return what was refused, in the order in which it was looked at."""
        return tuple(self._kept)

    def _keep(self, candidate: Candidate, reason: Reason, rule: str) -> None:
        if len(self._kept) < MAX_KEPT:
            self._kept.append(Refusal(candidate, reason, rule))


class Suppressed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A refusal as data that stands by itself: which article, where, what, and why it was not told."""

    article: str
    revision: int
    story: str
    published: datetime
    sort: Literal["statement", "narration", "figure", "party", "change"]
    candidate: str
    """In words, cut at MAX_WORDS characters."""
    span: Span
    """Its sentence in the article's text, end exclusive."""
    reason: Reason
    rule: str


def show_refusals(analysis: Analysis, story: str, refusals: Iterable[Refusal]) -> tuple[Suppressed, ...]:
    """Put an article's refusals into words. Asked after the judging, by whoever wants to keep them."""
    return tuple(_show(analysis, story, refusal) for refusal in refusals)


def _show(analysis: Analysis, story: str, refusal: Refusal) -> Suppressed:
    candidate = refusal.candidate
    place = analysis.sentences[candidate.sentence] if 0 <= candidate.sentence < len(analysis.sentences) else None
    text, span = (place.text, (place.start, place.end)) if place else (analysis.article.title, (0, 0))
    words = _words(candidate, analysis, text)
    return Suppressed(
        article=analysis.article.id,
        revision=analysis.article.revision,
        story=story,
        published=analysis.article.published,
        sort=_sort(candidate),
        candidate=_cut(words),
        span=span,
        reason=refusal.reason,
        rule=refusal.rule,
    )


def _words(candidate: Candidate, analysis: Analysis, sentence: str) -> str:
    match candidate:
        case Noticed():
            return candidate.words
        case Statement() if candidate.content:
            pieces = (_cut_out(analysis, *span) for span in candidate.content)
            who = candidate.speaker_entity or candidate.body or "nobody named"
            return f"{who}, {candidate.act}: {' … '.join(pieces)}"
        case Figure():
            counted = (f"{candidate.value:,.12g}", candidate.unit, *candidate.what)
            return f"{' '.join(part for part in counted if part)}: {sentence}"
        case _:
            return sentence


def _cut_out(analysis: Analysis, start: int, end: int) -> str:
    return " ".join(
        sentence.text[max(0, start - sentence.start) : end - sentence.start]
        for sentence in analysis.sentences
        if sentence.start < end and sentence.end > start
    )


def _sort(candidate: Candidate) -> Literal["statement", "narration", "figure", "party", "change"]:
    match candidate:
        case Noticed():
            return candidate.sort
        case Statement():
            return "statement"
        case Narration():
            return "narration"
        case Figure():
            return "figure"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_WORDS else line[: MAX_WORDS - 1].rstrip() + "…"
