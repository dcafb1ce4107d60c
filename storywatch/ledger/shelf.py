"""A story's claims ready to be compared, kept from one article to the next: most of them are as they were.

It decides nothing: a look-up finds the same on a shelf that was just made. Bound: SHELVES stories, the latest used.
"""

import math
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from storywatch.knowledge import Knowledge
from storywatch.ledger.grid import Grid, Sought
from storywatch.ledger.names import Names
from storywatch.ledger.state import Claim, Ledger
from storywatch.ledger.wordings import Wording, prepare
from storywatch.messages import Proposition
from storywatch.names import fold_name

SHELVES = 16
"""Stories, about 3 MB each where the ledger is full: news comes in runs on few stories."""


class Rarities(dict[str, float]):
    """Feature → how rare it is among a story's claims: what most of them say counts for less."""

    def __init__(self, frequency: Mapping[str, int], many: int) -> None:
        self._frequency = frequency
        self.many = many
        """Claims that the story has."""
        self._by_frequency = [math.log2(1.0 + (many + 5.0) / (1.0 + held)) for held in range(many + 1)]
        self.all = np.array(self._by_frequency)
        """By how many claims have a feature."""

    def __missing__(self, feature: str) -> float:
        """Work it out when it is first asked for."""
        held = self._frequency.get(feature, 0)
        rarity = self._by_frequency[held]
        if held:  # what no claim has is not kept: there is no end of it
            self[feature] = rarity
        return rarity

    def renew(self, features: Iterable[str]) -> None:
        """Work out anew what may have become rarer or more common."""
        frequency, rarities = self._frequency, self._by_frequency
        for feature in features:
            if feature in frequency:
                self[feature] = rarities[frequency[feature]]
            else:
                self.pop(feature, None)


