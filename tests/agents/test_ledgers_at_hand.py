"""A ledger at hand beside its Table is what the Table has: never ahead of it, and gone when it is dealt anew."""

import asyncio
import json

import pytest

import agents.shelf
from agents.shelf import AT_HAND, Shelf
from agents.table import VALUES
from storywatch.ledger import Ledger, LedgerPolicy, to_json, to_plain
from tests.agents.chain import Kept


class Table(Kept):
    """A Table that counts how often it is read."""

    def __init__(self, changelog):
        super().__init__("ledgers", changelog)
        self.reads = 0

    def get(self, key):
        self.reads += 1
        return super().get(key)


@pytest.fixture
def table(monkeypatch):
    async def put(table, changes):
        for key, value in changes.items():
            if value is None:
                table.data.pop(key, None)
            else:
                table.data[key] = VALUES.loads(VALUES.dumps(value))

    monkeypatch.setattr(agents.shelf, "put", put)
    return Table({"s1": json.dumps(to_plain(Ledger(story="s1", applied=("a1:1",))))})


@pytest.fixture
def shelf(table):
    return Shelf(None, table, LedgerPolicy())


def plain(ledger):
    return json.loads(json.dumps(to_plain(ledger)))


def find(shelf, story="s1"):
    return asyncio.run(shelf.find(story))


def keep(shelf, *applied):
    before = find(shelf)
    asyncio.run(shelf.keep(before, Ledger(story="s1", applied=applied), applied[-1], ()))


def test_a_ledger_is_read_once_and_found_as_it_was_kept_last(shelf, table):
    assert find(shelf) == find(shelf) == Ledger(story="s1", applied=("a1:1",))
    assert table.reads == 1
    keep(shelf, "a1:1", "a2:1")
    assert find(shelf).applied == ("a1:1", "a2:1")
    assert table.reads == 1
    assert table.data["s1"] == plain(find(shelf))


def test_what_the_table_has_counts_when_it_was_dealt_anew(shelf, table):
    keep(shelf, "a1:1", "a2:1")
    table.data["s1"] = to_plain(Ledger(story="s1", applied=("a1:1", "a3:1")))
    for recover in table.recovered:
        asyncio.run(recover())
    assert find(shelf).applied == ("a1:1", "a3:1")


def test_a_ledger_that_was_not_written_is_not_at_hand(shelf, monkeypatch):
    async def refuse(table, changes):
        raise ConnectionError

    monkeypatch.setattr(agents.shelf, "put", refuse)
    with pytest.raises(ConnectionError):
        keep(shelf, "a1:1", "a2:1")
    assert find(shelf).applied == ("a1:1",)


def test_few_ledgers_are_at_hand(shelf, table):
    table.data |= {f"s{number}": to_plain(Ledger(story=f"s{number}")) for number in range(2, AT_HAND + 2)}
    for number in range(1, AT_HAND + 2):
        find(shelf, f"s{number}")
    table.reads = 0
    find(shelf, f"s{AT_HAND + 1}")
    assert table.reads == 0
    find(shelf, "s1")
    assert table.reads == 1


def test_written_json_goes_into_a_table_as_it_is():
    ledger = Ledger(story="s1", aliases={"orlan": "Orlan"})
    assert VALUES.dumps(to_json(ledger)) == to_json(ledger)
    assert VALUES.loads(to_json(ledger)) == plain(ledger)


def test_a_ledger_at_hand_is_of_its_partition_whoever_else_s_this_worker_has(shelf, table, monkeypatch):
    parts = {0: table.data, 1: {"s2": to_plain(Ledger(story="s2", applied=("b1:1",)))}}

    def turn_to(partition):
        table.data = parts[partition]
        monkeypatch.setattr(agents.shelf, "partition_in_hand", lambda: partition)

    turn_to(1)
    assert find(shelf, "s2") is not None
    turn_to(0)
    assert find(shelf, "s1") is not None
    asyncio.run(shelf.merge("s1", "s2"))  # on s1's partition, where s2 is not
    assert set(table.data) == {"s1"}
    turn_to(1)
    assert find(shelf, "s2").folded == ()
    assert find(shelf, "s1") is None
