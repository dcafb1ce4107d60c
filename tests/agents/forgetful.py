"""The embedded mode in small: a journal, topics that are read at different paces, and a broker that forgets them all.

What is in the journal and not done comes again, in the order in which it was accepted; the Tables stay. Over the steps
as `tests.agents.chain` runs them. The moments follow from a seed.
"""

import random
from collections.abc import Iterable

from storywatch.ledger import mark
from storywatch.messages import Analysis, Development, decode
from tests.agents.chain import STORY_MESSAGES, Chain, KilledError

BEHIND = 6
"""Messages that a step may have read beyond what its group had committed when its worker ended."""

LONGEST_LIFE = 150
"""Writes that a worker makes at most before it ends."""

STEPS = ("story", "ledger", "alert")


class Forgetful:
    """A chain whose worker ends again and again, and whose broker then forgets, or does not."""

    def __init__(self, chain: Chain, articles: Iterable[Analysis], seed: int) -> None:
        self.chain = chain
        self.told: dict[str, Development] = {}
        """What the alert step was handed, by id."""
        self.losses = 0
        self._chance = random.Random(seed)
        self._undone = {mark(one): one for one in articles}
        self._analyses = list(self._undone.values())
        self._read = dict.fromkeys(STEPS, 0)

    def run(self, ends: int) -> None:
        """Go on until every article is done, with a worker that ends so often."""
        while self._undone:
            self.chain.start(self._chance.randint(1, LONGEST_LIFE) if ends > 0 else None)
            ends -= 1
            try:
                self._live()
            except KilledError:
                self._end()

    def _live(self) -> None:
        eager = {step: self._chance.random() ** 2 for step in STEPS}
        while ready := [step for step in STEPS if self._read[step] < self._length(step)]:
            (step,) = self._chance.choices(ready, [0.01 + eager[step] for step in ready])
            self._take(step)
            self._read[step] += 1

    def _take(self, step: str) -> None:
        place = self._read[step]
        if step == "story":
            analysis = self._analyses[place]
            if mark(analysis) in self._undone:
                self.chain.act("story", analysis)
        elif step == "ledger":
            self.chain.act("ledger", decode(self.chain.updates[place][1], *STORY_MESSAGES))
            self._undone = {one: analysis for one, analysis in self._undone.items() if one not in self.chain.finished}
        else:
            development = decode(self.chain.developments[place][1], Development)
            self.told[development.id] = development
            if development.position == development.of:
                self._undone.pop(f"{development.article}:{development.evidence[0].revision}", None)

    def _end(self) -> None:
        """Let a worker end alone, and read again what it had not committed; or its broker with it."""
        if self._chance.random() < 0.5:
            for step in STEPS:
                self._read[step] = max(0, self._read[step] - self._chance.randint(0, BEHIND))
            return
        self.losses += 1
        self._analyses = list(self._undone.values())
        self.chain.updates.clear()
        self.chain.developments.clear()
        self._read = dict.fromkeys(STEPS, 0)

    def _length(self, step: str) -> int:
        return len({"story": self._analyses, "ledger": self.chain.updates, "alert": self.chain.developments}[step])
