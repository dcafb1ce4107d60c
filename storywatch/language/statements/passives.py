"""Attributions by a verb in the passive: *was rejected by the senate*, *is expected to*, *Asked about it*.

Who undergoes the verb belongs to the content, or hears it; who speaks stands after *by*, or nowhere.
"""

from storywatch.language.statements.beings import can_speak
from storywatch.language.statements.clauses import Contents
from storywatch.language.statements.phrases import PASSIVE, SUBJECTS, Found, Phrases

_TOLD_OF_NOBODY = frozenset({"confirm", "deny", "retract"})
"""Acts of a passive that says something though nobody is named: *the leak was confirmed*."""

_UNSEEN = -1
"""In place of the token of a subject that is not to be seen."""


class PassiveCues:
    """Reads the attribution of one participle."""

    __slots__ = ("contents", "lexicon", "phrases", "tree")

    def __init__(self, phrases: Phrases, contents: Contents) -> None:
        self.phrases, self.tree, self.lexicon, self.contents = phrases, phrases.tree, phrases.lexicon, contents

    def subject(self, i: int) -> int | None:
        """Who undergoes the verb, `_UNSEEN` where that is not said; None where the verb is no passive."""
        tree = self.tree
        subject = tree.kid(i, *PASSIVE)
        if subject is not None or tree.tag[i] != "VBN":
            return subject
        alone = tree.dep[i] == "advcl" and not tree.has(i, "aux", "dobj", *SUBJECTS)
        return _UNSEEN if alone or tree.has(i, "auxpass") else None

    def read(self, i: int, lemma: str, subject: int) -> Found | None:
        """Read the passive of a verb whose subject is known."""
        tree, lexicon = self.tree, self.lexicon
        by = self._by(i)
        clause = tree.kid(i, "xcomp")
        clause = self.contents.clause(i) if clause is None else clause
        clause = self.contents.question(i) if clause is None and lemma in lexicon.asking else clause
        if clause is not None and (lemma in lexicon.clause or lemma in lexicon.person or lemma in lexicon.infinitive):
            return self._clause(i, lemma, subject, clause, by)
        if subject == _UNSEEN and by is not None and lemma in lexicon.clause and (content := self.contents.around(i)):
            act, head = lexicon.clause[lemma][0], tree.head[i]
            return self.phrases.make(i, lemma, act, "clause", content, head, by=by, passive=True)
        if subject == _UNSEEN or lemma in lexicon.informing:
            return None
        if lemma in lexicon.person and (found := self._person(i, lemma, subject, by)) is not None:
            return found
        return self._object(i, lemma, subject, by)

    def participle(self, i: int, lemma: str) -> Found | None:
        """*the plan, backed by the senate*, *a man accused of fraud*: the noun before it is (part of) the content.

        Without a comma it only tells which one: *a video posted by the mayor*.
        """
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
        if by is None or not self._is_said(lemma, by) or phrases.is_background(i, lemma):
            return None
        first = min([i, *(k for k in tree.kids[i] if tree.dep[k] == "advmod")])
        if lemma in lexicon.object and tree.tag[first - 1] in {",", ":"}:
            return phrases.make(i, lemma, lexicon.object[lemma], "object", base, noun, by=by, passive=True)
        return None

    def _is_said(self, lemma: str, by: int | None) -> bool:
        """*was rejected by the senate*, not *was belied by the figures*, nor a verb that needs a certain object."""
        lexicon = self.lexicon
        if lemma in lexicon.voicing or lemma in lexicon.issuing:
            return False
        return by is None or can_speak(self.tree, lexicon, by)

    def _by(self, i: int) -> int | None:
        agent = self.tree.kid(i, "agent")
        return self.tree.kid(agent, "pobj") if agent is not None else None

    def _clause(self, i: int, lemma: str, subject: int, clause: int, by: int | None) -> Found | None:
        tree, lexicon, phrases = self.tree, self.lexicon, self.phrases
        acts = lexicon.clause.get(lemma)
        act = acts[0] if acts else lexicon.person.get(lemma) or lexicon.infinitive[lemma]
        content = phrases.whole(clause)
        hears = lemma in lexicon.informing or lemma in lexicon.asking
        if not (hears or self.contents.is_finite(clause) or not 0 <= subject < i or tree.dep[subject] == "expl"):
            content = [*phrases.whole(subject), *content]
        return phrases.make(i, lemma, act, "clause", content, clause, by=by, passive=True)

    def _person(self, i: int, lemma: str, subject: int, by: int | None) -> Found | None:
        tree, phrases = self.tree, self.phrases
        for k in tree.kids[i]:
            if (tree.dep[k] == "prep" and tree.lower[k] in {"of", "for", "as"}) or tree.dep[k] == "oprd":
                content = [*phrases.whole(subject), *phrases.whole(k)]
                act = self.lexicon.person[lemma]
                return phrases.make(i, lemma, act, "person", content, subject, by=by, passive=True)
        return None

    def _object(self, i: int, lemma: str, subject: int, by: int | None) -> Found | None:
        tree, phrases = self.tree, self.phrases
        act = self.lexicon.object.get(lemma)
        if act is None or not self._is_said(lemma, by) or (by is None and act not in _TOLD_OF_NOBODY):
            return None
        content = phrases.whole(subject)
        for k in tree.kids[i]:
            if k > i and tree.dep[k] == "prep" and tree.lower[k] in {"for", "as"}:
                content += phrases.whole(k)
        return phrases.make(i, lemma, act, "object", content, subject, by=by, passive=True)
