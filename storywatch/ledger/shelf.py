"""A story's claims ready to be compared, kept from one article to the next: most of them are as they were.

It decides nothing: a look-up finds the same on a shelf that was just made. Bound: SHELVES stories, the latest used.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from storywatch.knowledge import Knowledge
from storywatch.ledger.grid import Grid
from storywatch.ledger.names import Names
from storywatch.ledger.state import Claim, Ledger
from storywatch.ledger.wordings import Wording, prepare
from storywatch.messages import Proposition
from storywatch.names import fold_name

SHELVES = 16
"""Stories, about 3 MB each where the ledger is full: news comes in runs on few stories."""


_Kept = tuple[tuple[Proposition, ...], list[Wording], set[str]]
"""A claim's wordings, the same prepared, and the folded forms in them."""


class Left(Struct, frozen=True):
    """What an article leaves beside its ledger."""

    ledger: Ledger
    knowledge: Knowledge
    names: Names
    stirred: tuple[str, ...]
    """Ids of the claims that it put, and of those that went."""


class Shelf:
    """Prepared claims by id, and the claims that hold a feature."""

    def __init__(self) -> None:
        self.grid = Grid()
        self._kept: dict[str, _Kept] = {}
        self._forms: dict[str, str] = {}
        """Folded form → the folded name that it stood for when a wording with it was prepared."""
        self._users: dict[str, set[str]] = defaultdict(set)
        """Folded form → the claims that use it."""
        self.events: dict[str, set[str]] = defaultdict(set)
        """Event → the claims that tell of it."""
        self.terms: Counter[str] = Counter()
        """Term → how often claims have it as they were first worded."""
        self.held: Counter[str] = Counter()
        """Folded name → how many claims name it as they were first worded."""
        self._left: Left | None = None
        self._offered: dict[int, tuple[Wording, dict[str, str]]] = {}

    def open(self, ledger: Ledger, knowledge: Knowledge) -> Left | None:
        """Give what was left here of this very ledger, only once: an article that fails leaves nothing."""
        left, self._left = self._left, None
        return left if left is not None and left.ledger is ledger and left.knowledge is knowledge else None

    def leave(self, left: Left) -> None:
        """Take what the story's next article most likely begins with."""
        self._left = left if left.names.lasting else None

    def offer(self, wordings: Iterable[Wording], aliases: Mapping[str, str]) -> None:
        """Take what was prepared of claims that may be stocked next, in these names."""
        self._offered = {
            id(one.proposition): (one, {form: _stands_for(form, aliases) for form in _forms_of((one.proposition,))})
            for one in wordings
        }

    def stock(self, claims: Mapping[str, Claim], aliases: Mapping[str, str], since: Left | None = None) -> None:
        """Hold exactly these claims, by id, in these names. `since`: what may be other than when last asked."""
        forms = self._forms.keys() if since is None else self._forms.keys() & since.names.moved
        renamed = [form for form in forms if _stands_for(form, aliases) != self._forms[form]]
        users = dict.fromkeys(user for form in renamed for user in self._users[form])
        for user in users:
            self._take_down(user)
        for name in {**users, **dict.fromkeys((*self._kept, *claims) if since is None else since.stirred)}:
            self._bring(name, claims.get(name), aliases)
        self._offered = {}
        self.grid.settle()

    def _bring(self, name: str, claim: Claim | None, aliases: Mapping[str, str]) -> None:
        """Bring one claim to its present state."""
        kept = self._kept.get(name)
        if claim is None:
            self._take_down(name)
        elif kept is None:
            self._put_up(name, claim.wordings, [], aliases)
        elif kept[0] is not claim.wordings:
            wordings = claim.wordings
            same = kept[1] if kept[0] == wordings[: len(kept[0])] else []
            if len(same) < len(wordings):
                self._take_down(name)
                self._put_up(name, wordings, same, aliases)
            else:
                self._kept[name] = (wordings, same, kept[2])

    def wordings(self, claim: str) -> list[Wording]:
        """Return a claim's wordings, prepared; none for one that is not here."""
        kept = self._kept.get(claim)
        return kept[1] if kept else []

    def _put_up(
        self, name: str, wordings: tuple[Proposition, ...], same: list[Wording], aliases: Mapping[str, str]
    ) -> None:
        prepared = [*same, *(self._prepare(wording, aliases) for wording in wordings[len(same) :])]
        self.grid.put(name, [one.features for one in prepared])
        for one in prepared:
            self.events[one.frame.event].add(name)
        self.terms.update(wordings[0].terms)
        self.held.update(prepared[0].frame.names)
        forms = _forms_of(wordings)
        for form in forms:
            self._forms[form] = _stands_for(form, aliases)
            self._users[form].add(name)
        self._kept[name] = (wordings, prepared, forms)

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
        self.grid.drop(name, [one.features for one in kept[1]])
        for event in {one.frame.event for one in kept[1]}:
            self.events[event].discard(name)
            if not self.events[event]:
                del self.events[event]
        _discount(self.terms, kept[0][0].terms)
        _discount(self.held, kept[1][0].frame.names)
        for form in kept[2]:
            self._users[form].discard(name)
            if not self._users[form]:
                del self._users[form], self._forms[form]


def _discount(counted: Counter[str], gone: Iterable[str]) -> None:
    for one in gone:
        counted[one] -= 1
        if not counted[one]:
            del counted[one]


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
