"""Attributions by a verb, frame by frame. Knows nothing of quotation marks beyond a token's being in them.

The most telling frame comes first: what a person is urged to do, a that-clause, a clause that the cue is set into, an
infinitive, an object, what follows a preposition, and at last nothing: *declined to comment*. How far a content runs
is for clauses.py to say; passives have a reader of their own.
"""

from storywatch.language.statements.beings import can_speak
from storywatch.language.statements.clauses import Contents
from storywatch.language.statements.objects import ObjectCues
from storywatch.language.statements.passives import PassiveCues
from storywatch.language.statements.phrases import SUBJECTS, Found, Phrases
from storywatch.messages import Act

_LINKS = frozenset({"on", "upon", "as", "for"})
_DEPTH = 3
"""Tokens between a verb and its preposition that still make one cue."""


_SET_OFF = frozenset({",", "—", "–"})
"""Marks that set a relative clause off."""

_MANNER = frozenset("quickly fast faster enough adequately properly effectively aggressively promptly swiftly".split())
"""How somebody responds who does so by deeds."""
_REGRETTING = frozenset({"apologise", "apologize"})
_DOING = frozenset({"by", "in", "besides"})
"""What leads from what somebody did to what they said by it."""


class VerbCues:
    """Reads the attribution of one verb."""

    __slots__ = ("contents", "lexicon", "objects", "passives", "phrases", "tree")

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.tree, self.lexicon = phrases, phrases.tree, phrases.lexicon
        self.contents = Contents(phrases)
        self.objects = ObjectCues(phrases, self.contents)
        self.passives = PassiveCues(phrases, self.contents)

    def read(self, i: int) -> Found | None:
        """Read what the verb attributes, if it does."""
        tree, phrases = self.tree, self.phrases
        if phrases.quotes.at(tree.start[i]) is not None:
            return None
        lemma = phrases.name(i)
        undergoing = self.passives.subject(i)
        if undergoing is not None:
            if self.objects.is_deed(i, lemma, undergoing, passive=True):
                return None
            found = self.passives.read(i, lemma, undergoing)
            return found if found is not None else self._preposition(i, lemma, passive=True)
        if tree.tag[i] == "VBN" and tree.dep[i] == "acl":
            return self.passives.participle(i, lemma)
        dobj = self._dobj(i, lemma)
        if self.objects.is_deed(i, lemma, dobj):
            return None
        return (
            self._with_link(self._person(i, lemma, dobj))
            or self.objects.withdrawn(i, lemma, dobj)
            or self._made_clear(i)
            or self._clause(i, lemma)
            or self._seeming(i, lemma)
            or self._stance(i, lemma, dobj)
            or self._nothing_told(i, lemma)
            or self.objects.felt(i, lemma, dobj)
        )

    def _stance(self, i: int, lemma: str, dobj: int | None) -> Found | None:
        """What is done to a thing, or is meant to be done, unless that only tells which ones or when."""
        silent = dobj is None and lemma in self.lexicon.silent and self.phrases.withheld(i) is not None
        if silent or self._only_describes(i):
            return None
        if self.phrases.is_background(i, lemma):
            return None
        return self._infinitive(i, lemma, dobj) or self.objects.read(i, lemma, dobj) or self._preposition(i, lemma)

    def _only_describes(self, i: int) -> bool:
        """*people who backed the plan*, *after rejecting it*, *made her back it*: no statement but part of another's.

        A comma sets a relative clause off as one.
        """
        tree = self.tree
        if self.phrases.ranked(i) is not None:
            return False
        if self._goes_with_deed(i) or self._bears(i):
            return False
        if tree.dep[i] in {"pcomp", "acl"} or (tree.dep[i] == "ccomp" and tree.head[i] < i):
            return True
        subject = tree.kid(i, *SUBJECTS) if tree.dep[i] == "relcl" else None
        return subject is not None and tree.tag[subject] in {"WP", "WDT"} and tree.lower[subject - 1] not in _SET_OFF

    def _goes_with_deed(self, i: int) -> bool:
        """*ended by criticising the plan*, *with miners backing it*: what somebody says in doing something else."""
        tree = self.tree
        link = tree.head[i]
        if tree.dep[i] != "pcomp" or tree.tag[i] != "VBG" or tree.dep[link] != "prep":
            return False
        if tree.has(i, *SUBJECTS):
            return tree.lower[link] == "with"
        return tree.lower[link] in _DOING and tree.pos[tree.head[link]] in {"VERB", "AUX"}

    def _bears(self, i: int) -> bool:
        """*a statement condemning the plan*, *miners opposing it*."""
        tree, lexicon = self.tree, self.lexicon
        if tree.dep[i] != "acl" or tree.tag[i] != "VBG" or self.phrases.name(i) in lexicon.foreground:
            return False
        noun = tree.head[i]
        lemma = tree.lemma[noun].lower()
        return lemma in lexicon.media or lemma in lexicon.messages or can_speak(tree, lexicon, noun)

    def _dobj(self, i: int, lemma: str) -> int | None:
        """The verb's object, if its particle leaves it one."""
        tree = self.tree
        if "_" not in lemma and tree.has(i, "prt"):
            return None
        return tree.kid(i, "dobj", "dative") or self._free_relative(i, lemma) or self._shifted(i, lemma)

    def _shifted(self, i: int, lemma: str) -> int | None:
        """*Dismissed as baseless reports that it was sold*: parses take what is dismissed for what it is called."""
        tree = self.tree
        link = i + 1
        if lemma not in self.lexicon.rejecting or link >= tree.n or tree.lower[link] != "as" or tree.head[link] != i:
            return None
        noun = tree.kid(link, "pobj")
        if noun is None or tree.lemma[noun].lower() not in self.lexicon.reports:
            return None
        return noun if any(tree.dep[k] == "amod" for k in tree.kids[noun]) else None

    def _free_relative(self, i: int, lemma: str) -> int | None:
        """*condemned what she called a sham*: no clause that is said, but a thing."""
        clause = (
            self.tree.kid(i, "ccomp") if lemma not in self.lexicon.clause and lemma in self.lexicon.object else None
        )
        return clause if clause is not None and self.tree.lower[self.tree.left(clause)] == "what" else None

    def _person(self, i: int, lemma: str, dobj: int | None) -> Found | None:
        """*urged her to*, *accused them of*, *called it a sham*: the person and what follows."""
        tree = self.tree
        act = self.lexicon.person.get(lemma)
        if act is None:
            return None
        clause = tree.kid(i, "xcomp")
        if clause is not None and dobj is None and lemma in self.lexicon.infinitive and not tree.has(clause, *SUBJECTS):
            return None  # *wants to rebuild it* herself
        clause = self.contents.clause(i) if clause is None else clause
        if clause is not None and i + 1 < tree.n and tree.dep[i + 1] == "prep" and tree.tag[clause] == "VB":
            act = self.lexicon.prepositions.get(lemma, {}).get(tree.lower[i + 1], act)  # *called on her to resign*
        if clause is not None and clause > i and not tree.has(clause, "mark") and not self.contents.is_finite(clause):
            first = min(tree.left(clause), tree.left(dobj) if dobj is not None and dobj > i else tree.n)
            return self.phrases.make(i, lemma, act, "person", list(range(first, tree.right(clause) + 1)), clause)
        if dobj is None:
            return None
        for k in tree.kids[i]:
            named = tree.dep[k] in {"oprd", "attr"}
            if k > max(i, dobj) and (named or (tree.dep[k] == "prep" and tree.lower[k] in {"of", "for", "as", "to"})):
                below = tree.kid(k, "pcomp")
                first = tree.left(k) if tree.tag[dobj] == "WP" else tree.left(dobj)
                content = list(range(first, self.contents.reach(i, k) + 1))
                return self.phrases.make(i, lemma, act, "person", content, dobj if below is None else below)
        return None

    def _with_link(self, found: Found | None) -> Found | None:
        """*called on the mayor to resign*, *whom it blames for it*: a preposition right after the verb is its."""
        k = self.tree.n if found is None else found.verb + 1
        if found is not None and k < self.tree.n and self.tree.dep[k] == "prep" and self.tree.lower[k] in _LINKS:
            found.cue = sorted({*found.cue, k})
            asked = self.tree.kid(k, "pobj")
            whom = [] if asked is None else self.phrases.whole(asked)
            found.content = sorted({*found.content, *whom}.difference([k], found.speaker))
        return found

    def _made_clear(self, i: int) -> Found | None:
        """*made it clear that the bridge is safe*."""
        tree = self.tree
        act = self.lexicon.clause.get(f"{tree.lemma[i].lower()}_clear")
        clear = next((k for k in tree.kids[i] if tree.lower[k] == "clear" and k > i), None)
        if act is None or clear is None:
            return None
        below = (k for k in (*tree.kids[i], *tree.kids[clear]) if k > clear and tree.dep[k] in {"ccomp", "advcl"})
        clause = next((k for k in below if tree.dep[k] == "ccomp" or tree.lower[tree.left(k)] == "that"), None)
        if clause is None:
            return None
        found = self.phrases.make(i, "make_clear", act[0], "clause", self.contents.told(i, clause), clause)
        if found is not None:
            found.cue = sorted({*found.cue, *range(i, clear + 1)})
        return found

    def _clause(self, i: int, lemma: str) -> Found | None:
        """*said that*, *she said, ...*, *asked whether*."""
        tree, lexicon, contents = self.tree, self.lexicon, self.contents
        if lemma not in lexicon.clause and not self.phrases.withheld(i):
            return None
        act: Act = lexicon.clause.get(lemma, ("assert",))[0]
        clause = contents.clause(i)
        if clause is None and lemma in lexicon.asking:
            clause = contents.question(i)
        if clause is not None and contents.is_clause(i, clause):
            return self.phrases.make(i, lemma, act, "clause", contents.told(i, clause), clause)
        hearer = tree.kid(i, "dobj", "dative")
        if not tree.has(i, *SUBJECTS) or (hearer is not None and lemma not in lexicon.informing):
            return None
        content = contents.around(i)
        return self.phrases.make(i, lemma, act, "clause", content, tree.head[i]) if content else None

    def _seeming(self, i: int, lemma: str) -> Found | None:
        """*The bridge seems to hold*: nobody's view of the bridge, which belongs to the content."""
        tree = self.tree
        if lemma not in self.lexicon.seeming or tree.dep[i] in {"relcl", "pcomp"}:
            return None
        subject = tree.kid(i, *SUBJECTS)
        below = tree.kid(i, "xcomp")
        if below is None and subject is not None and tree.lower[subject] == "it":  # *It seems that it holds*
            below, subject = tree.kid(i, "ccomp"), None
        if below is None:
            return None
        content = ([] if subject is None else self.phrases.whole(subject)) + self.phrases.whole(below)
        return self.phrases.make(i, lemma, "assess", "clause", content, below, passive=True)

    def _infinitive(self, i: int, lemma: str, dobj: int | None) -> Found | None:
        """*plans to*, *supports raising*."""
        clause = self.tree.kid(i, "xcomp")
        act = self.lexicon.infinitive.get(lemma)
        if clause is None or dobj is not None or act is None or self.phrases.withheld(clause):
            return None
        return self.phrases.make(i, lemma, act, "infinitive", self.phrases.whole(clause), clause)

    def _preposition(self, i: int, lemma: str, *, passive: bool = False) -> Found | None:
        """*called for an inquiry*: the preposition is the cue's, what it governs the content."""
        tree = self.tree
        table = self.lexicon.prepositions.get(tree.lemma[i].lower())
        if table is None:
            return None
        particle = tree.kid(i, "prt")
        for k in tree.kids[i]:
            link, below = self._link(k)
            if k < i or below is None or link is None or below in self.phrases.times:  # *reported on Monday*
                continue
            name = tree.lower[link] if particle is None else f"{tree.lower[particle]} {tree.lower[link]}"
            act = table.get(name) or table.get(tree.lower[link])
            if act is None:
                continue
            content = [x for x in range(tree.left(k), self.contents.reach(i, k) + 1) if x != link]
            found = self.phrases.make(i, lemma, act, "preposition", content, below, passive=passive)
            if found is not None:
                self._regret(found, below)
                more = {link} if link - i <= _DEPTH else set()
                found.cue = sorted({*found.cue, *more, *([particle] if particle is not None else [])})
            return found
        return None

    def _regret(self, found: Found, told: int) -> None:
        """*Apologised for reporting that he had left*, *for its report that*: what was reported is taken back."""
        if found.act != "confirm":
            return
        lemma, lexicon = self.tree.lemma[told].lower(), self.lexicon
        own = lemma in lexicon.reports and self.tree.has(told, "poss")
        clause = self.tree.kid(told, "ccomp", *(("acl",) if own else ()))
        said = lemma in lexicon.reported | lexicon.saying | lexicon.publishing or "assert" in lexicon.clause.get(
            lemma, ()
        )
        if clause is not None and (own or said):
            found.act, found.head = "retract", clause
        elif found.lemma in _REGRETTING and self.tree.pos[told] == "NOUN" and lemma not in lexicon.reports:
            found.act = "assess"  # *apologised for the flood*: that there was one is no news

    def _link(self, k: int) -> tuple[int | None, int | None]:
        """The preposition and what it governs: *for an inquiry*, and the clause of *for him to resign*."""
        tree = self.tree
        if tree.dep[k] in {"prep", "agent"}:
            return k, tree.kid(k, "pobj", "pcomp")
        if tree.dep[k] in {"advcl", "xcomp", "ccomp"}:
            return tree.kid(k, "mark"), k
        return None, None

    def _nothing_told(self, i: int, lemma: str) -> Found | None:
        """*declined to comment on X*, *did not respond to X*: what was asked, if the text has it."""
        tree = self.tree
        if not self.phrases.withheld(i) and not (lemma in self.lexicon.silent and tree.has(i, "neg")):
            return None
        if any(tree.dep[k] == "advmod" and tree.lower[k] in _MANNER for k in tree.kids[i]):
            return None  # *did not respond quickly to the flood*
        for k in tree.kids[i]:
            if k > i and tree.dep[k] == "prep" and tree.lower[k] in {"to", "on", "about", "for"}:
                below = tree.kid(k, "pobj", "pcomp")
                if below is not None:
                    content = list(range(k, tree.right(below) + 1))
                    if tree.lower[k] == "to" and k == i + 1 and not self.phrases.withheld(i):
                        return self._answered(i, k, lemma, below)
                    return self._undone(i, self.phrases.make(i, lemma, "decline", "told", content, below, empty=True))
        return self._undone(i, self.phrases.make(i, lemma, "decline", "told", [], None, empty=True))

    def _answered(self, i: int, link: int, lemma: str, below: int) -> Found | None:
        """*did not respond to the request*: the preposition is the cue's."""
        found = self.phrases.make(i, lemma, "decline", "told", self.phrases.whole(below), below, empty=True)
        if found is not None:
            found.cue = sorted({*found.cue, link})
        return found

    def _undone(self, i: int, found: Found | None) -> Found | None:
        """*declined to comment*: what was not done is the content of declining."""
        if found is not None and self.phrases.withheld(i):
            first = next((k for k in self.tree.kids[i] if self.tree.dep[k] == "aux" and k < i), i)
            found.cue, undone = [k for k in found.cue if k < first], [k for k in found.cue if k >= first]
            found.content = sorted({*undone, *found.content})
        return found
