"""The story and the ledger step as the app runs them, on a log in memory, ended at whatever moment a test names.

For tests of what a worker does when articles come again: broker, Faust and clock are left out, the Tables' order of
writing is not.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest

import agents.ledger
import agents.shelf
import agents.story
import agents.unreadable
from agents.ledger import add_ledger
from agents.story import add_story
from agents.stream import Step
from agents.table import VALUES
from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, Outcome
from storywatch.messages import (
    Analysis,
    Development,
    Header,
    StoryClosed,
    StoryMerged,
    StorySplit,
    StoryUpdate,
    decode,
)
from storywatch.stories import CopyPolicy, StoryPolicy

STORY_MESSAGES = (StoryUpdate, StoryMerged, StorySplit, StoryClosed)

FEW = CopyPolicy(max_texts=100)
"""The tests' streams are short, and a table for 100,000 texts takes long to make for every worker."""


class KilledError(Exception):
    """The worker ends here."""


class Life:
    """How many more writes a worker lives to make; a write is one record for a changelog or a topic."""

    def __init__(self, writes: int | None = None) -> None:
        self.left = writes

    def spend(self) -> None:
        """Make one write, or end."""
        if self.left == 0:
            raise KilledError
        if self.left is not None:
            self.left -= 1


class Kept:
    """A Table whose changelog is all that outlives a worker."""

    def __init__(self, name: str, changelog: dict[str, str]) -> None:
        self.name = name
        self.changelog = changelog
        self.data = {key: json.loads(value) for key, value in sorted(changelog.items())}
        self.recovered: list[Callable[[], Awaitable[None]]] = []

    def items(self) -> Iterable[tuple[str, Any]]:
        return self.data.items()

    def on_recover(self, act: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        self.recovered.append(act)
        return act

    def get(self, key: str) -> Any:
        return self.data.get(key)


class Chain:
    """The log, the changelogs, and one worker after the other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, stories: StoryPolicy) -> None:
        self.updates: list[tuple[str, bytes]] = []
        self.developments: list[tuple[str, bytes]] = []
        self.finished: list[str] = []
        self.remembered: dict[tuple[str, int], Outcome] = {}
        """What was kept of each article for whoever asks why; not a write that anything rests on."""
        self.halves: dict[str, tuple[tuple[str, ...], Ledger | None]] = {}
        """What was kept of each story that was parted: the articles of the new one, and its ledger."""
        self.quarantine: list[tuple[str, bytes]] = []
        self.writes = 0
        self._policy = stories
        self._changelogs: dict[str, dict[str, str]] = {"stories": {}, "ledgers": {}}
        self._life = Life()
        self._steps: dict[str, Callable[[Any], Awaitable[None]]] = {}
        for module in (agents.story, agents.shelf):
            monkeypatch.setattr(module, "put", self._put)
        for module in (agents.story, agents.ledger):
            monkeypatch.setattr(module, "send_acknowledged", self._send)
            monkeypatch.setattr(module, "handle", self._keep_step)
        monkeypatch.setattr(agents.unreadable, "send_acknowledged", self._send)

    def start(self, writes: int | None = None) -> None:
        """Begin a worker with what the changelogs hold."""
        self._life = Life(writes)
        tables = {name: Kept(name, changelog) for name, changelog in self._changelogs.items()}
        add_story(self, self._step("story"), None, self.updates, tables["stories"], self._policy, FEW)
        add_ledger(
            self, self._step("ledger"), None, self.developments, tables["ledgers"], Knowledge(), LedgerPolicy(),
            self._finish, self,
        )  # fmt: skip
        for recover in tables["stories"].recovered:
            asyncio.run(recover())

    def agent(self, _topic: object, name: str) -> Callable[[Callable[[Any], Awaitable[None]]], None]:
        """Stand for the app: run the agent's body at once, which hands over what it does with a message."""
        del name
        return lambda body: asyncio.run(body(None))

    def take(self, analysis: Analysis) -> None:
        """See one article through both steps, as often as it takes after a worker's end."""
        while True:
            try:
                before = len(self.updates)
                asyncio.run(self._steps["story"](analysis))
                self.judge(before)
            except KilledError:
                self.start()
            else:
                return

    def act(self, step: str, message: object) -> None:
        """Let one step see one message. Raises KilledError where the worker ends meanwhile."""
        asyncio.run(self._steps[step](message))

    def lose_updates(self, ahead: Iterable[Analysis]) -> None:
        """Let the story step take articles of which the ledger never hears: the broker forgets, the Tables stay."""
        before = len(self.updates)
        for analysis in ahead:
            asyncio.run(self._steps["story"](analysis))
        del self.updates[before:]
        self.start()

    def judge(self, since: int) -> None:
        """Let the ledger read the updates from this one on."""
        for _, raw in self.updates[since:]:
            asyncio.run(self._steps["ledger"](decode(raw, *STORY_MESSAGES)))

    def told(self) -> list[Development]:
        """Give each development once, in the order in which it was first told."""
        return list({one.id: one for one in (decode(raw, Development) for _, raw in self.developments)}.values())

    def table(self, name: str) -> dict[str, Any]:
        """Read a Table as its changelog has it."""
        return {key: json.loads(value) for key, value in self._changelogs[name].items()}

    def keep(self, name: str, key: str, value: object) -> None:
        """Put something into a Table's changelog that no step wrote."""
        self._changelogs[name][key] = json.dumps(value)

    async def _keep_step(self, _stream: object, step: Step[Any], act: Callable[[Any], Awaitable[None]]) -> None:
        self._steps[step.name] = act

    def _step(self, name: str) -> Step[Any]:
        async def abandon(_raw: bytes) -> None:
            raise AssertionError("nothing is set aside here but states")

        return Step(name, lambda raw: raw, self.quarantine, abandon)

    async def _put(self, table: Kept, changes: dict[str, Any]) -> None:
        for key, value in changes.items():
            self._write()
            if value is None:
                table.changelog.pop(key, None)
            else:
                table.changelog[key] = VALUES.dumps(value).decode()
        for key, value in changes.items():
            if value is None:
                table.data.pop(key, None)
            else:
                table.data[key] = VALUES.loads(VALUES.dumps(value))

    async def _send(self, topic: list[tuple[str, bytes]], messages: Iterable[tuple[str, bytes]]) -> None:
        for message in messages:
            self._write()
            topic.append(message)

    def _write(self) -> None:
        self._life.spend()
        self.writes += 1

    async def judged(self, update: StoryUpdate, outcome: Outcome) -> None:
        """Stand for the recorder."""
        self.remembered.setdefault((update.analysis.article.id, update.analysis.article.revision), outcome)

    async def parted(self, split: StorySplit, half: Ledger | None) -> None:
        """Stand for the recorder."""
        self.halves[split.into] = (split.articles, half)

    async def _finish(self, header: Header) -> None:
        self._write()
        self.finished.append(f"{header.id}:{header.revision}")
