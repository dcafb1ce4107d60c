"""The cue lexicon of a language, read once from its data file. Knows nothing of trees."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import get_args

from msgspec import Struct

from storywatch.messages import Act

ACTS: tuple[Act, ...] = get_args(Act)


class Lexicon(Struct, frozen=True):
    """Which words attribute, by what stands beside them. Keys are lemmas, *rule_out* with its particle."""

    clause: dict[str, tuple[Act, ...]]
    infinitive: dict[str, Act]
    object: dict[str, Act]
    person: dict[str, Act]
    prepositions: dict[str, dict[str, Act]]
    """Verb → what it takes (*for*, *out at*) → act."""
    nouns: dict[str, Act]
    adjectives: dict[str, Act]
    verbs: frozenset[str]
    """All verbs of the frames above, without particles: a token that is none of them needs no second look."""
    titles: frozenset[str]
    offices: frozenset[str]
    anonymous: frozenset[str]
    spokespeople: frozenset[str]
    reports: frozenset[str]
    telling: frozenset[str]
    withholding: frozenset[str]
    withdrawing: frozenset[str]
    probable: frozenset[str]
    possible: frozenset[str]


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Read the cues of a language (ISO 639-1)."""
    raw = tomllib.loads(files(__package__).joinpath("packs", f"{language}.toml").read_text(encoding="utf-8"))
    frames: dict[str, dict[str, Act]] = {frame: {} for frame in ("infinitive", "object", "person")}
    clause: dict[str, tuple[Act, ...]] = {}
    prepositions: dict[str, dict[str, Act]] = {}
    for act in ACTS:
        table = raw["verbs"].get(act, {})
        for frame, verbs in frames.items():
            for verb in table.get(frame, "").split():
                verbs.setdefault(verb, act)
        for verb in table.get("clause", "").split():
            clause[verb] = (*clause.get(verb, ()), act)
        for entry in table.get("prepositions", "").split(","):
            verb, _, preposition = entry.strip().partition(" ")
            if verb:
                prepositions.setdefault(verb, {}).setdefault(preposition, act)
    words = raw["words"]
    known = {verb.partition("_")[0] for verb in [*clause, *prepositions, *(v for f in frames.values() for v in f)]}
    withholding = frozenset(words["withholding"].split())
    telling = frozenset(words["telling"].split())
    withdrawing = frozenset(words["withdrawing"].split())
    return Lexicon(
        clause=clause,
        infinitive=frames["infinitive"],
        object=frames["object"],
        person=frames["person"],
        prepositions=prepositions,
        nouns={noun: act for act in ACTS for noun in raw["nouns"].get(act, "").split()},
        adjectives={word: act for act in ACTS for word in raw["adjectives"].get(act, "").split()},
        verbs=frozenset(known | withholding | withdrawing | telling),
        titles=frozenset(words["titles"].split()),
        offices=frozenset(words["offices"].split()),
        anonymous=frozenset(words["anonymous"].split()),
        spokespeople=frozenset(words["spokespeople"].split()),
        reports=frozenset(words["reports"].split()),
        telling=telling,
        withholding=withholding,
        withdrawing=withdrawing,
        probable=frozenset(words["probable"].split()),
        possible=frozenset(words["possible"].split()),
    )
