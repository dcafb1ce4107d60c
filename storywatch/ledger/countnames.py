"""What is counted, in the words of a sentence that counts it: *workers injured*. Knows lemmas and texts, no values."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")

ENDINGS = 4
"""Letters that a word may have after its lemma: *patients*, *stopped*."""

STEM = 3
"""Letters that a word has in common with its lemma at least."""


def name_counted(what: Sequence[str], text: str, place: int) -> str:
    """Name what is counted (lemmas, head first) in the form in which a text has it around a number at `place`.

    What stands before the number as a verb (*killed 17 people*) goes after the noun. A lemma that the text has in no
    form like it (*stole*) is left out, the head excepted.
    """
    words = [(match.start(), match[0]) for match in _WORD.finditer(text)]
    found = {lemma: form for lemma in what if (form := _find(lemma, words, place)) is not None}
    if what[0] not in found:
        return " ".join((*what[1:], what[0]))
    head, name = found.pop(what[0])
    if head < place:  # *the death toll rose to 17*
        return " ".join(_lower(word, at) for at, word in sorted([(head, name), *found.values()]))
    before = [one for one in found.values() if min(place, head) < one[0] < head]
    after = [one for one in found.values() if one not in before and _is_state(one[1], one[0] < min(place, head))]
    return " ".join(word for _, word in (*sorted(before), (head, _lower(name, head)), *sorted(after)))


def _find(lemma: str, words: Sequence[tuple[int, str]], place: int) -> tuple[int, str] | None:
    """Find the form of a lemma that is nearest to the number."""
    found = [one for one in words if _is_form(one[1].lower(), lemma)]
    return min(found, key=lambda one: abs(one[0] - place), default=None)


def _is_form(word: str, lemma: str) -> bool:
    stem = lemma[: max(STEM, len(lemma) - 1)]
    return word == lemma or (word.startswith(stem) and len(word) <= len(lemma) + ENDINGS)


def _is_state(word: str, before: bool) -> bool:  # noqa: FBT001 - where it stands
    """What befell those counted, which can follow their noun: *people killed*; not *kills*, nor a name."""
    return word.endswith("ed") if before else word.islower()


def _lower(word: str, place: int) -> str:
    return word[0].lower() + word[1:] if place == 0 else word
