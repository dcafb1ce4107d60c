"""The content that a verb takes: its clause, the clause that it is set into, an object with what follows it.

Knows nothing of which verbs attribute, nor of acts.
"""

from storywatch.language.statements.phrases import MAX_TOKENS, SUBJECTS, Phrases

_AGAINST = frozenset({"while", "whereas"})
_CONCEDING = frozenset({"although", "though"})
_COMPARING = frozenset({"compared", "despite", "versus"})
_TELLING_MORE = frozenset("as for with from over about like because than to on in of against".split())
"""Prepositions after an object by which more is said of it, if no time or occasion."""
_TIMES = frozenset({"time", "day", "week", "month", "year"})
_MARKS = frozenset({",", "''", "``", ":"})


class Contents:
    """Measures out contents in one tree."""

    __slots__ = ("phrases", "tree")

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.tree = phrases, phrases.tree

    def clause(self, i: int) -> int | None:
        """The content clause of several: the one after the cue, unless that before it ends on a comma or a mark."""
        tree = self.tree
        clauses = [k for k in tree.kids[i] if tree.dep[k] == "ccomp"]
        if len(clauses) > 1 and clauses[0] < i:
            last = tree.right(clauses[0])
            ended = last + 1 < tree.n and {tree.tag[last], tree.tag[last + 1]} & {",", "''", "``"}
            if not ended or tree.lower[tree.left(clauses[0])] in _AGAINST | _CONCEDING:
                return next((k for k in clauses if k > i), clauses[0])
        return clauses[0] if clauses else self._after_time(i)

    def _after_time(self, i: int) -> int | None:
        """*admitted for the first time that it leaks*, which parses take for a clause about the time."""
        tree = self.tree
        for k in tree.kids[i]:
            noun = tree.kid(k, "pobj") if k > i and tree.dep[k] == "prep" else None
            clause = tree.kid(noun, "relcl", "acl") if noun is not None and tree.lemma[noun] in _TIMES else None
            if clause is not None and tree.lower[tree.left(clause)] == "that" and self.is_finite(clause):
                return clause
        return None

    def question(self, i: int) -> int | None:
        """*asked in May if it was safe*, which parses take for a condition."""
        tree = self.tree
        for k in tree.kids[i]:
            mark = tree.kid(k, "mark") if k > i and tree.dep[k] == "advcl" else None
            if mark is not None and tree.lower[mark] in {"if", "whether"}:
                return k
        return None

    def is_clause(self, i: int, ccomp: int) -> bool:
        """A content clause has a verb of its own, or stands before its cue."""
        tree = self.tree
        return (
            tree.pos[ccomp] in {"VERB", "AUX"}
            or ccomp < i
            or tree.has(ccomp, "nsubj", "nsubjpass", "mark", "aux", "cop", "expl")
        )

    def is_finite(self, clause: int) -> bool:
        """Has the clause a verb that is bound to a time?"""
        tree = self.tree
        return tree.tag[clause] in {"VBD", "VBZ", "VBP"} or any(
            tree.dep[k] in {"aux", "auxpass"} and tree.tag[k] in {"MD", "VBD", "VBZ", "VBP"} for k in tree.kids[clause]
        )

    def told(self, i: int, clause: int) -> list[int]:
        """A clause without what the outlet sets against it: *said it was safe, while others said it was not*."""
        tree = self.tree
        content = self.phrases.whole(clause)
        for k in tree.kids[i]:  # *said her plan* and *would work*, which one parse has apart
            joined = tree.dep[k] == "ccomp" and k > clause > i and tree.left(k) == content[-1] + 1
            if joined and tree.lemma[k].lower() not in self.phrases.lexicon.clause:
                content += self.phrases.whole(k)
        for k in tree.kids[clause]:
            first = tree.left(k)
            if k > max(i, clause) and self._parts(k, first) and self.phrases.quotes.at(tree.start[first]) is None:
                joins = tree.dep[first - 1] == "cc"  # the *and* before it
                return [x for x in content if x < first - joins]
        return content

    def _parts(self, k: int, first: int) -> bool:
        """Does this phrase, which begins with token `first`, part from the content?"""
        tree = self.tree
        if tree.dep[k] == "conj":  # *and others warned that*: another's cue
            cues = self.phrases.lexicon.clause
            return tree.lemma[k].lower() in cues and tree.has(k, *SUBJECTS) and not tree.has(k, "mark")
        if tree.lower[first - 1] != ",":
            return False
        if tree.dep[k] == "advcl" and tree.lower[first] in _CONCEDING:  # *though she did not discuss it*
            return tree.lemma[k].lower() in self.phrases.lexicon.verbs
        return (tree.dep[k] == "advcl" and tree.lower[first] in _AGAINST) or (
            tree.dep[k] == "prep" and tree.lower[k] in _COMPARING
        )

    def around(self, i: int) -> list[int]:
        """*The plan, she said, will fail*, *As she noted, it failed*: the clause that the cue's own is set into."""
        tree = self.tree
        head = tree.head[i]
        inserted = tree.dep[i] in {"parataxis", "ccomp", "advcl"} and tree.pos[head] in {"VERB", "AUX", "NOUN"}
        mark = tree.kid(i, "mark")
        if not inserted or head == i or (mark is not None and tree.lower[mark] != "as"):
            return []
        if tree.right(head) - tree.left(head) > 2 * MAX_TOKENS:
            return []  # before it is copied: a sentence may have as many cues as words
        first, last = tree.left(i), tree.right(i)
        teller = tree.kid(head, *SUBJECTS) if tree.lemma[head].lower() in self.phrases.lexicon.clause else None
        if teller is not None and i < teller and first == tree.left(head):  # *It continues, she said*
            return []
        parted = tree.tag[first] in _MARKS or first == 0 or tree.tag[first - 1] in _MARKS
        if not parted and mark is not None and tree.dep[first - 1] == "cc":  # *But as she noted, it failed*
            return [k for k in self.phrases.whole(head) if k > last]
        if not parted and first != tree.left(head):
            return []
        return [k for k in self.phrases.whole(head) if not first <= k <= last]

    def object(self, i: int, dobj: int) -> list[int]:
        """The object with what is said of it: *praised her as a leader*."""
        last = self.tree.right(dobj) if dobj < i else self.reach(i, dobj)
        return list(range(self.tree.left(dobj), last + 1))

    def reach(self, i: int, k: int) -> int:
        """The last token of what follows `k` under the verb and still belongs to the content: no time, no new verb."""
        tree = self.tree
        last = tree.right(k)
        for x in tree.kids[i]:
            if x <= k or x < i or tree.space[x]:
                continue
            held = tree.dep[x] in {"oprd", "xcomp", "dobj", "acomp"} or (tree.dep[x] == "advcl" and tree.tag[x] == "VB")
            if not (held or (tree.dep[x] == "prep" and self._tells_more(x))):
                break
            last = max(last, tree.right(x))
        return last

    def _tells_more(self, preposition: int) -> bool:
        """*for its courage*, not *on Friday* or *in an interview*."""
        tree = self.tree
        noun = tree.kid(preposition, "pobj", "pcomp")
        if tree.lower[preposition] not in _TELLING_MORE or noun is None:
            return False
        return noun not in self.phrases.times and tree.lemma[noun].lower() not in self.phrases.lexicon.media
