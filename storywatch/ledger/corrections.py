"""How outlets word that they correct themselves (corrections.toml), and which sentences of an article do so.

A note tells of the article, not of the world: nothing in it is a report. Knows no claims.
"""

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from storywatch.ledger.bench import Bench
from storywatch.ledger.citing import find_outlet
from storywatch.ledger.wordfiles import NEVER, Forms, read_words

HEADING_WORDS = 2
"""Words up to which a note is only its heading: what it says comes in the next sentence."""


class Words(Struct, frozen=True):
    """One language's words and forms."""

    words: tuple[str, ...] = ()
    forms: Forms = NEVER
    refuting: Forms = NEVER
    rebuking: Forms = NEVER
    contrary: Forms = NEVER
    ours: Forms = NEVER
    wrongly: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()


@cache
def load_words(language: str) -> Words:
    """Read the data file; a language that it lacks has no words."""
    return read_words("corrections.toml", Words, language)


def find_notes(bench: Bench) -> frozenset[int]:
    """Return the sentences of an article in which its outlet corrects it."""
    forms = load_words(bench.analysis.article.language)
    texts = [sentence.text.lower() for sentence in bench.analysis.sentences]
    article = "\n".join(texts)
    words = [word for word in forms.words if word in article]
    hinting = [
        (place, text) for place, text in enumerate(texts if words else ()) if any(word in text for word in words)
    ]
    found = {place for place, text in hinting if forms.forms.search(text)}
    if hinting:
        found |= _find_refuted(bench, hinting, forms) | _find_rebuked(bench, hinting, forms)
    below = {place + 1 for place in found if len(texts[place].split()) <= HEADING_WORDS}
    return frozenset(found | {place for place in below if place < len(texts)})


def _find_refuted(bench: Bench, texts: Sequence[tuple[int, str]], forms: Words) -> set[int]:
    """*We reported that it was 40 percent. That was wrong.*: both are a note, where the outlet says so of itself."""
    titled = forms.forms.search(bench.analysis.article.title)
    return {
        place
        for verdict, text in texts
        if verdict and forms.refuting.search(text) and (titled or _names_itself(bench, verdict - 1))
        for place in (verdict - 1, verdict)
    }


def _find_rebuked(bench: Bench, texts: Sequence[tuple[int, str]], forms: Words) -> set[int]:
    """*The Gazette's report that it was sold was wrong*: a note where the Gazette says so, and quotes nobody."""
    called = {place for place, text in texts if forms.rebuking.search(text) and _names_itself(bench, place)}
    return called - {statement.sentence for statement in bench.analysis.statements} if called else called


def _names_itself(bench: Bench, place: int) -> bool:
    """An outlet's own words of itself: its name, be it only as its domain has it, or *we reported*."""
    text = bench.sentence_text(place)
    if load_words(bench.analysis.article.language).ours.search(text):
        return True
    return bench.outlet.lower() in text.lower() or find_outlet(text, (bench.outlet,)) is not None
