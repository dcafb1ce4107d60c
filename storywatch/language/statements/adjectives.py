"""Attributions by an adjective that somebody is: *is confident that*, *was critical of*, *are frustrated by the delay*.

Participles that tell a feeling are read here too: who undergoes them is who has it. Knows nothing of verbs' frames.
"""

from itertools import takewhile

from storywatch.language.statements.phrases import PASSIVE, SUBJECTS, Found, Phrases
from storywatch.messages import Act

_LEADING: dict[Act, frozenset[str]] = {
    "assess": frozenset({"of", "about", "with", "by", "at", "over"}),
    "commit": frozenset({"to"}),
    "support": frozenset({"of", "about", "to", "toward", "towards"}),
    "oppose": frozenset({"of", "about", "to", "toward", "towards", "with"}),
    "assert": frozenset({"of", "about", "on"}),
    "confirm": frozenset({"about"}),
}
"""Prepositions that lead to what such an adjective is about, besides those of its own: *interested_in*."""
_DEGREES = frozenset({"so", "too", "enough"})
_NOBODY = frozenset({"it", "there", "this", "that", "what"})


class AdjectiveCues:
    """Reads the attribution of one adjective or participle."""

    __slots__ = ("phrases", "tree")

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.tree = phrases, phrases.tree

    def read(self, i: int) -> Found | None:
        """Read what the adjective attributes, if somebody is said to be it."""
        tree, phrases = self.tree, self.phrases
        be = self._copula(i)
        subject = None if be is None else self._bearer(i, be)
        if be is None or subject is None or tree.lower[subject] in _NOBODY or phrases.quotes.at(tree.start[i]):
            return None
        if self._is_supposed(be):
            return None
        told = self._told(i, be)
        if told is None:
            return None
        below, link, act = told
        joined = tree.dep[i] == "conj"  # *were angry and wary of it*
        cue = {*range(tree.left(i), i + 1)} if joined else {*phrases.cue(be), *range(be, i + 1)}
        cue.update([] if link is None else [link])
        if link is None and self._speaks(below):
            cue.update(range(i + 1, below + 1))
        speaker = [k for k in phrases.speaker(subject) if k not in cue]
        whole = [k for k in phrases.whole(below) if k not in cue and k not in speaker]
        content = phrases.tidy(self._before_outcome(i, whole))
        if not content or not speaker:
            return None
        standing = phrases.stands_for(subject)
        return Found(i, tree.lower[i], act, "adjective", sorted(cue), speaker, content, below, standing)

    def _copula(self, i: int) -> int | None:
        """The verb that says somebody is it, or the participle itself: *was shocked*, *Shocked by it, she left*."""
        tree = self.tree
        head = tree.head[i]
        if tree.dep[i] == "conj" and tree.dep[head] == "acomp" and tree.pos[i] == "ADJ":
            head = tree.head[head]
        if tree.dep[i] in {"acomp", "conj"} and tree.lemma[head] in self.phrases.lexicon.copulas:
            return head
        apart = tree.dep[i] == "advcl" and not tree.has(i, "mark", "aux", "dobj", *SUBJECTS)
        return i if apart or (tree.tag[i] == "VBN" and tree.has(i, "auxpass") and tree.has(i, *PASSIVE)) else None

    def _bearer(self, i: int, be: int) -> int | None:
        tree = self.tree
        apart = be == i and not tree.has(i, *PASSIVE)
        return self.phrases.subject(tree.head[i] if apart else be)

    def _is_supposed(self, be: int) -> bool:
        """*to be wary of it*, *voters who are wary of it*: no statement but part of another's."""
        tree = self.tree
        above = tree.lemma[tree.head[be]].lower()
        raised = tree.dep[be] == "xcomp" and above in self.phrases.lexicon.raising
        if not raised and any(tree.dep[k] == "aux" and tree.tag[k] == "TO" for k in tree.kids[be]):
            return True
        subject = tree.kid(be, *SUBJECTS, *PASSIVE) if tree.dep[be] == "relcl" else None
        return subject is not None and tree.tag[subject] in {"WP", "WDT"} and tree.lower[subject - 1] != ","

    def _told(self, i: int, be: int) -> tuple[int, int | None, Act] | None:
        """Head of what it is about, the preposition that leads there, and the act."""
        tree = self.tree
        table = self.phrases.lexicon.adjectives[tree.lower[i]]
        act = table.get("")
        for k in tree.kids[i] if be == i else [*tree.kids[i], *tree.kids[be]]:
            if k <= i:
                continue
            if tree.dep[k] in {"prep", "agent"}:
                below, link = tree.kid(k, "pobj", "pcomp"), tree.lower[k]
                usual = act is not None and link in _LEADING.get(act, ())
                done = table.get(link) or (act if usual else None)
                counted = below is None or below in self.phrases.times or tree.pos[below] in {"NUM", "SYM"}
                if below is not None and done is not None and not counted and tree.lower[below] != "%":
                    return below, k, done
            elif act is not None and self._says(i, k, act):
                return k, None, act
        return None

    def _says(self, i: int, clause: int, act: Act) -> bool:
        """A that-clause, a question, what one is willing to do; *is sure to rain* and *so wary that* tell no view."""
        tree = self.tree
        if tree.dep[clause] == "xcomp":
            found = act == "commit" and tree.has(i, "auxpass")  # *was determined to be*
            return tree.head[clause] == i and not found and tree.lower[i] not in self.phrases.lexicon.foreseen
        outcome = any(tree.lower[k] in _DEGREES for k in tree.kids[i])
        return tree.dep[clause] == "ccomp" and not outcome and (tree.head[clause] == i or tree.has(clause, "mark"))

    def _before_outcome(self, i: int, content: list[int]) -> list[int]:
        """*so wary of the dam that they left*: what comes of it is no part of what they are wary of."""
        tree = self.tree
        if any(tree.lower[k] == "so" for k in tree.kids[i]):
            return list(takewhile(lambda k: tree.lower[k] != "that", content))
        return content

    def _speaks(self, clause: int) -> bool:
        """*were quick to point out that*: the cue goes on to what they are quick to do."""
        tree = self.tree
        return tree.lemma[clause].lower() in self.phrases.lexicon.clause and tree.has(clause, "ccomp", "dobj")
