"""What an undisturbed run would have left, and what is different in what a run has left, in words.

The undisturbed run is the same decisions chained in one process (storywatch.batch.Monitor), over the articles as the
feeds step makes them, in the order and with the times of the run's own journal. Knows nothing of Kafka and processes.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import rocksdict
from msgspec.structs import replace

from agents.shelf import ENDED, KEPT_ENDED
from agents.story import lay_out
from feeds.reading.article import Source, make_article
from feeds.reading.parse import parse
from storywatch.archive import FILE, Alerts
from storywatch.batch import Monitor
from storywatch.config import load_config
from storywatch.delivery import show_alert
from storywatch.knowledge import load_knowledge
from storywatch.language.pool import AnalysisPool, Failure
from storywatch.ledger import Ledger, mark, to_plain
from storywatch.messages import (
    Alert,
    Analysis,
    Article,
    Development,
    StoryClosed,
    StoryMerged,
    StorySplit,
    decode,
    encode,
)
from storywatch.messages.topics import LEDGERS, STORIES
from storywatch.stories import Desk
from tests.chaos.writing import OUTLETS, Written, write_feed

NAMED = 5
"""Differences that are named; the rest are counted."""

OFFSET = b"__faust\0offset__"
"""Faust's own entry in a Table's files."""

Table = dict[str, object]


class Analyses:
    """Each article read once, however many runs it is in: one at a time, as the worker does."""

    def __init__(self) -> None:
        self._pool = AnalysisPool(2)
        self._known: dict[tuple[str, str], Analysis] = {}

    def of(self, articles: list[Article]) -> list[Analysis]:
        missing = {_key(one): one for one in articles if _key(one) not in self._known}
        futures = {key: self._pool.submit([encode(one)]) for key, one in missing.items()}
        for key, future in futures.items():
            (raw,) = future.result()
            assert not isinstance(raw, Failure), f"{key} cannot be analysed: {raw}"
            self._known[key] = decode(raw, Analysis)
        return [replace(self._known[_key(one)], article=one.header) for one in articles]

    def close(self) -> None:
        self._pool.stop()


def _key(article: Article) -> tuple[str, str]:
    return article.header.id, article.text


@dataclass(frozen=True)
class Outcome:
    """What there is after a run: developments by id in their order, and both Tables."""

    developments: dict[str, Development]
    ledgers: Table
    stories: Table
    kept_apart: int = 0
    """How often stories turned out to be one that lie on different partitions."""


def accepted(archive: Path, written: list[Written]) -> list[Article]:
    """Give the articles as the feeds step made them, in the journal's order and with the journal's times."""
    made: dict[str, Article] = {}
    for outlet in OUTLETS:
        raw = parse(write_feed(outlet, [one for one in written if one.outlet == outlet]).encode(), "", "")
        for entry in raw.entries:
            article = make_article(entry, Source("", raw), datetime.now(UTC))
            assert isinstance(article, Article)
            made[article.header.id] = article
    with sqlite3.connect(archive / FILE) as sql:
        rows = sql.execute("SELECT id, revision, published, seen FROM articles ORDER BY seq").fetchall()
    articles = []
    for id_, revision, published, seen in rows:
        assert revision == 1, f"article {id_} was accepted as a new revision, though its text never changed"
        header = replace(
            made[id_].header,
            published=datetime.fromtimestamp(published, UTC),
            fetched=datetime.fromtimestamp(seen, UTC),
        )
        assert header.published == made[id_].header.published
        articles.append(replace(made[id_], header=header))
    return articles


def one_partition(_story: str) -> int:
    """Where every story lies when topics have one partition."""
    return 0


class PartedMonitor(Monitor):
    """A monitor in which stories that turn out to be one stay apart where they lie on different partitions."""

    place: Callable[[str], int] = staticmethod(one_partition)
    kept_apart = 0

    def _note(self, move: StoryClosed | StoryMerged | StorySplit) -> None:
        if not isinstance(move, StoryMerged) or self.place(move.story) == self.place(move.into):
            super()._note(move)
            return
        before = self._ledgers.get(move.into)
        super()._note(move)
        if before is not None:
            self._ledgers[move.into] = before
            self.kept_apart += 1


def undisturbed(analyses: Iterable[Analysis], config: Path, place: Callable[[str], int] = one_partition) -> Outcome:
    """Chain the steps in one process; Tables as the agents lay them out. `place` gives the partition of a story."""
    settings = load_config(config)
    monitor = PartedMonitor(
        load_knowledge(Path(settings.knowledge)), settings.stories, settings.ledger, settings.copies
    )
    monitor.place = place
    developments: dict[str, Development] = {}
    changed_by: dict[tuple[str, str], list[object]] = {}
    ended: dict[str, Ledger] = {}
    stories: Table = {}
    desks: dict[str, Desk] = {}
    for analysis in analyses:
        language = analysis.article.language
        desk = desks[language] = desks.get(language) or Desk(settings.stories, settings.copies)
        arrival = desk.arrive(analysis)
        desk.accept(arrival)
        stories.update(lay_out(arrival))
        before = monitor.ledgers()
        closed = [notice.story for notice in arrival.notices if isinstance(notice, StoryClosed)]
        ended.update((story, before[story]) for story in closed if story in before)
        story, changed = monitor.take(analysis)
        developments.update((one.id, one) for one in changed)
        if changed:
            changed_by[story, mark(analysis)] = [msgspec.to_builtins(one) for one in changed]
    by_place: dict[int, list[str]] = defaultdict(list)
    for story in ended:
        by_place[place(story)].append(story)
    last_ended = [story for those in by_place.values() for story in those[-KEPT_ENDED:]]
    ledgers: Table = {ENDED: last_ended} if last_ended else {}
    for story, ledger in (monitor.ledgers() | {story: ended[story] for story in last_ended}).items():
        ledgers[story] = to_plain(ledger)
        applied = [one for one in ledger.applied if (story, one) in changed_by]
        ledgers.update((f"outcome/{story}/{one}", changed_by[story, one]) for one in applied)
    held = {key: value for key, value in stories.items() if value is not None}
    return Outcome(developments, ledgers, held, monitor.kept_apart)


def part_ledgers(ledgers: Table, place: Callable[[str], int]) -> dict[int, Table]:
    """Lay the Table of ledgers out on the partitions of its stories."""
    parts: dict[int, Table] = defaultdict(dict)
    for key, value in ledgers.items():
        if key == ENDED:
            for story in value:
                parts[place(story)].setdefault(ENDED, []).append(story)
            continue
        story = key.split("/")[1] if key.startswith("outcome/") else key
        parts[place(story)][key] = value
    return dict(parts)


def alerts_in(archive: Path) -> list[Alert]:
    """Give every alert of an archive, in its order."""
    alerts = Alerts(archive / FILE)
    try:
        return alerts.recent(1_000_000)[::-1]
    finally:
        alerts.close()


def table_in(archive: Path, name: str) -> Table:
    """Read a Table's files; no worker may have them open."""
    found: Table = {}
    paths = list((archive / "tables").rglob(f"{name}-*.db"))
    assert paths, f"there is no Table {name} under {archive}"
    for path in paths:
        options = rocksdict.Options(raw_mode=True)
        files = rocksdict.Rdict(str(path), options, access_type=rocksdict.AccessType.read_only())
        found.update((json.loads(key), json.loads(value)) for key, value in files.items() if key != OFFSET)
        files.close()
    return found


