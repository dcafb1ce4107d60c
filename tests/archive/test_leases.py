"""Shares of the work: each held by one, fairly, taken over from the dead, and useless to who lost them."""

import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storywatch.archive import FeedState, Journal, LeaseLostError, Leases
from storywatch.archive.database import SCHEMA
from storywatch.archive.leases import Holding, Lease, decide

T0 = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
SHARES = tuple(f"feeds/{number}" for number in range(12))
JOB = ("outbox",)
MINUTE = 60


@pytest.fixture
def leases(tmp_path):
    opened = Leases(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


def at(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def test_one_alone_has_everything_and_a_second_gets_half_at_once_where_nothing_is_under_way(leases):
    first = leases.beat("a", SHARES, JOB, (), at(0))
    assert set(first.tokens) == {*SHARES, *JOB}
    assert leases.beat("b", SHARES, JOB, (), at(1)).tokens == {}
    first = leases.beat("a", SHARES, JOB, (), at(10))
    second = leases.beat("b", SHARES, JOB, (), at(11))
    assert len(second.tokens) == 6
    assert set(first.tokens) == {*SHARES, *JOB} - set(second.tokens)
    assert second.members == 2


def test_a_share_at_work_is_given_up_when_its_work_is_done_and_nothing_new_is_begun_there(leases):
    leases.beat("a", SHARES, JOB, (), at(0))
    leases.beat("b", SHARES, JOB, (), at(1))
    held = leases.beat("a", SHARES, JOB, SHARES, at(10))
    assert len(held.leaving) == 6
    assert all(held.token(name, at(10)) is None for name in held.leaving)
    assert leases.beat("b", SHARES, JOB, (), at(11)).tokens == {}
    assert len(leases.beat("a", SHARES, JOB, (), at(20)).tokens) == 7
    assert len(leases.beat("b", SHARES, JOB, (), at(21)).tokens) == 6


def test_who_leaves_keeps_nobody_waiting(leases):
    leases.beat("a", SHARES, JOB, (), at(0))
    leases.leave("a")
    assert len(leases.beat("b", SHARES, JOB, (), at(1)).tokens) == 13


def test_who_comes_back_under_its_name_goes_on_at_once(leases):
    before = leases.beat("a", SHARES, JOB, (), at(0))
    assert leases.beat("a", SHARES, JOB, (), at(2)).tokens == before.tokens


def test_nothing_is_begun_after_the_term(leases):
    held = leases.beat("a", SHARES, JOB, (), at(0))
    assert held.token("outbox", at(29)) is not None
    assert held.token("outbox", at(30)) is None
    assert held.token("another", at(0)) is None


def test_who_slept_while_another_took_over_stores_nothing_of_it_and_keeps_the_rest(leases, tmp_path):
    journal = Journal(tmp_path / "archive.sqlite")
    held = leases.beat("a", SHARES, (), (), at(0)).tokens
    taken = leases.beat("b", SHARES, (), (), at(31)).tokens
    lost = next(iter(taken))
    with pytest.raises(LeaseLostError) as error:
        journal.accept([], [FeedState(url="https://paper.example/")], held=held)
    assert error.value.names == set(taken)
    assert journal.feed_states() == {}
    journal.accept([], [FeedState(url="https://paper.example/")], held={lost: taken[lost]})
    assert len(journal.feed_states()) == 1
    journal.close()


def test_an_archive_of_the_first_schema_is_brought_up_to_date_with_what_it_holds(tmp_path):
    path = tmp_path / "archive.sqlite"
    journal = Journal(path)
    journal.accept([], [FeedState(url="https://paper.example/", failures=3)])
    journal.close()
    with sqlite3.connect(path) as sql:
        for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if name not in FIRST_TABLES:
                sql.execute(f"DROP TABLE {name}")
        sql.execute("PRAGMA user_version = 1")
    sql.close()
    journal, leases = Journal(path), Leases(path)
    assert journal.feed_states()["https://paper.example/"].failures == 3
    assert leases.beat("a", SHARES, (), (), at(0)).members == 1
    journal.close()
    leases.close()
    with sqlite3.connect(path) as sql:
        assert sql.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    sql.close()


FIRST_TABLES = {"articles", "refused", "feeds", "listings", "alerts", "channels", "sqlite_sequence"}


@given(st.data())
def test_a_decision_never_takes_what_another_holds_and_is_fair(data):
    names = st.sampled_from("abc")
    leases = {
        share: Lease(data.draw(names), 1, at(data.draw(st.integers(-5, 30)))) for share in SHARES[:7]
        if data.draw(st.booleans())
    }  # fmt: skip
    alive = set(data.draw(st.lists(names)))
    busy = set(data.draw(st.lists(st.sampled_from(SHARES))))
    decision = decide(SHARES[:7], JOB, leases, alive, "a", busy, T0)
    for name in decision.take:
        assert name not in leases or (leases[name].owner != "a" and leases[name].until <= T0)
    assert all(leases[name].owner == "a" for name in decision.keep | decision.give)
    assert not decision.give & busy
    assert not decision.keep & (decision.take | decision.give)
    held = len((decision.keep | decision.take) - decision.leaving - set(JOB))
    assert held <= -(-7 // len(alive | {"a"}))


class Member:
    """A simulated poller: begins work under what it holds, and stores it later."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.holding: Holding | None = None
        self.work: dict[str, int] = {}
        self.asleep = self.dead = False

    def holds(self, now: datetime) -> set[str]:
        if self.dead or self.asleep or self.holding is None:
            return set()
        return {name for name in self.holding.tokens if self.holding.token(name, now) is not None}


class Simulation:
    """Four pollers on one archive, second by second."""

    def __init__(self, path) -> None:
        self.leases, self.journal = Leases(path), Journal(path)
        self.members = [Member(name) for name in "abcd"]
        self.begun: dict[str, str] = {}
        self.clock = 0

    def run(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock += 1
            for place, member in enumerate(self.members):
                if not (member.dead or member.asleep):
                    self.act(place, member)
            for one, other in combinations(self.members, 2):
                assert not one.holds(at(self.clock)) & other.holds(at(self.clock))

    def act(self, place: int, member: Member) -> None:
        if (self.clock + 2 * place) % 10 == 0:
            member.holding = self.leases.beat(member.name, SHARES, JOB, member.work, at(self.clock))
        if (self.clock + place) % 7 == 0:
            self.store(member)
        for name in member.holds(at(self.clock)) - set(member.work):
            member.work[name] = member.holding.tokens[name]
            self.begun[name] = member.name

    def store(self, member: Member) -> None:
        try:
            self.journal.accept([], held=member.work)
        except LeaseLostError:
            pass
        else:  # nobody has begun the same since
            assert all(self.begun[name] == member.name for name in member.work)
        member.work = {}

    def strike(self, which: int, event: str) -> None:
        member = self.members[which]
        if event == "sleep":
            member.asleep = True
        elif event == "wake":
            member.asleep = False
        elif event == "die":
            member.dead = True
        else:
            member.dead = member.asleep = False
            member.holding, member.work = None, {}


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["sleep", "wake", "die", "return"]), st.integers(1, 45)),
        max_size=12,
    )
)
def test_however_pollers_sleep_die_and_return_no_share_is_two_s_and_each_is_soon_somebody_s(tmp_path_factory, plan):
    simulation = Simulation(tmp_path_factory.mktemp("leases") / "archive.sqlite")
    for which, event, seconds in plan:
        simulation.strike(which, event)
        simulation.run(seconds)
    simulation.run(MINUTE)  # whatever died or slept is taken over within a minute ...
    held = [one.holds(at(simulation.clock)) for one in simulation.members if not (one.dead or one.asleep)]
    if held:
        assert set().union(*held) == {*SHARES, *JOB}
        counts = [len(names - set(JOB)) for names in held]
        assert max(counts) - min(counts) <= 1  # ... and fairly
    simulation.leases.close()
    simulation.journal.close()
