"""A lexicon that takes any word for a cue: what weighing.py proposes from. Knows nothing of which ones are taken."""

from msgspec import Struct
from msgspec.structs import replace

from storywatch.language.lexicon import Lexicon, Weights
from storywatch.messages import Act

_TAKEN = frozenset("on about for against of to with over at as toward towards into from behind like in".split())
"""Prepositions that a verb may take."""


class _Any(dict[str, Act]):
    """A frame's words, and any other at the act that it has elsewhere: a view where it has none."""

    def __init__(self, own: dict[str, Act], acts: dict[str, Act]) -> None:
        super().__init__(own)
        self._acts = acts

    def __contains__(self, word: object) -> bool:
        return True

    def __missing__(self, word: str) -> Act:
        return self._acts.get(word.partition("_")[0], "assess")

    def get(self, word: str, default: Act | None = None) -> Act:  # type: ignore[override]  # noqa: ARG002
        return self[word]


class _AnyLink(dict[str, Act]):
    """What a verb takes, and other prepositions."""

    def __init__(self, own: dict[str, Act], act: Act) -> None:
        super().__init__(own)
        self._act = act

    def get(self, word: str, default: Act | None = None) -> Act | None:  # type: ignore[override]
        return dict.get(self, word, self._act if word in _TAKEN else default)


class _AnyVerb(dict[str, dict[str, Act]]):
    """What verbs take, each more than the pack says."""

    def __init__(self, own: dict[str, dict[str, Act]], acts: dict[str, Act]) -> None:
        super().__init__(own)
        self._acts = acts

    def get(self, word: str, default: dict[str, Act] | None = None) -> dict[str, Act]:  # type: ignore[override]
        own = dict.get(self, word, default or {})
        return _AnyLink(own, next(iter(own.values()), self._acts.get(word, "assess")))


class _AnyClause(dict[str, tuple[Act, ...]]):
    """The same of clauses."""

    def __init__(self, own: dict[str, tuple[Act, ...]], acts: dict[str, Act]) -> None:
        super().__init__(own)
        self._acts = acts

    def __contains__(self, word: object) -> bool:
        return True

    def __missing__(self, word: str) -> tuple[Act, ...]:
        return (self._acts.get(word.partition("_")[0], "assess"),)

    def get(self, word: str, default: tuple[Act, ...] | None = None) -> tuple[Act, ...]:  # type: ignore[override]  # noqa: ARG002
        return self[word]


class Loosened(Struct, frozen=True):
    """A lexicon by which every word may attribute in every frame, and the weights that then decide."""

    lexicon: Lexicon
    weights: Weights


def loosen(lexicon: Lexicon) -> Loosened | None:
    """Loosen a lexicon that has weights."""
    if lexicon.weights is None:
        return None
    acts: dict[str, Act] = {}
    for frame in (lexicon.object, lexicon.person, lexicon.infinitive):
        for word, act in frame.items():
            acts.setdefault(word.partition("_")[0], act)
    for word, (act, *_) in lexicon.clause.items():
        acts.setdefault(word.partition("_")[0], act)
    anything = {frame: _Any(getattr(lexicon, frame), acts) for frame in ("infinitive", "object", "nouns", "adjectives")}
    prepositions = _AnyVerb(lexicon.prepositions, acts)
    loose = replace(lexicon, clause=_AnyClause(lexicon.clause, acts), prepositions=prepositions, **anything)
    return Loosened(loose, lexicon.weights)