def compare_alerts(alerts: list[Alert], expected: Mapping[str, Development]) -> list[str]:
    """Say in words what is lost, doubled or different among the alerts of one subscriber to everything."""
    said = []
    counts = Counter(alert.development.id for alert in alerts)
    lost = [f"{key} ({one.kind}: {one.headline})" for key, one in expected.items() if key not in counts]
    odd = [
        f"{one.development.id} ({one.development.kind}: {one.development.headline})"
        for one in alerts
        if one.development.id not in expected
    ]
    said += _list("development(s) of the undisturbed run have no alert", lost)
    said += _list("alert(s) are of developments that the undisturbed run has not", odd)
    said += _list("development(s) have several alerts", [key for key, count in counts.items() if count > 1])
    told = [(alert, expected[alert.development.id]) for alert in alerts if alert.development.id in expected]
    others = [
        f"{alert.id}: {_differences(alert.development, wanted)}"
        for alert, wanted in told
        if alert.development != wanted
    ]
    said += _list("alert(s) say something else", others)
    if not said and [alert.development.id for alert in alerts] != list(expected):
        said.append("the alerts are the undisturbed run's, but in another order")
    return said


def compare_console(text: str, alerts: list[Alert]) -> list[str]:
    """Say which alerts the console did not print, or printed again."""
    wanted = Counter(show_alert(alert, colour=False, width=100) for alert in alerts)
    said = []
    for shown, count in wanted.items():
        found = text.count(f"\n{shown}\n")
        if found != count:
            said.append(f"printed {found} times instead of {count}: {shown.splitlines()[0]}")
    return _list("alert(s) were not printed as often as they were raised", said)


def compare_tables(name: str, found: Table, expected: Table) -> list[str]:
    """Say where a Table differs."""
    found, expected = json.loads(json.dumps(found)), json.loads(json.dumps(expected))
    said = _list(f"key(s) are missing in the Table {name}", [key for key in expected if key not in found])
    said += _list(f"key(s) of the Table {name} should not be there", [key for key in found if key not in expected])
    others = [
        f"{key}: {_differences(found[key], value)}"
        for key, value in expected.items()
        if key in found and found[key] != value
    ]
    return said + _list(f"value(s) of the Table {name} are different", others)


def compare_run(archive: Path, console: str, expected: Outcome) -> list[str]:
    """Compare everything that a stopped run has left on its disk and its terminal."""
    alerts = alerts_in(archive)
    return [
        *compare_alerts(alerts, expected.developments),
        *compare_console(console, alerts),
        *compare_tables(STORIES, table_in(archive, STORIES), expected.stories),
        *compare_tables(LEDGERS, table_in(archive, LEDGERS), expected.ledgers),
    ]


def _differences(found: object, wanted: object) -> str:
    have, want = msgspec.to_builtins(found), msgspec.to_builtins(wanted)
    if not isinstance(have, dict) or not isinstance(want, dict):
        return f"{str(have)[:160]} instead of {str(want)[:160]}"
    fields = [key for key in {**want, **have} if have.get(key) != want.get(key)]
    return "; ".join(f"{key} is {str(have.get(key))[:160]} instead of {str(want.get(key))[:160]}" for key in fields)


def _list(what: str, items: list[str]) -> list[str]:
    if not items:
        return []
    more = f" and {len(items) - NAMED} more" if len(items) > NAMED else ""
    return [f"{len(items)} {what}: {'; '.join(items[:NAMED])}{more}"]
