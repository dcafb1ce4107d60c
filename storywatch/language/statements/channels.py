"""Through whom a statement reached the article, outermost first: *A reported that B, as he told C, said*.

Knows attributions and names; nothing of what is said. Whom somebody told it is a channel only where that is an outlet:
what a minister told the senate did not come through the senate.
"""

from collections.abc import Iterator

from storywatch.language.lexicon import Lexicon
from storywatch.language.names.entities import Names
from storywatch.language.page.quotes import Quotes
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.phrases import PASSIVE, SUBJECTS, Found
from storywatch.language.statements.speakers import Speaker
from storywatch.names import fold_name

_PASSING_ON = frozenset({"assert", "confirm", "assess"})
"""Acts that hand on what they hold; who denies that somebody said it does not."""

_TO = frozenset({"to", "with", "for", "by", "on"})


class Channels:
    """Finds the channels of one text's statements."""

    __slots__ = ("_lexicon", "_names", "_outlet", "_quotes", "_tree")

    def __init__(self, tree: Tree, names: Names, lexicon: Lexicon, quotes: Quotes, outlet: str) -> None:
        """`outlet`: the article's own, which is no channel."""
        self._tree, self._names, self._lexicon, self._quotes = tree, names, lexicon, quotes
        self._outlet = fold_name(outlet)

    def of(self, found: Found, own: Speaker, attributions: list[tuple[Found, Speaker]]) -> tuple[str, ...]:
        """Name the channels of a statement that `own` makes."""
        chain = [*self._holders(found, attributions), own.via, *self._quoting(found.verb), *self._told(found, own)]
        kept = dict.fromkeys(name for name in chain if name and name != own.entity)
        return tuple(name for name in kept if fold_name(name) != self._outlet)

    def _holders(self, found: Found, attributions: list[tuple[Found, Speaker]]) -> list[str]:
        """Speakers of the statements that hold this one, in one sentence or one quotation with it."""
        tree = self._tree
        mark = tree.kid(found.verb, "mark")
        if mark is not None and tree.lower[mark] == "as":
            return []  # *as the Courier reported* is set beside what it confirms
        quote = self._quotes.at(tree.start[found.verb])
        held: list[tuple[int, str]] = []
        for other, speaker in attributions:
            if other is found or not speaker.entity or other.act not in _PASSING_ON or not other.content:
                continue
            near = tree.sentence[other.verb] == tree.sentence[found.verb] or (
                quote is not None and quote in other.quoted
            )
            if near and other.content[0] <= found.verb <= other.content[-1] and found.verb in other.content:
                held.append((-len(other.content), speaker.entity))
        return [name for _, name in sorted(held)]

    def _quoting(self, verb: int) -> Iterator[str]:
        """*A quoted B as saying*, *B was quoted as saying by A*: whoever quotes."""
        tree = self._tree
        link = tree.head[verb]
        if (
            tree.dep[verb] != "pcomp"
            or tree.lower[link] != "as"
            or tree.lemma[tree.head[link]] not in {"quote", "cite"}
        ):
            return
        quoting = tree.head[link]
        if not tree.has(quoting, *PASSIVE) and not tree.has(quoting, "auxpass"):
            subject = tree.kid(quoting, *SUBJECTS)
            if subject is not None and (name := self._names.at(subject)):
                yield name
        for agent in (tree.kid(quoting, "agent"), tree.kid(verb, "agent", "prep")):
            if agent is not None and tree.lower[agent] == "by":
                yield from self._named(tree.kid(agent, "pobj"), told=False)

    def _told(self, found: Found, own: Speaker) -> Iterator[str]:
        """*told the Courier*, *said in an interview with the Courier*, *said, speaking to the Courier*."""
        tree = self._tree
        if tree.lemma[found.verb] in self._lexicon.speaking:
            unnamed = own.kind == "anonymous" and own.body is None  # who will not be named talks to the press
            for k in tree.kids[found.verb]:
                if tree.dep[k] in {"dobj", "dative"}:
                    yield from self._named(k, told=not (unnamed and self._may_print(k)))
        for k in (k for at in {found.verb, *found.cue} for k in tree.kids[at]):
            target = tree.kid(k, "pobj") if tree.dep[k] in {"prep", "dative"} else None
            if target is None:
                if tree.dep[k] == "advcl" and tree.lemma[k] in self._lexicon.speaking:
                    yield from self._along(k)
            elif tree.lower[k] == "to":
                yield from self._named(target)
            elif tree.lower[k] in {"in", "on", "during"} and tree.lemma[target] in self._lexicon.media:
                yield from (name for i in tree.kids[target] if i < target for name in self._named(i))
                yield from self._along(target)

    def _along(self, head: int) -> Iterator[str]:
        tree = self._tree
        for link in tree.kids[head]:
            if tree.dep[link] == "prep" and tree.lower[link] in _TO:
                yield from self._named(tree.kid(link, "pobj"))

    def _named(self, i: int | None, *, told: bool = True) -> Iterator[str]:
        """The name at a token: of an outlet, if it is one because it was `told`."""
        name = self._names.at(i) if i is not None else None
        if i is None or name is None or self._names.kind_at(i) != "organisation":
            return
        if not told or self._names.sort_of(name) == "outlet" or self._bears_masthead(name):
            yield name

    def _may_print(self, i: int) -> bool:
        """*two people told the Pilot*: it is no committee."""
        bodies = self._lexicon.institutions | self._lexicon.bodies | self._lexicon.companies
        return self._tree.lemma[i].lower() not in bodies and self._names.sort_of(self._names.at(i) or "") != "body"

    def _bears_masthead(self, name: str) -> bool:
        """*Northern Courier*: a name that ends as papers' and stations' do."""
        return self._names.sort_of(name) is None and fold_name(name).rpartition(" ")[2] in self._lexicon.mastheads
