"""A proposition reduced to what claims are compared by: its features, who acts in it, its frame.

It depends on the proposition and on the names that the story uses, and on nothing else that the story claims.
"""

from collections.abc import Mapping

from msgspec import Struct

from storywatch.ledger.frames import Frame, fold_names, frame_of
from storywatch.ledger.senses import sense, senses
from storywatch.messages import Proposition
from storywatch.names import fold_name

NAME = 2.0
"""Weight of a name beside an ordinary word."""
NUMBER = 1.5
"""Weight of a number beside an ordinary word."""

SPEECH = frozenset("say tell hear deny confirm claim allege insist acknowledge admit repeat assert state".split())
"""Verbs that tell that something is said: *the army denied that it fired* is not *the army fired*."""

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
    named = fold_names(proposition.names, aliases)
    covered = {word for form in named for word in form.split()}.union(proposition.numbers)
    features: Features = {f"n:{name}": NAME for name in named.values()}
    for number in proposition.numbers:
        features[f"#{number}"] = NUMBER
    for term in proposition.terms:
        if term not in covered:
            features[sense(term)] = 1.0
    return Wording(
        proposition=proposition,
        features=features,
        actors=frozenset([named[fold_name(name)] for name in proposition.subject if name in proposition.names]),
        verb=sense(proposition.predicate),
        objects=senses(proposition.object),
        frame=frame_of(proposition, aliases, named),
        speaks=proposition.predicate in SPEECH,
    )