class Shelf:
    """Prepared claims by id, and the claims that hold a feature."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[Proposition, ...], list[Wording]]] = {}
        self._forms: dict[str, str] = {}
        """Folded form → the folded name that it stood for when a wording with it was prepared."""
        self._users: dict[str, set[str]] = defaultdict(set)
        """Folded form → the claims that use it."""
        self._grid = Grid()
        self.events: dict[str, set[str]] = defaultdict(set)
        """Event → the claims that tell of it."""
        self.frequency: Counter[str] = Counter()
        """Feature → how many claims have it."""
        self.rarities = Rarities(self.frequency, 0)
        self.terms: Counter[str] = Counter()
        """Term → how often claims have it as they were first worded."""
        self.held: Counter[str] = Counter()
        """Folded name → how many claims name it as they were first worded."""
        self._touched: set[str] = set()
        """Features that claims came with, or went with, since the rarities were worked out."""
        self._left: tuple[Ledger, Knowledge, Names] | None = None
        self._offered: dict[int, tuple[Wording, dict[str, str]]] = {}
        self._weighed = False
        """The grid knows how rare its features are by now."""

    def open(self, ledger: Ledger, knowledge: Knowledge) -> tuple[Names, bool]:
        """Give the names of a ledger, and whether they are those left here, moved on since; only once."""
        left, self._left = self._left, None
        if left is not None and left[0] is ledger and left[1] is knowledge:
            return left[2], True
        return Names(ledger.aliases, knowledge), False

    def leave(self, ledger: Ledger, knowledge: Knowledge, names: Names) -> None:
        """Take the names of a ledger that the next article most likely finds."""
        if names.lasting:
            self._left = ledger, knowledge, names

    def offer(self, wordings: Iterable[Wording], aliases: Mapping[str, str]) -> None:
        """Take what was prepared of claims that may be stocked next, in these names."""
        self._offered = {
            id(one.proposition): (one, {form: _stands_for(form, aliases) for form in _forms_of((one.proposition,))})
            for one in wordings
        }

    def stock(self, claims: Iterable[Claim], aliases: Mapping[str, str], moved: AbstractSet[str] | None = None) -> None:
        """Hold exactly these claims, in these names. `moved`: the only forms that may stand for others than before."""
        forms = self._forms.keys() if moved is None else self._forms.keys() & moved
        renamed = [form for form in forms if _stands_for(form, aliases) != self._forms[form]]
        for user in {user for form in renamed for user in self._users[form]}:
            self._take_down(user)
        wanted = {claim.id: claim.wordings for claim in claims}
        for gone in [name for name in self._kept if name not in wanted]:
            self._take_down(gone)
        for name, wordings in wanted.items():
            kept = self._kept.get(name)
            if kept is None:
                self._put_up(name, wordings, [], aliases)
            elif kept[0] is not wordings:
                same = kept[1] if kept[0] == wordings[: len(kept[0])] else []
                if len(same) < len(wordings):
                    self._take_down(name)
                    self._put_up(name, wordings, same, aliases)
                else:
                    self._kept[name] = (wordings, same)
        self._offered = {}
        if self.rarities.many == len(wanted):
            self.rarities.renew(self._touched)
        else:
            self.rarities = Rarities(self.frequency, len(wanted))
        self._touched = set()
        self._weighed = False

    def wordings(self, claim: str) -> list[Wording]:
        """Return a claim's wordings, prepared; none for one that is not here."""
        kept = self._kept.get(claim)
        return kept[1] if kept else []

    def sift(self, sought: Sequence[Sought]) -> list[list[str]]:
        """Give for each that is looked for the claims that can be near enough."""
        if not self._weighed:
            self._grid.weigh(self.rarities.all)
            self._weighed = True
        return self._grid.sift(sought)

    def _put_up(
        self, name: str, wordings: tuple[Proposition, ...], same: list[Wording], aliases: Mapping[str, str]
    ) -> None:
        prepared = [*same, *(self._prepare(wording, aliases) for wording in wordings[len(same) :])]
        features = _features_of(prepared)
        self._touched |= features
        self._grid.put(name, [one.features for one in prepared])
        self.frequency.update(features)
        for one in prepared:
            self.events[one.frame.event].add(name)
        self.terms.update(wordings[0].terms)
        self.held.update(prepared[0].names)
        for form in _forms_of(wordings):
            self._forms[form] = _stands_for(form, aliases)
            self._users[form].add(name)
        self._kept[name] = (wordings, prepared)

    def _prepare(self, proposition: Proposition, aliases: Mapping[str, str]) -> Wording:
        offered, forms = self._offered.get(id(proposition), (None, {}))
        still = offered is not None and offered.proposition is proposition
        if offered is None or not still or any(_stands_for(form, aliases) != name for form, name in forms.items()):
            return prepare(proposition, aliases)
        return offered

    def _take_down(self, name: str) -> None:
        kept = self._kept.pop(name, None)
        if kept is None:
            return
        features = _features_of(kept[1])
        self._touched |= features
        self._grid.drop(name, _discount(self.frequency, features))
        for event in {one.frame.event for one in kept[1]}:
            self.events[event].discard(name)
            if not self.events[event]:
                del self.events[event]
        _discount(self.terms, kept[0][0].terms)
        _discount(self.held, kept[1][0].names)
        for form in _forms_of(kept[0]):
            self._users[form].discard(name)
            if not self._users[form]:
                del self._users[form], self._forms[form]


def _discount(counted: Counter[str], gone: Iterable[str]) -> list[str]:
    """Count each once less; return those that are no more."""
    ended = []
    for one in gone:
        counted[one] -= 1
        if not counted[one]:
            del counted[one]
            ended.append(one)
    return ended


def _features_of(prepared: Iterable[Wording]) -> set[str]:
    return {feature for one in prepared for feature in one.features}


def _forms_of(wordings: Iterable[Proposition]) -> set[str]:
    return {fold_name(word) for one in wordings for word in (*one.names, *one.subject, *one.object)}


def _stands_for(form: str, aliases: Mapping[str, str]) -> str:
    """Give the folded name that a folded form stands for: all that a wording has of it."""
    name = aliases.get(form)
    return form if name is None else fold_name(name)


_shelves: OrderedDict[str, Shelf] = OrderedDict()


def shelf_of(story: str) -> Shelf:
    """Return the shelf that this process keeps of a story."""
    shelf = _shelves.pop(story, None) or Shelf()
    _shelves[story] = shelf
    while len(_shelves) > SHELVES:
        _shelves.popitem(last=False)
    return shelf
