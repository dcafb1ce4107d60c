"""Attributions whose content is a verb's object: *criticised the plan*, *addressed the concerns*, *it angered her*.

Which objects a verb must have to state something: what people say and plan for one, a person or words for another.
Knows nothing of clauses and prepositions.
"""

from storywatch.language.statements.beings import can_feel, can_speak, is_somebody
from storywatch.language.statements.clauses import Contents
from storywatch.language.statements.phrases import SUBJECTS, Found, Phrases

_REASONS = frozenset({"for", "over", "as"})
"""What follows a verb of words that could be one of blows."""

_ADDRESSED = frozenset({"PERSON", "ORG"})
"""Whom a verb of words falls on; places and peoples are struck."""

_CALLING = frozenset({"compound", "appos", "nmod"})
"""What stands beside a name and says who that is: *Minister Mott*, *Mott, the minister*."""

_GOT = frozenset({"dobj", "oprd", "attr"})
"""Relations of what somebody is given, or denied."""

_TOPICS = frozenset({"against", "about", "on", "to"})
_COUNTING = frozenset("series string flurry barrage volley set number slew host wave raft round lot".split())
"""Nouns that only count what comes behind *of*."""


class ObjectCues:
    """Reads what a verb states of its object."""

    __slots__ = ("contents", "lexicon", "phrases", "tree")

    def __init__(self, phrases: Phrases, contents: Contents) -> None:
        self.phrases, self.tree, self.lexicon, self.contents = phrases, phrases.tree, phrases.lexicon, contents

    def read(self, i: int, lemma: str, dobj: int | None) -> Found | None:
        """*criticised the plan*, *did not disclose the cost*."""
        act = self.lexicon.object.get(lemma)
        if act is None and self.phrases.withheld(i) and lemma in self.lexicon.telling:
            act = "assert"
        if act is None or dobj is None:
            return None
        if not self.phrases.withheld(i) and not self._is_said(i, lemma, dobj):
            return None
        return self.phrases.make(i, lemma, act, "object", self.contents.object(i, dobj), dobj)

    def _is_said(self, i: int, lemma: str, dobj: int) -> bool:
        """Is the verb one of words with this subject and this object?"""
        lexicon = self.lexicon
        if lexicon.object.get(lemma) == "deny" and is_somebody(self.tree, lexicon, dobj):
            return False  # *contradicting the mayor*: what she said is not told here
        if lemma in lexicon.striking and not self._falls_on_words(i, dobj):
            return False
        voicing, issuing = lemma in lexicon.voicing, lemma in lexicon.issuing
        if (voicing or issuing or lemma in lexicon.foreground) and not self._has_speaker(i):
            return False
        if not voicing and not issuing:
            return True
        told = self._counted(dobj)
        return (voicing and self._is_voiced(told)) or (issuing and self._tells(i, told))

    def _has_speaker(self, i: int) -> bool:
        """*they raised the question*: what raises it otherwise, *the delay raised questions*, does not speak."""
        subject = self.phrases.subject(i)
        return subject is not None and can_speak(self.tree, self.lexicon, self.phrases.stands_for(subject))

    def _counted(self, noun: int) -> int:
        """*a series of questions*: the questions."""
        tree = self.tree
        of = tree.kid(noun, "prep") if tree.lemma[noun].lower() in _COUNTING else None
        return noun if of is None else tree.kid(of, "pobj") or noun

    def _is_voiced(self, noun: int) -> bool:
        """*addressed the concerns*: is the object what people say, think or plan?"""
        lexicon, lemma = self.lexicon, self.tree.lemma[noun].lower()
        return any(lemma in words for words in (lexicon.matters, lexicon.nouns, lexicon.reports, lexicon.plans))

    def _tells(self, i: int, noun: int) -> bool:
        """*issued a letter condemning it*, *filed a suit against it*: a message, and what it says is told.

        A clause that is reported in so many words is its own verb's: *issued a letter saying that*.
        """
        tree, lexicon = self.tree, self.lexicon
        if tree.lemma[noun].lower() not in lexicon.messages:
            return False
        for k in (*tree.kids[noun], *tree.kids[i]):
            if k > noun and tree.dep[k] in {"acl", "relcl"}:
                return tree.lemma[k].lower() not in lexicon.clause or not tree.has(k, "ccomp")
            topic = tree.lower[k] in _TOPICS and tree.head[k] == noun
            if k > noun and tree.dep[k] == "prep" and (topic or tree.lower[k] == "against"):
                return True
        return False

    def withdrawn(self, i: int, lemma: str, report: int | None) -> Found | None:
        """*Withdrew its report that the bridge was sound*: what the report said is the content, else the report."""
        tree = self.tree
        if i + 1 < tree.n and tree.lower[i + 1] == "back":  # which parses take for an adverb
            lemma = f"{tree.lemma[i].lower()}_back"
        if (
            report is None
            or lemma not in self.lexicon.withdrawing
            or tree.lemma[report].lower() not in self.lexicon.reports
        ):
            return None
        clause = next((k for k in tree.kids[report] if tree.dep[k] in {"acl", "ccomp", "relcl"} and k > report), None)
        head = report if clause is None else clause
        return self.phrases.make(i, lemma, "retract", "object", self.phrases.whole(head), head)

    def felt(self, i: int, lemma: str, dobj: int | None) -> Found | None:
        """*The plan angered miners*: they feel so, and what they feel it about is the subject."""
        tree, phrases = self.tree, self.phrases
        subject = tree.kid(i, *SUBJECTS)
        if (
            lemma not in self.lexicon.moving
            or dobj is None
            or subject is None
            or not can_feel(tree, self.lexicon, dobj)
        ):
            return None
        content = phrases.whole(subject)
        return phrases.make(i, lemma, "assess", "object", content, subject, by=dobj, passive=True)

    def is_deed(self, i: int, lemma: str, thing: int | None, *, passive: bool = False) -> bool:
        """*dismissed the minister*, *dismissed Mott as minister*: who holds an office is removed: no view is stated.

        Nor by *denied her bail*, *admitted the refugees*, *confirmed her as envoy*, or, of a court, her sentence.
        """
        if thing is None:
            return False
        if self._withholds(i, lemma, thing, passive=passive) or self._lets_be(i, lemma, thing):
            return True
        if lemma not in self.lexicon.removing:
            return False
        tree, offices = self.tree, self.lexicon.offices
        links = [k for k in tree.kids[i] if k > i and tree.dep[k] == "prep" and tree.lower[k] == "as"]
        if links:
            return any(tree.lemma[k].lower() in offices for link in links for k in tree.kids[link])
        if passive and can_feel(tree, self.lexicon, thing):
            return True
        called = [thing, *(k for k in tree.kids[thing] if tree.dep[k] in _CALLING)]
        return any(tree.lemma[k].lower() in offices for k in called)

    def _withholds(self, i: int, lemma: str, thing: int, *, passive: bool) -> bool:
        """*denied her bail*, *was denied bail*, *denied a visa to the minister*: it is not given, nothing said."""
        tree = self.tree
        if lemma not in self.lexicon.withholding_from:
            return False
        if tree.lemma[thing].lower() in self.lexicon.grants:
            return True
        got = next((k for k in tree.kids[i] if k > i and tree.dep[k] in _GOT and k != thing), None)
        if got is None or tree.lemma[got].lower() in self.lexicon.reports:
            return False
        return passive or tree.dep[thing] == "dative" or can_feel(tree, self.lexicon, thing)

    def _lets_be(self, i: int, lemma: str, thing: int) -> bool:
        """*admitted 400 refugees*, *confirmed Mott as envoy*, and *confirmed his sentence* of a court."""
        tree, lexicon = self.tree, self.lexicon
        if lemma in lexicon.letting_in:
            return can_feel(tree, lexicon, thing) or tree.lemma[thing].lower() in lexicon.entrants
        if lemma not in lexicon.appointing:
            return False
        subject = self.phrases.subject(i)
        court = subject is not None and tree.lemma[subject].lower() in lexicon.judging
        if court and tree.lemma[thing].lower() in lexicon.sentences:
            return True
        if not any(first <= thing < after and label == "PERSON" for first, after, label in tree.ents):
            return False
        links = [k for k in tree.kids[i] if k > i and tree.dep[k] == "prep" and tree.lower[k] == "as"]
        return any(tree.lemma[k].lower() in lexicon.offices for link in links for k in tree.kids[link])

    def _falls_on_words(self, i: int, dobj: int) -> bool:
        """*attacked the plan*, *attacked her*, *attacked the board over it*: no blow, as *attacked the convoy* is."""
        tree, lexicon, lemma = self.tree, self.lexicon, self.tree.lemma[dobj].lower()
        known = (lexicon.reports, lexicon.plans, lexicon.offices, lexicon.persons)
        if tree.pos[dobj] == "PRON" or any(lemma in words for words in known):
            return True
        labels = {label for first, after, label in tree.ents if first <= dobj < after}
        reason = any(tree.dep[k] == "prep" and tree.lower[k] in _REASONS for k in tree.kids[i])
        return reason or bool(labels & _ADDRESSED)
