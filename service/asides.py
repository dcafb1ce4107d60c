"""What articles say and the ledger put aside, read again for who tries a watched proposition.

An archive keeps it in words only, cut short; what shares words with the proposition is parsed.
"""

import heapq
import re
from collections.abc import Iterable, Iterator
from typing import get_args

from storywatch.alerting import Watch, complete, pose
from storywatch.alerting.survey import Aside
from storywatch.language.pool import Failure
from storywatch.ledger import Suppressed
from storywatch.messages import Act
from storywatch.watching import Analyse

MOST = 40
"""Asides that are parsed, those that share most words with the proposition: a second's work."""

LEAST_SHARE = 0.4
"""Of the proposition's words that an aside has, at least."""

STEM = 4
"""Letters by which words are compared: *cut* and *cuts*, *approve* and *approved*."""

_TOLD = frozenset({"repeat", "copied", "told_already", "already_declined", "told_otherwise", "same_sentence"})
"""Reasons of what was told, there or elsewhere: the developments are looked at by themselves."""

_SAID = re.compile(rf"^[^:]*, (?:{'|'.join(get_args(Act))}): ")
"""Who says it and how, before a statement's words (storywatch.ledger.refusals)."""


def pick(watch: Watch, suppressed: Iterable[Suppressed]) -> list[Suppressed]:
    """Choose what may say the proposition, by its words; each wording once."""
    wanted = _stems(watch.words)
    near: dict[str, tuple[float, Suppressed]] = {}
    for one in suppressed:
        if one.reason in _TOLD or one.sort not in {"statement", "narration", "change"} or one.candidate in near:
            continue
        share = len(wanted & _stems(one.candidate)) / max(1, len(wanted))
        if share >= LEAST_SHARE:
            near[one.candidate] = share, one
            if len(near) > 2 * MOST:
                near = dict(heapq.nlargest(MOST, near.items(), key=lambda item: item[1][0]))
    return [one for _, one in heapq.nlargest(MOST, near.values(), key=lambda pair: pair[0])]


def read(picked: Iterable[Suppressed], language: str, analyse: Analyse) -> Iterator[Aside]:
    """Read what was put aside, as the proposition is read."""
    left = list(picked)
    if not left:
        return
    posed = (pose(_SAID.sub("", one.candidate).rstrip("…"), language) for one in left)
    for one, (_, analysis) in zip(left, analyse(posed), strict=True):
        if isinstance(analysis, Failure):
            continue
        said = [part.proposition for part in analysis.statements if part.proposition is not None]
        found = (*map(complete, said), *(complete(part.proposition) for part in analysis.narration))
        if found:
            yield Aside(one.candidate, one.reason, one.rule, one.published, found)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in re.findall(r"\w{3,}", text.casefold()))
