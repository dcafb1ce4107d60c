"""Attributions by a verb, frame by frame. Knows nothing of quotation marks beyond a token's being in them.

The most telling frame comes first: what a person is urged to do, a that-clause, a clause that the cue is set into, an
infinitive, an object, what follows a preposition, and at last nothing: *declined to comment*.
"""

from storywatch.language.phrases import PASSIVE, SUBJECTS, Found, Phrases
from storywatch.messages import Act

_DEPTH = 3
"""Tokens between a verb and its preposition that still make one cue."""

_TELLING_MORE = frozenset("as for with from over about like because than to on in of against".split())
"""Prepositions after an object by which more is said of it, if no time or occasion."""


class VerbCues:
    """Reads the attribution of one verb."""

    __slots__ = ("lexicon", "phrases", "tree")

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.tree, self.lexicon = phrases, phrases.tree, phrases.lexicon

    def read(self, i: int) -> Found | None:  # noqa: C901, PLR0912 - one branch a frame
        tree, lexicon, phrases = self.tree, self.lexicon, self.phrases
        if phrases.quotes.at(tree.start[i]) is not None:
            return None
        lemma = tree.lemma[i].lower()
        particle = tree.kid(i, "prt")
        withheld = phrases.withheld(i)
        if particle is not None and withheld is None:
            whole = f"{lemma}_{tree.lower[particle]}"
            lemma = whole if whole in lexicon.object or whole in lexicon.person else lemma
        passive = tree.kid(i, *PASSIVE)
        if tree.tag[i] == "VBN" and passive is None and self._is_passive(i):
            passive = -1
        ccomp, xcomp = self._clause(i), tree.kid(i, "xcomp")
        if passive is not None:
            return self._passive(i, lemma, passive, ccomp, xcomp)
        if tree.tag[i] == "VBN" and tree.dep[i] == "acl":
            return self._participle(i, lemma)
        dobj = tree.kid(i, "dobj", "dative") if particle is None or "_" in lemma else None
        if lemma in lexicon.person and (found := self._person(i, lemma, dobj, ccomp, xcomp)):
            return found
        if dobj is not None and lemma in lexicon.withdrawing and tree.lemma[dobj].lower() in lexicon.reports:
            return self._withdrawn(i, lemma, dobj)
        if lemma in lexicon.clause or withheld:
            act = self._clause_act(lemma)
            if ccomp is not None and self._is_clause(i, ccomp):
                return phrases.make(i, lemma, act, "clause", phrases.whole(ccomp), ccomp)
            if (found := self._set_into(i, lemma, act)) is not None:
                return found
        if xcomp is not None and lemma in lexicon.seeming:
            return self._seeming(i, lemma, xcomp)
        if xcomp is not None and dobj is None and lemma in lexicon.infinitive and not phrases.withheld(xcomp):
            return phrases.make(i, lemma, lexicon.infinitive[lemma], "infinitive", phrases.whole(xcomp), xcomp)
        if dobj is not None and (lemma in lexicon.object or (withheld and lemma in lexicon.telling)):
            return phrases.make(i, lemma, lexicon.object.get(lemma, "assert"), "object", self._object(i, dobj), dobj)
        if lemma in lexicon.prepositions and (found := self._preposition(i, lemma)):
            return found
        if withheld or (lemma in lexicon.silent and tree.has(i, "neg")):
            return self._nothing_told(i, lemma)
        return None

    def _is_passive(self, i: int) -> bool:
        """*was told*, *Asked about it, she said*: a participle that its subject undergoes, though none is to be seen."""
        tree = self.tree
        return tree.has(i, "auxpass") or (tree.dep[i] == "advcl" and not tree.has(i, "aux", "dobj", *SUBJECTS))

    def _clause_act(self, lemma: str) -> Act:
        return self.lexicon.clause.get(lemma, ("assert",))[0]

    def _clause(self, i: int) -> int | None:
        """The content clause of several: the one after the cue, unless that before it ends on a comma or a mark."""
        tree = self.tree
        clauses = [k for k in tree.kids[i] if tree.dep[k] == "ccomp"]
        if len(clauses) > 1 and clauses[0] < i:
            last = tree.right(clauses[0])
            if last + 1 < tree.n and not {tree.tag[last], tree.tag[last + 1]} & {",", "''", "``"}:
                return next((k for k in clauses if k > i), clauses[0])
        return clauses[0] if clauses else None

    def _is_clause(self, i: int, ccomp: int) -> bool:
        """A content clause has a verb of its own, or stands before its cue."""
        tree = self.tree
        return (
            tree.pos[ccomp] in {"VERB", "AUX"}
            or ccomp < i
            or tree.has(ccomp, "nsubj", "nsubjpass", "mark", "aux", "cop", "expl")
        )

    def _person(self, i: int, lemma: str, dobj: int | None, ccomp: int | None, xcomp: int | None) -> Found | None:
        """*urged her to*, *accused them of*, *called it a sham*: the person and what follows."""
        tree = self.tree
        act = self.lexicon.person[lemma]
        clause = xcomp if xcomp is not None else ccomp
        if clause is not None and clause > i and not tree.has(clause, "mark") and not self._is_finite(clause):
            first = min(tree.left(clause), tree.left(dobj) if dobj is not None and dobj > i else tree.n)
            return self.phrases.make(i, lemma, act, "person", list(range(first, tree.right(clause) + 1)), clause)
        if dobj is None:
            return None
        for k in tree.kids[i]:
            named = tree.dep[k] in {"oprd", "attr"}
            if k > max(i, dobj) and (named or (tree.dep[k] == "prep" and tree.lower[k] in {"of", "for", "as", "to"})):
                below = tree.kid(k, "pcomp")
                first = tree.left(k) if tree.tag[dobj] == "WP" else tree.left(dobj)
                content = list(range(first, self._reach(i, k) + 1))
                return self.phrases.make(i, lemma, act, "person", content, dobj if below is None else below)
        return None

    def _is_finite(self, clause: int) -> bool:
        tree = self.tree
        return tree.tag[clause] in {"VBD", "VBZ", "VBP"} or any(
            tree.dep[k] in {"aux", "auxpass"} and tree.tag[k] in {"MD", "VBD", "VBZ", "VBP"} for k in tree.kids[clause]
        )

    def _object(self, i: int, dobj: int) -> list[int]:
        """The object with what is said of it: *praised her as a leader*."""
        last = self.tree.right(dobj) if dobj < i else self._reach(i, dobj)
        return list(range(self.tree.left(dobj), last + 1))

    def _reach(self, i: int, k: int) -> int:
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
        return noun not in self.phrases.times and tree.lemma[noun].lower() not in self.lexicon.media

    def _withdrawn(self, i: int, lemma: str, report: int) -> Found | None:
        """*Withdrew its report that the bridge was sound*: what the report said is the content, else the report."""
        tree = self.tree
        clause = next((k for k in tree.kids[report] if tree.dep[k] in {"acl", "ccomp", "relcl"} and k > report), None)
        head = report if clause is None else clause
        return self.phrases.make(i, lemma, "retract", "object", self.phrases.whole(head), head)

    def _by(self, i: int) -> int | None:
        agent = self.tree.kid(i, "agent")
        return self.tree.kid(agent, "pobj") if agent is not None else None

    def _passive(self, i: int, lemma: str, subject: int, ccomp: int | None, xcomp: int | None) -> Found | None:
        """*The plan was rejected by*, *is expected to*: the subject belongs to the content, the agent speaks."""
        tree, lexicon, phrases = self.tree, self.lexicon, self.phrases
        clause = xcomp if xcomp is not None else ccomp
        by = self._by(i)
        if clause is not None and (lemma in lexicon.clause or lemma in lexicon.person or lemma in lexicon.infinitive):
            act = (
                self._clause_act(lemma) if lemma in lexicon.clause
                else lexicon.person.get(lemma) or lexicon.infinitive[lemma]
            )  # fmt: skip
            content = phrases.whole(clause)
            own = (
                lemma in lexicon.informing
                or self._is_finite(clause)
                or not 0 <= subject < i
                or tree.dep[subject] == "expl"
            )
            if not own:
                content = [*phrases.whole(subject), *content]
            return phrases.make(i, lemma, act, "clause", content, clause, by=by, passive=True)
        if clause is None and lemma in lexicon.prepositions and (
            found := self._preposition(i, lemma, by, passive=True)
        ):  # fmt: skip
            return found
        if subject < 0 or lemma in lexicon.informing:
            return None
        if lemma in lexicon.person:
            for k in tree.kids[i]:
                if (tree.dep[k] == "prep" and tree.lower[k] in {"of", "for", "as"}) or tree.dep[k] == "oprd":
                    content = [*phrases.whole(subject), *phrases.whole(k)]
                    return phrases.make(
                        i, lemma, lexicon.person[lemma], "person", content, subject, by=by, passive=True
                    )
        act_of = lexicon.object.get(lemma)
        if act_of is not None and (by is not None or act_of not in {"assert", "assess"}):
            content = phrases.whole(subject)
            for k in tree.kids[i]:
                if k > i and tree.dep[k] == "prep" and tree.lower[k] in {"for", "as"}:
                    content += phrases.whole(k)
            return phrases.make(i, lemma, act_of, "object", content, subject, by=by, passive=True)
        return None

    def _participle(self, i: int, lemma: str) -> Found | None:
        """*a plan backed by the senate*, *a man accused of fraud*: the noun before it is (part of) the content."""
        tree, lexicon, phrases = self.tree, self.lexicon, self.phrases
        noun = tree.head[i]
        by = self._by(i)
        base = list(range(tree.left(noun), i))
        while base and tree.dep[base[-1]] == "punct":
            base.pop()
        for k in tree.kids[i]:
            if lemma in lexicon.person and tree.dep[k] == "prep" and tree.lower[k] == "of":
                content = [*base, *phrases.whole(k)]
                return phrases.make(i, lemma, lexicon.person[lemma], "person", content, noun, by=by, passive=True)
        if by is not None and lemma in lexicon.object:
            return phrases.make(i, lemma, lexicon.object[lemma], "object", base, noun, by=by, passive=True)
        return None

    def _set_into(self, i: int, lemma: str, act: Act) -> Found | None:
        """*The plan, she said, will fail*: the content is the clause that the cue is set into."""
        tree = self.tree
        head = tree.head[i]
        inserted = tree.dep[i] in {"parataxis", "ccomp", "advcl"} and tree.pos[head] in {"VERB", "AUX", "NOUN"}
        if not inserted or head == i or not tree.has(i, *SUBJECTS) or tree.has(i, "mark", "dobj"):
            return None
        first, last = tree.left(i), tree.right(i)
        marks = {",", "''", "``", ":"}
        if (
            tree.tag[first] not in marks
            and (first == 0 or tree.tag[first - 1] not in marks)
            and first != tree.left(head)
        ):
            return None
        content = [k for k in self.phrases.whole(head) if not first <= k <= last]
        return self.phrases.make(i, lemma, act, "clause", content, head)

    def _seeming(self, i: int, lemma: str, xcomp: int) -> Found | None:
        """*The bridge seems to hold*: nobody's view of the bridge, which belongs to the content."""
        subject = self.tree.kid(i, *SUBJECTS)
        content = ([] if subject is None else self.phrases.whole(subject)) + self.phrases.whole(xcomp)
        return self.phrases.make(i, lemma, "assess", "clause", content, xcomp, passive=True)

    def _preposition(self, i: int, lemma: str, by: int | None = None, *, passive: bool = False) -> Found | None:
        """*called for an inquiry*: the preposition is the cue's, what it governs the content."""
        tree = self.tree
        table = self.lexicon.prepositions[lemma]
        particle = tree.kid(i, "prt")
        for k in tree.kids[i]:
            if tree.dep[k] not in {"prep", "agent"} or k < i:
                continue
            name = tree.lower[k] if particle is None else f"{tree.lower[particle]} {tree.lower[k]}"
            act = table.get(name) or table.get(tree.lower[k])
            below = tree.kid(k, "pobj", "pcomp")
            if act is None or below is None:
                continue
            content = list(range(k + 1, self._reach(i, k) + 1))
            found = self.phrases.make(i, lemma, act, "preposition", content, below, by=by, passive=passive)
            if found is not None:
                more = {k} if k - i <= _DEPTH else set()
                found.cue = sorted({*found.cue, *more, *([particle] if particle is not None else [])})
            return found
        return None

    def _nothing_told(self, i: int, lemma: str) -> Found | None:
        """*declined to comment on X*, *did not respond to X*: what was asked, if the text has it."""
        tree = self.tree
        for k in tree.kids[i]:
            if k > i and tree.dep[k] == "prep" and tree.lower[k] in {"to", "on", "about", "for"}:
                below = tree.kid(k, "pobj", "pcomp")
                if below is not None:
                    content = list(range(k, tree.right(below) + 1))
                    return self.phrases.make(i, lemma, "decline", "told", content, below, empty=True)
        return self.phrases.make(i, lemma, "decline", "told", [], None, empty=True)
