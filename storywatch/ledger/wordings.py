"""A proposition reduced to what claims are compared by: its features, who acts in it, its frame.

It depends on the proposition and on the names that the story uses, and on nothing else that the story claims.
"""

from collections.abc import Mapping

from msgspec import Struct

from storywatch.ledger.frames import LIGHT, Frame, fold_names, frame_of
from storywatch.ledger.senses import groups, senses
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
    return Wording(
        proposition=proposition,
        features=features,
        actors=frozenset([named[fold_name(name)] for name in proposition.subject if name in names]),
        verb=table.get(proposition.predicate, proposition.predicate),
        objects=senses(proposition.object),
        frame=frame_of(proposition, aliases, named),
        speaks=proposition.predicate in SPEECH,
    )


def verbs_agree(one: Wording, other: Wording) -> bool:
    """Tell whether the verbs say the same, or one's says what is the other's object; light ones only by object."""
    if one.verb in LIGHT or other.verb in LIGHT:
        return bool(one.objects & other.objects)
    return one.verb == other.verb or one.verb in other.objects or other.verb in one.objects


def acts_agree(one: Wording, other: Wording) -> bool:
    """The verbs say the same of objects that say the same, or one's verb is the other's object (*ordered*, *signed an
    order*); what is so is not what is to come."""
    if one.proposition.mood != other.proposition.mood:
        return False
    if one.verb in other.objects or other.verb in one.objects:
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
