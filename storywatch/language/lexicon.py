"""The cue lexicon of a language, made of its pack's tables. Knows nothing of trees."""

from itertools import product
from typing import get_args

from msgspec import Struct

from storywatch.language.packfile import Frame, PackError, PackFile
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
    turns: dict[str, dict[str, Act]]
    """Noun → verb that it completes and what they take (*make for*, *have that*) → act."""
    nouns: dict[str, Act]
    borne: dict[str, Act]
    """Nouns that attribute only as the object of a verb that bears them: *expressed interest in*."""
    adjectives: dict[str, dict[str, Act]]
    """Adjective → what it takes of its own (*in*), or nothing → act."""
    verbs: frozenset[str]
    """All verbs of the frames above, without particles: a token that is none of them needs no second look."""
    titles: frozenset[str]
    offices: frozenset[str]
    anonymous: frozenset[str]
    spokespeople: frozenset[str]
    reports: frozenset[str]
    telling: frozenset[str]
    withholding: frozenset[str]
    unwilling: frozenset[str]
    ceasing: frozenset[str]
    scarcely: frozenset[str]
    pending: frozenset[str]
    supposing: frozenset[str]
    falsely: frozenset[str]
    nearly: frozenset[str]
    slips: frozenset[str]
    forged: frozenset[str]
    forgeries: frozenset[str]
    feigning: frozenset[str]
    noting: frozenset[str]
    withdrawing: frozenset[str]
    probable: frozenset[str]
    possible: frozenset[str]
    leaning_probable: frozenset[str]
    leaning_possible: frozenset[str]
    saying: frozenset[str]
    thinking: frozenset[str]
    needing: frozenset[str]
    asking: frozenset[str]
    rejecting: frozenset[str]
    removing: frozenset[str]
    withholding_from: frozenset[str]
    grants: frozenset[str]
    pleas: frozenset[str]
    letting_in: frozenset[str]
    entrants: frozenset[str]
    appointing: frozenset[str]
    sentences: frozenset[str]
    judging: frozenset[str]
    excluding: frozenset[str]
    striking: frozenset[str]
    plans: frozenset[str]
    foreground: frozenset[str]
    voicing: frozenset[str]
    issuing: frozenset[str]
    moving: frozenset[str]
    matters: frozenset[str]
    messages: frozenset[str]
    consenting: frozenset[str]
    informing: frozenset[str]
    silent: frozenset[str]
    guarded: frozenset[str]
    details: frozenset[str]
    calls: frozenset[str]
    raising: frozenset[str]
    prompting: frozenset[str]
    colouring: frozenset[str]
    aims: frozenset[str]
    decided: frozenset[str]
    degrees: frozenset[str]
    signs: frozenset[str]
    grounds: frozenset[str]
    believing: frozenset[str]
    findings: frozenset[str]
    finding: frozenset[str]
    true: frozenset[str]
    untrue: frozenset[str]
    seeming: frozenset[str]
    enacting: frozenset[str]
    foreseen: frozenset[str]
    copulas: frozenset[str]
    bearing: frozenset[str]
    expressing: frozenset[str]
    media: frozenset[str]
    writings: frozenset[str]
    giving: frozenset[str]
    answering: frozenset[str]
    platforms: frozenset[str]
    writing: frozenset[str]
    mien: frozenset[str]
    manner: frozenset[str]
    citing: frozenset[str]
    hearsay: frozenset[str]
    reported: frozenset[str]
    empty: frozenset[str]
    labels: frozenset[str]
    announcing: frozenset[str]
    retellings: frozenset[str]
    studies: frozenset[str]
    whole: frozenset[str]
    ranks: frozenset[str]
    bygone: frozenset[str]
    institutions: frozenset[str]
    independent: frozenset[str]
    chosen: frozenset[str]
    documents: frozenset[str]
    companies: frozenset[str]
    bodies: frozenset[str]
    bearing_names: frozenset[str]
    general: frozenset[str]
    callings: frozenset[str]
    trades: frozenset[str]
    """*bank:lender*: a word of a name, and what its bearer is called."""
    press: frozenset[str]
    persons: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    given_male: frozenset[str]
    given_female: frozenset[str]
    apart: frozenset[str]
    belonging: frozenset[str]
    speaking: frozenset[str]
    obtaining: frozenset[str]
    publishing: frozenset[str]
    mastheads: frozenset[str]


