"""What an outlet takes back by editing its article: a sentence that went, and a note or a sentence that says why.

A trim takes nothing back. A claim is withdrawn where the outlet is its origin, or alone reports it, and either a note
names it, or its sentences are gone from the page and a note or a new sentence contradicts it.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from storywatch.ledger.bench import Bench
from storywatch.ledger.citing import find_called
from storywatch.ledger.corrections import load_words
from storywatch.ledger.counting import correct_figures
from storywatch.ledger.matching import is_same
from storywatch.ledger.retracting import take_back
from storywatch.ledger.senses import sense, senses
from storywatch.ledger.state import Claim
from storywatch.messages import Narration, Proposition, Statement, StoryUpdate

NOTE_REACH = 1
"""Sentences after a note that may say what was wrong: *That was last year.*"""

SHARED_WORDS = 2
"""Content words and names that a claim shares with the note that corrects it, at least."""


def judge_edit(bench: Bench, update: StoryUpdate, notes: frozenset[int]) -> None:
    """Let what an edit took out, and what its notes say, act on the ledger. Ask after the new sentences were judged."""
    fresh = sorted(notes - set(update.repeated))
    gone = list(_gone(bench, frozenset(update.removed)))
    if not fresh and not bench.contradicted:
        return
    counted = correct_figures(bench, fresh)
    fresh = [place for place in fresh if place not in counted]  # the number was wrong, and not all that was said
    words = _words(bench, fresh)
    named = {claim.id for claim in _named(bench, fresh) if not _is_said(bench, claim)}
    for claim in bench.claims.claims():
        if claim.status == "retracted":
            continue
        corrected = claim.id in named or (claim.id in gone and _count_shared(claim, words) >= SHARED_WORDS)
        contradicted = claim.id in bench.contradicted and (claim.id in gone or _is_contrary(bench, claim))
        if (corrected or contradicted) and _is_own(bench, claim):
            sentence = fresh[0] if corrected else bench.contradicted[claim.id]
            rule = (
                "a note on the article corrects it"
                if corrected
                else "its sentence is gone from the article, which now says otherwise"
                if claim.id in gone
                else "the outlet says that it had reported otherwise"
            )
            name = _name_own(bench, claim)
            stance = bench.stance(None, "retract", sentence, standing=True)
            take_back(
                bench, claim, name, stance, rule, sentence=sentence, correction=_put_right(bench, sentence, notes)
            )


def _is_contrary(bench: Bench, claim: Claim) -> bool:
    """*Contrary to what we reported*: the sentence that says the opposite says of the outlet that it had said so."""
    forms = load_words(bench.analysis.article.language).contrary
    return forms.search(bench.sentence_text(bench.contradicted[claim.id]))


def _put_right(bench: Bench, note: int, notes: frozenset[int]) -> int | None:
    """Find the sentence after a note that says how it is: *They were made in May.*"""
    sentences = bench.analysis.sentences
    after = next((place for place in range(note, len(sentences)) if place not in notes), None)
    if note not in notes or after is None or sentences[after].paragraph != sentences[note].paragraph:
        return None
    return after


def _gone(bench: Bench, removed: frozenset[int]) -> Iterator[str]:
    """Forget where the article no longer says what it said; yield the claims that it says nowhere any more."""
    if not removed:
        return
    article = bench.analysis.article.id
    for claim in bench.claims.claims():
        left = tuple(place for place in claim.places if place.article != article or place.print not in removed)
        if len(left) == len(claim.places):
            continue
        bench.claims.put(replace(claim, places=left))
        if not _is_said(bench, replace(claim, places=left)) or claim.id in bench.contradicted:
            yield claim.id


def _is_own(bench: Bench, claim: Claim) -> bool:
    """The outlet is an origin of the claim, or nobody else reports it."""
    return _name_own(bench, claim) in claim.origins or claim.outlets == (bench.outlet,)


def _name_own(bench: Bench, claim: Claim) -> str:
    """Give the outlet's name as the claim's origins have it, be it *the Post* of one that is known by its domain."""
    if bench.writer in claim.origins:
        return bench.writer
    ours = (bench.outlet,)
    called = (name for name in claim.origins if find_called(name, ours) is not None)
    return next(called, bench.outlet)


def _is_said(bench: Bench, claim: Claim) -> bool:
    """The article says so still, or anew."""
    return claim.id in bench.mentioned or any(place.article == bench.analysis.article.id for place in claim.places)


def _named(bench: Bench, notes: Iterable[int]) -> Iterator[Claim]:
    """Yield the claims that the notes word, or say as a whole to have been wrong."""
    notes = frozenset(notes)
    for proposition in _propositions(bench, notes):
        yield from (match.claim for match in bench.claims.find(proposition) if is_same(match, bench.policy))
    forms = load_words(bench.analysis.article.language).rebuking
    rebuked = frozenset(place for place in notes if forms.search(bench.sentence_text(place)))
    for proposition in _propositions(bench, rebuked):
        yield from (
            match.claim for match in bench.claims.find(proposition) if _has_all(bench, proposition, match.claim)
        )


def _has_all(bench: Bench, proposition: Proposition, claim: Claim) -> bool:
    """*We were wrong to report that*: what is called wrong has the claim's event, and everybody in it."""
    wording = claim.wordings[0]
    names = {bench.fold(name) for name in wording.names}
    held = {bench.fold(name) for name in proposition.names}
    return bool(names) and names <= held and sense(wording.predicate) in senses(proposition.terms)


def _propositions(bench: Bench, sentences: frozenset[int]) -> Iterator[Proposition]:
    parts: tuple[Statement | Narration, ...] = (*bench.analysis.statements, *bench.analysis.narration)
    return (part.proposition for part in parts if part.sentence in sentences and part.proposition is not None)


def _words(bench: Bench, notes: Iterable[int]) -> frozenset[str]:
    """Return the words of the notes and of what follows each."""
    places = {place + step for place in notes for step in range(NOTE_REACH + 1)}
    texts = [sentence.text for place, sentence in enumerate(bench.analysis.sentences) if place in places]
    return frozenset(re.findall(r"\w+", " ".join(texts).lower()))


def _count_shared(claim: Claim, words: frozenset[str]) -> int:
    """Count what a note has of a claim that can tell it from others: its words and numbers, and each name once.

    Two names of one person say no more than one of them whether it is this that was wrong of her.
    """
    wording = claim.wordings[0]
    names = [frozenset(_split(name)) for name in wording.names]
    named = frozenset[str]().union(*names)
    told = _split(" ".join((*wording.numbers, *wording.terms, *wording.object)))
    rest = {word for word in told if (len(word) > 2 or word.isdigit()) and word not in named}  # noqa: PLR2004 - *of*
    return sum(not words.isdisjoint(name) for name in names) + len(words & rest)


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
