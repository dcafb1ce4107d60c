"""A proposition reduced to what claims are compared by: its features, who acts in it, its frame.

It depends on the proposition and on the names that the story uses, and on nothing else that the story claims.
"""

from collections.abc import Mapping

from msgspec import Struct

from storywatch.ledger.frames import LIGHT, Frame, fold_names, frame_of
from storywatch.ledger.senses import exclude_each_other, groups, leaves_open, senses, sums, undoing
from storywatch.messages import Proposition
from storywatch.names import fold_name

NAME = 2.0
"""Weight of a name beside an ordinary word."""
NUMBER = 1.5
"""Weight of a number beside an ordinary word."""

SPEECH = frozenset("say tell hear deny confirm claim allege insist acknowledge admit repeat assert state".split())
"""Verbs that tell that something is said: *the army denied that it fired* is not *the army fired*."""

CHANGED_PLACES = 0.4
"""What a similarity is multiplied by when two parties change places: the words are the same, the claim is not."""

OTHER_ACTOR = 0.6
"""What a similarity is multiplied by when somebody else acts: *A invaded* is not *B invaded*."""

Features = dict[str, float]


class Wording(Struct, frozen=True, gc=False):
    """One wording of a claim, in the names that the story uses."""

    proposition: Proposition
    features: Features
    """Each with its own weight."""
    actors: frozenset[str]
    verb: str
    """The main verb's sense."""
    objects: frozenset[str]
    """The senses of what is acted on."""
    frame: Frame
    named: bool
    """Who acts in it, or whom or what it is done to, has a name."""
    speaks: bool
    """It tells that something is said, which is another claim than what is said."""


def prepare(proposition: Proposition, aliases: Mapping[str, str]) -> Wording:
    """Reduce a proposition to what it is compared by."""
    names, numbers, table = proposition.names, proposition.numbers, groups()
    named = fold_names(names, aliases)
    covered = " ".join(named).split()
    covered += numbers
    features: Features = {f"n:{name}": NAME for name in named.values()}
    for number in numbers:
        features[f"#{number}"] = NUMBER
    for term in proposition.terms:
        if term not in covered:
            features[table.get(term, term)] = 1.0
    actors = frozenset([named[fold_name(name)] for name in proposition.subject if name in names])
    return Wording(
        proposition=proposition,
        features=features,
        actors=actors,
        verb=table.get(proposition.predicate, proposition.predicate),
        objects=senses(proposition.object),
        frame=frame_of(proposition, aliases, named),
        named=bool(actors) or any(word in names for word in proposition.object),
        speaks=proposition.predicate in SPEECH,
    )


def verbs_agree(one: Wording, other: Wording) -> bool:
    """Tell whether the verbs say the same, or one's says what is the other's object; light ones only by object."""
    if one.verb in LIGHT or other.verb in LIGHT:
        if (one.verb in undoing()) != (other.verb in undoing()):
            return False  # *went on strike*, *called off the strike*
        return bool(one.objects & other.objects) or (one.verb == other.verb and _is_sum(one) and _is_sum(other))
    return one.verb == other.verb or _does(one, other) or _does(other, one)


def _does(one: Wording, other: Wording) -> bool:
    """One's verb is what the other says to be done: *closed*, *ordered the closure*, not *averted the closure*.

    Nor where the one is no way to do the other: *exploded after the launch*.
    """
    if one.verb not in other.objects or other.verb in leaves_open():
        return False
    return not exclude_each_other(one.verb, other.verb)


def _is_sum(one: Wording) -> bool:
    """What is acted on is money: *took £50,000*, *took money*."""
    return not one.objects.isdisjoint(sums()) or not one.objects.isdisjoint(one.proposition.numbers)


def tell_apart(one: Wording, other: Wording) -> bool:
    """Tell whether the verbs are of two acts, however alike the rest is: *dismissed him*, *praised him*.

    Of who or what has no name that is said only where the same does the other thing to the same.
    """
    if _has_word(one, other) or _has_word(other, one):
        return False
    first, second = one.frame, other.frame
    return (
        one.named
        or other.named
        or not (first.acts.isdisjoint(second.acts) or first.undergoes.isdisjoint(second.undergoes))
    )


def _has_word(one: Wording, other: Wording) -> bool:
    """The other has the word for what one says is done; of a verb that says little that is its object."""
    if one.verb in LIGHT:
        return not one.objects or one.verb == other.verb or not one.objects.isdisjoint(other.objects | {other.verb})
    return one.verb == other.verb or _does(one, other)


def acts_agree(one: Wording, other: Wording) -> bool:
    """The verbs say the same of objects that say the same, or one's verb is the other's object (*ordered*, *signed an
    order*); what is so is not what is to come."""
    if one.proposition.mood != other.proposition.mood:
        return False
    if _does(one, other) or _does(other, one):
        return one.verb not in LIGHT and other.verb not in LIGHT
    return one.verb == other.verb and one.verb not in LIGHT and bool(one.objects & other.objects)


def compare_actors(one: Wording, other: Wording) -> float:
    """Say what it counts that who acts in one does not act in the other.

    *A closed its border with B* and *B closed its border with A* change places; where neither names who acts in the
    other, it is somebody else's act.
    """
    named, others = one.actors & other.frame.names, other.actors & one.frame.names
    if named and others and one.verb == other.verb:
        return CHANGED_PLACES
    return 1.0 if named or others else OTHER_ACTOR