_PARTS = 3
"""Of a turn: verb, noun, what leads on."""
_FRAMES = ("clause", "infinitive", "object", "person", "prepositions", "turns", "nouns", "borne", "adjectives", "verbs")
_WORDS = tuple(name for name in Lexicon.__struct_fields__ if name not in _FRAMES)
"""Lists of a pack's `words`; one that it lacks is empty."""


def read_lexicon(tables: PackFile) -> Lexicon:
    """Make a lexicon of a pack's tables. Raises PackError where it has a list that is unknown."""
    frames: dict[Frame, dict[str, Act]] = {"infinitive": {}, "object": {}, "person": {}}
    clause: dict[str, tuple[Act, ...]] = {}
    prepositions: dict[str, dict[str, Act]] = {}
    for act in ACTS:
        table = tables.verbs.get(act, {})
        for frame, verbs in frames.items():
            for verb in table.get(frame, "").split():
                verbs.setdefault(verb, act)
        for verb in table.get("clause", "").split():
            clause[verb] = (*clause.get(verb, ()), act)
        for entry in table.get("prepositions", "").split(","):
            verb, _, preposition = " ".join(entry.split()).partition(" ")
            if verb:
                prepositions.setdefault(verb, {}).setdefault(preposition, act)
    words = _read_words(tables.words)
    known = {form for verb in [*clause, *prepositions, *(v for f in frames.values() for v in f)]
             for form in (verb, verb.partition("_")[0])}  # fmt: skip
    return Lexicon(
        clause=clause,
        infinitive=frames["infinitive"],
        object=frames["object"],
        person=frames["person"],
        prepositions=prepositions,
        borne={noun: act for act in ACTS for noun in tables.borne.get(act, "").split()},
        turns=_read_turns(tables.verbs),
        nouns={noun: act for act in ACTS for noun in tables.nouns.get(act, "").split()},
        adjectives=_read_adjectives(tables.adjectives),
        verbs=frozenset(known | words["withholding"] | words["withdrawing"] | words["telling"] | words["moving"]),
        **words,
    )


def _read_turns(verbs: dict[Act, dict[Frame, str]]) -> dict[str, dict[str, Act]]:
    """Read entries of verbs, nouns and what leads on: *take|fire aim|shot at*."""
    turns: dict[str, dict[str, Act]] = {}
    for act in ACTS:
        for entry in verbs.get(act, {}).get("turns", "").split(","):
            if not entry.strip():
                continue
            if len(parts := [part.split("|") for part in entry.split()]) != _PARTS:
                raise PackError(f"[verbs.{act}] turns: {entry.strip()!r} is no verb, noun and preposition")
            for verb, noun, link in product(*parts):
                turns.setdefault(noun, {}).setdefault(f"{verb} {link}", act)
    return turns


def _read_adjectives(table: dict[Act, str]) -> dict[str, dict[str, Act]]:
    adjectives: dict[str, dict[str, Act]] = {}
    for act in ACTS:
        for entry in table.get(act, "").split():
            word, _, preposition = entry.partition("_")
            adjectives.setdefault(word, {}).setdefault(preposition, act)
    return adjectives


def _read_words(table: dict[str, str]) -> dict[str, frozenset[str]]:
    unknown = set(table).difference(_WORDS)
    if unknown:
        raise PackError(f"[words] has lists that no rule reads: {', '.join(sorted(unknown))}")
    return {name: frozenset(table.get(name, "").split()) for name in _WORDS}
