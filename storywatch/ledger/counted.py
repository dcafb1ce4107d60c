"""What a figure counts, reduced to what figures are compared by: event, kind, group, place, unit. Knows no values."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from msgspec import Struct

from storywatch.ledger.senses import sense
from storywatch.ledger.wordfiles import Forms, read_words

MEASURED = 0.3
"""Share of their words that two measures in one unit must have in common."""


class Words(Struct, frozen=True):
    """The data file: lemma → what it stands for."""

    events: dict[str, str]
    befallen: frozenset[str]
    taking: frozenset[str]
    sureness: dict[str, str]
    same: dict[str, str]
    anybody: frozenset[str]
    groups: frozenset[str]
    counters: frozenset[str]
    polls: frozenset[str]
    plain: frozenset[str]
    kinds: frozenset[str]
    apart: frozenset[str]
    incidents: frozenset[str]
    harms: frozenset[str]
    lengths: frozenset[str]
    units: dict[str, tuple[str, float]]
    zeros: dict[str, float]
    lowering: Forms
    raising: Forms
    running: Forms
    ceilings: Forms
    wholes: Forms


class Count(Struct, frozen=True):
    """What is counted."""

    head: str
    """What befalls people (*die*), else the noun."""
    event: bool
    unit: str
    marks: frozenset[str]
    """What two counts have to agree in: group, kind, how sure."""
    words: frozenset[str]
    """All else, by sense."""
    where: frozenset[str]
    """Folded names of places."""
    thing: str = ""
    """What it befell, where that is nobody: *rockets*."""

    @property
    def befell(self) -> bool:
        """What befell somebody, or was done to some of it: on one day so many, on another so many."""
        words = load_words()
        return (self.event and self.head in words.incidents) or not self.marks.isdisjoint(words.apart)

    @property
    def measured(self) -> bool:
        """Oil, land, a length of time; money and percent are said of anything."""
        return self.unit.partition("/")[0] not in {"", "%", "$", "€", "£", "¥"}


@cache
def load_words() -> Words:
    """Read the data file."""
    return read_words("counted.toml", Words)


def reduce_count(what: tuple[str, ...], unit: str, where: tuple[str, ...], fold: Callable[[str], str]) -> Count:
    """Reduce what a figure counts; `fold` gives the ledger's form of a place's name."""
    return _reduce(what, unit, where, tuple(map(fold, where)) if where else ())


@lru_cache(maxsize=10_000)  # every figure is held against all of its story's
def _reduce(what: tuple[str, ...], unit: str, where: tuple[str, ...], folded: tuple[str, ...]) -> Count:
    words = load_words()
    events = [words.events[word] for word in what if word in words.events]
    if "life" in what and not words.taking.isdisjoint(what):
        events.append(words.events["die"])
    order = list(dict.fromkeys(words.events.values()))
    head = min(events, key=order.index, default="")
    marks = {word for word in what if word in words.groups or word in words.kinds}
    marks |= {words.sureness[word] for word in what if word in words.sureness}
    marks |= {one for word in what if unit for one in (word, sense_of(word, words))} & words.apart
    marks |= {words.events.get(word, word) for word in what if word in words.befallen} - {head}
    places = frozenset(folded)
    spoken = {part for name in where for part in name.lower().split()}
    rest = [
        sense_of(word, words)
        for word in what
        if word not in words.events
        and not (unit and not words.apart.isdisjoint({word, sense_of(word, words)}))
        and word not in words.anybody | words.groups | words.kinds | words.plain
        and word not in words.sureness
        and word not in spoken
    ]
    if events and not unit:
        thing = rest[0] if rest and what[0] not in words.befallen and sense_of(what[0], words) == rest[0] else ""
        return Count(head, True, unit, frozenset(marks), frozenset(rest), places, thing)
    head = rest[0] if rest else (what[0] if what else "")
    return Count(head, False, unit, frozenset(marks), frozenset(rest), places)


def sense_of(word: str, words: Words) -> str:
    """Give the word that stands for all that say the same where things are counted."""
    return words.same.get(word) or sense(word)


def is_same_count(one: Count, other: Count, are_of_names: Callable[[AbstractSet[str]], bool]) -> bool:
    """Do they count the same, wherever it is? A word more narrows it: *youth unemployment* is not *unemployment*.

    Only of a name less may be said the second time: *the stake in Calder Rail*, *the stake*.
    """
    if one.unit != other.unit or one.event != other.event or one.marks != other.marks:
        return False
    if one.event:
        return one.head == other.head and one.thing == other.thing
    if one.measured:  # the unit says what kind of thing it is; *oil* or *cover* says of what
        both, either = one.words & other.words, one.words | other.words
        least = 2 if one.unit in load_words().lengths else 1
        return len(both) >= max(least, MEASURED * len(either))
    # The head is one of the words: a noun by itself (*two steps*) is too little to be followed.
    less, more = (one.words, other.words) if len(one.words) < len(other.words) else (other.words, one.words)
    known = len(less) + len(one.marks & load_words().groups)
    return (
        bool(less)
        and known > 1
        and one.head == other.head
        and less <= more
        and (less == more or are_of_names(more - less))
    )


def is_of_one_sort(one: Count, other: Count) -> bool:
    """Tell whether an incident of the one may be one of the other: who is killed here, somebody is hurt there."""
    if not (one.event and other.event):
        return one.unit == other.unit and one.marks == other.marks
    return one.head == other.head or {one.head, other.head} <= load_words().harms


def is_same_place(one: Count, other: Count) -> bool:
    """Are they counted in the same places, as far as both say (*the Gulf*, *the Gulf of Mexico*)?

    What is measured is one thing whether or not its place is said; people are counted place by place.
    """
    if not one.where or not other.where:
        return one.where == other.where or one.measured
    return all(any(_is_part(a, b) for b in other.where) for a in one.where) and len(one.where) == len(other.where)


def _is_part(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    return words <= others or others <= words


def is_lowered(text: str) -> bool:
    """Tell whether fewer than before are those of now: *lowered the number of dead to 11*, *six are still missing*."""
    return load_words().lowering.search(text)


def is_raised(text: str) -> bool:
    """Tell whether a sentence says that a count has grown: *climbed to five*, *six have now died*."""
    return load_words().raising.search(text)


def convert(value: float, unit: str, wanted: str) -> float | None:
    """Turn a value into another unit, rates too (*gallon/day*); None where the two measure different things."""
    if unit == wanted:
        return value
    base, _, per = unit.partition("/")
    goal, _, goal_per = wanted.partition("/")
    if per != goal_per:
        return None
    units, zeros = load_words().units, load_words().zeros
    if base in units and units[base][0] == goal:
        return (value - zeros.get(base, 0.0)) * units[base][1]
    if goal in units and units[goal][0] == base:
        return value / units[goal][1] + zeros.get(goal, 0.0)
    return None
