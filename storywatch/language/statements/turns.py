"""Attributions by a verb and its noun in one: *took aim at the plan*, *has little faith in it*, *is a critic of it*.

The noun says what is done, the verb only whose it is: the pack lists such turns. Knows nothing of nouns alone.
"""

from storywatch.language.statements.phrases import MAX_TOKENS, Found, Phrases
from storywatch.messages import Act

_CLAUSES = frozenset({"ccomp", "acl", "relcl", "xcomp", "advcl"})
_ASKING = frozenset({"whether", "how", "why", "what", "who", "if"})


class TurnCues:
    """Reads the attribution of one noun with the verb that it completes."""

    __slots__ = ("phrases", "tree")

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.tree = phrases, phrases.tree

    def read(self, i: int) -> Found | None:
        """Read what the turn attributes, if noun and verb are one."""
        tree, phrases = self.tree, self.phrases
        verb = tree.head[i]
        if tree.dep[i] not in {"dobj", "attr"} or verb > i or phrases.quotes.at(tree.start[i]) is not None:
            return None
        owner = tree.kid(i, "poss")
        if owner is not None and tree.pos[owner] != "PRON":
            return None
        told = self._told(i, verb)
        subject = None if told is None else phrases.subject(verb)
        if told is None or subject is None:
            return None
        head, link, act = told
        inner = tree.dep[verb] == "acl" and tree.head[verb] == subject  # *a man taking aim at it*
        said = {k for k in phrases.speaker(subject) if tree.tag[k] != "POS" and not (inner and k >= verb)}
        cue = {*phrases.cue(verb), *range(verb, i + 1), *([] if link is None else [link])}.difference(said)
        content = phrases.tidy([k for k in phrases.whole(head) if k not in said and k not in cue])
        if not content or not said or len(content) > MAX_TOKENS:
            return None
        standing = phrases.stands_for(subject)
        return Found(i, tree.lemma[i], act, "noun", sorted(cue), sorted(said), content, head, standing)

    def _told(self, i: int, verb: int) -> tuple[int, int | None, Act] | None:
        """Head of what the turn is about, the preposition that leads there, and the act."""
        tree = self.tree
        table = self.phrases.lexicon.turns[tree.lemma[i]]
        name = tree.lemma[verb].lower()
        for k in (*tree.kids[i], *tree.kids[verb]):
            if k < i:
                continue
            below, link = self._link(k)
            act = None if below is None else table.get(f"{name} {link}")
            if below is not None and act is not None and below not in self.phrases.times:
                return below, k if below != k else None, act
        return None

    def _link(self, k: int) -> tuple[int | None, str]:
        """What *k* tells and by which word: a preposition, *to_do* for an infinitive, *that* for a clause."""
        tree = self.tree
        if tree.dep[k] in {"prep", "agent", "dative"} and tree.pos[k] in {"ADP", "SCONJ", "PART"}:
            return tree.kid(k, "pobj", "pcomp"), tree.lower[k]
        if tree.dep[k] not in _CLAUSES:
            return None, ""
        mark = tree.kid(k, "mark")
        first = tree.lower[tree.left(k)] if mark is None else tree.lower[mark]
        if first == "that" or (tree.dep[k] == "ccomp" and mark is None) or first in _ASKING:
            return (k if self._is_told(k) else None), "that"
        infinitive = any(tree.dep[x] == "aux" and tree.tag[x] == "TO" for x in tree.kids[k])
        return (k, "to_do") if infinitive and tree.dep[k] != "relcl" else (None, "")

    def _is_told(self, clause: int) -> bool:
        """Not of *the view that he holds*, which tells whose view it is."""
        tree = self.tree
        return not any(
            tree.lower[k] in {"that", "which", "who"} and tree.dep[k] in {"dobj", "nsubj", "nsubjpass", "pobj"}
            for k in tree.kids[clause]
        )
