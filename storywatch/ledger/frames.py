"""What a proposition tells at its core: an event, who takes part in it, and whether it is negated.

Two frames agree where the event is the same and nobody in the one is at odds with the other, however many words are
not. Knows nothing of similarity, claims or speakers.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from storywatch.ledger.names import resolve
from storywatch.ledger.senses import denied_by, denies, exclude_each_other, sense, senses
from storywatch.messages import Proposition
from storywatch.names import fold_name

LIGHT = frozenset({"be", "have", "do", "make", "get", "take", "give", "put", "go", "come", "become", "include", ""})
"""Verbs that say little by themselves: with one of these it is the object that must agree."""

BEARING = LIGHT | frozenset({"begin", "end", "continue", "conduct", "carry out", "stage", "resume", "suffer", "report"})
"""Verbs whose object names the event: *started a test burn*, *carried out a raid*."""


class Frame(Struct, frozen=True, gc=False):
    """The core of a proposition. Names are folded and the ledger's own, other words senses."""

    event: str
    verb: str
    """The main verb's sense: another than the event where that is its object."""
    acts: frozenset[str]
    undergoes: frozenset[str]
    words: frozenset[str]
    """Everything in it, those who take part among it."""
    names: frozenset[str]
    numbers: frozenset[str]
    negative: bool


def fold_names(names: Iterable[str], aliases: Mapping[str, str]) -> dict[str, str]:
    """Give the folded form of each name, and the one of the ledger's name for it."""
    folded = [(fold_name(name), name) for name in names]
    return {form: fold_name(aliases.get(form, name)) for form, name in folded}


def frame_of(proposition: Proposition, aliases: Mapping[str, str], named: Mapping[str, str] | None = None) -> Frame:
    """Read the frame of a proposition. `named`: its names as `fold_names` gives them, where they are at hand."""
    named = fold_names(proposition.names, aliases) if named is None else named
    event, undergoes = sense(proposition.predicate), proposition.object
    verb = event
    if event in BEARING and undergoes and undergoes[0].islower():
        event, undergoes = sense(undergoes[0]), undergoes[1:]
    names = frozenset(named.values())
    return Frame(
        event=event,
        verb=verb,
        acts=_read_parts(proposition.subject, aliases, named),
        undergoes=_read_parts(undergoes, aliases, named),
        words=senses(proposition.terms) | names,
        names=names,
        numbers=frozenset(proposition.numbers),
        negative=proposition.polarity == "neg",
    )


def _read_parts(words: Iterable[str], aliases: Mapping[str, str], named: Mapping[str, str]) -> frozenset[str]:
    """Give who takes part: a name of the proposition's, another name, or the sense of a word."""
    return frozenset(
        [
            named.get(fold_name(word)) or (sense(word) if word.islower() else fold_name(resolve(word, aliases)))
            for word in words
        ]
    )


def may_agree(one: Frame, other: Frame) -> bool:
    """Tell whether both tell of one event, whoever takes part; `other` was told before."""
    return one.event not in LIGHT and (one.event == other.event or denies(one.event, other.event))


def events_of(one: Frame) -> frozenset[str]:
    """Give the events that a frame told before may have for `may_agree`."""
    return frozenset() if one.event in LIGHT else denied_by(one.event) | {one.event}


def agree(one: Frame, other: Frame) -> bool:
    """Tell whether both tell of one event, in the same or in the opposite polarity; `other` was told before."""
    if not may_agree(one, other) or exclude_each_other(one.verb, other.verb) > denies(one.event, other.event):
        return False
    if _odd(one.names, other.names) or not _count_alike(one.numbers, other.numbers) or _swap(one, other):
        return False
    ours, theirs = one.acts | one.undergoes, other.acts | other.undergoes
    if ours and theirs and not (ours & theirs or (ours & other.words and theirs & one.words)):
        return False
    if not (ours and theirs) and not one.words & other.words - {one.event, other.event}:
        return False
    return _fit(one.acts, other.acts, one, other) and _fit(one.undergoes, other.undergoes, one, other)


def is_firm(one: Frame, other: Frame) -> bool:
    """Tell whether frames that agree name the same that acts and the same that it acts on or in."""
    undergone = one.undergoes & other.words or other.undergoes & one.words
    return bool(one.acts & other.acts and undergone)


def same_side(one: Frame, other: Frame) -> bool:
    """Tell whether frames that agree say the same, and not the opposite."""
    return (one.negative == other.negative) != denies(one.event, other.event)


def exclude(one: Frame, other: Frame) -> bool:
    """Tell whether the two events are never one, whoever takes part."""
    return exclude_each_other(one.event, other.event) or exclude_each_other(one.verb, other.verb)


def _fit(ours: frozenset[str], theirs: frozenset[str], one: Frame, other: Frame) -> bool:
    """In this role one has nobody, or somebody whom the other mentions."""
    if not ours or not theirs:
        return True
    return bool(ours & (other.words | other.acts | other.undergoes) or theirs & (one.words | one.acts | one.undergoes))


def _odd(one: frozenset[str], other: frozenset[str]) -> bool:
    """Both have some, and none in common."""
    return bool(one and other and not one & other)


def _count_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """One has no numbers, or half of its are the other's: *fell 3 to 107 from 110* is not *fell 5 to 102 from 107*."""
    return 2 * len(one & other) >= min(len(one), len(other))


def _swap(one: Frame, other: Frame) -> bool:
    """*A hit B* and *B hit A*."""
    if one.event != other.event or one.acts & other.acts:
        return False
    changed = one.acts & other.undergoes and other.acts & one.undergoes
    return bool(changed or (one.acts & other.names and other.acts & one.names))  # *A closed its border with B*
