"""Refusals to say, told of somebody or by somebody: *had no comment on it*, *said it could not confirm it*.

Knows the forms; which words they are made of is the lexicon's. Who refuses is not known here.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.kernels import NO, is_negated
from storywatch.language.statements.negation import is_cue_negated
from storywatch.language.statements.phrases import SUBJECTS, Found, Phrases

_OWN = frozenset({"i", "we", "he", "she", "it", "they"})
"""Subjects of a content that stand for its speaker."""
_FIRST = frozenset({"i", "we"})
_MODALS = frozenset({"can", "ca", "could", "will", "wo", "would", "'d", "’d", "shall", "sha"})
_WOULD = frozenset({"would", "'d", "’d"})
_QUESTIONS = frozenset("what when where who whom whose which why how whether if".split())
_GIVING = frozenset({"have", "make", "give", "offer", "provide", "release", "share", "supply"})
"""Verbs whose object is the answer."""
_JUDGING = frozenset("know judge determine predict guess estimate put quantify assess gauge conclude".split())
"""What it is *too early* to do, besides telling."""
_UNHEARD = frozenset({"comment", "response", "reply", "reaction", "answer", "confirmation", "statement"})
"""What has not come from somebody who was asked."""
_ABOUT = frozenset({"on", "about", "of", "for", "as", "regarding", "concerning", "into"})


def keeps_silent(tree: Tree, lexicon: Lexicon, head: int) -> bool:
    """Tell whether a content, by its clause's head, says that its speaker does not tell."""
    if _is_too_soon(tree, lexicon, head) or _is_bare(tree, lexicon, head):
        return True
    subject = tree.kid(head, "nsubj")
    if subject is None or tree.lower[subject] not in _OWN:
        return False
    if _withholds(tree, lexicon, head, first=tree.lower[subject] in _FIRST) or _has_nothing(tree, lexicon, head):
        return True
    return _cannot(tree, lexicon, head) is not None


def _is_too_soon(tree: Tree, lexicon: Lexicon, head: int) -> bool:
    """*It is too early to say*, *the situation is too fluid to tell*."""
    how = next((k for k in tree.kids[head] if any(tree.lower[x] == "too" for x in tree.kids[k])), None)
    if how is None:
        return False
    below = (k for k in (*tree.kids[how], *tree.kids[head]) if k > how and tree.dep[k] in {"xcomp", "advcl", "ccomp"})
    return any(tree.tag[k] == "VB" and tree.lemma[k].lower() in lexicon.telling | _JUDGING for k in below)


def _is_bare(tree: Tree, lexicon: Lexicon, head: int) -> bool:
    """*"No comment."*"""
    noun = head + 1 if tree.lower[head] == "no" else head  # parses hang the one on the other, or both on the verb
    if noun == tree.n or tree.lemma[noun] not in lexicon.details or tree.lower[noun - 1] != "no":
        return False
    return not any(tree.pos[k] not in {"PUNCT", "SPACE"} for k in tree.kids[noun] if k != noun - 1)


def _withholds(tree: Tree, lexicon: Lexicon, head: int, *, first: bool) -> bool:
    """*Would not comment*, *cannot say when*, *is not going to speculate*; *we do not discuss it* of oneself alone."""
    if not is_negated(tree, head):
        return False
    going = tree.kid(head, "xcomp") if tree.lower[head] == "going" else None
    verb = head if going is None else going
    lemma = tree.lemma[verb].lower()
    refuses = going is not None or any(tree.dep[k] == "aux" and tree.lower[k] in _MODALS for k in tree.kids[head])
    habit = first and any(tree.dep[k] == "aux" and tree.tag[k] == "VBP" for k in tree.kids[head])
    if lemma in {"say", "tell"} and _says_that(tree, verb):
        return False  # *"I wouldn't say it has failed"*
    if lemma in lexicon.silent | lexicon.guarded:
        return refuses or (habit and lemma not in {"say", "tell"})  # *we do not say that it leaks*
    return refuses and lemma in _GIVING and _answer(tree, lexicon, verb) is not None


def _says_that(tree: Tree, verb: int) -> bool:
    """What would not be said is a clause, and no question: it is a view of it."""
    clause = tree.kid(verb, "ccomp")
    if clause is None or clause < verb:
        return False
    opens = {tree.lower[k] for k in range(verb + 1, clause)}
    return opens.isdisjoint(_QUESTIONS)


def _answer(tree: Tree, lexicon: Lexicon, verb: int) -> int | None:
    """The object that would have been an answer: *comment*, *the details of it*."""
    noun = tree.kid(verb, "dobj")
    return noun if noun is not None and tree.lemma[noun].lower() in lexicon.details else None


def _has_nothing(tree: Tree, lexicon: Lexicon, verb: int) -> int | None:
    """*Had no comment*, *gave no details*, *has nothing to add*: the noun, or *nothing*."""
    if tree.lemma[verb].lower() not in _GIVING:
        return None
    noun = _answer(tree, lexicon, verb)
    if noun is not None and any(tree.lower[k] in NO for k in tree.kids[noun]):
        return noun
    nothing = tree.kid(verb, "dobj")
    if nothing is None or tree.lower[nothing] != "nothing":
        return None
    more = tree.kid(nothing, "relcl", "acl", "xcomp")
    return nothing if more is not None and tree.lemma[more] in {"add", "say"} else None


def _cannot(tree: Tree, lexicon: Lexicon, be: int) -> int | None:
    """*Is unable to confirm*, *is not in a position to say*: what cannot be told, by its verb."""
    if tree.lemma[be] not in lexicon.copulas:
        return None
    negated = is_negated(tree, be)
    able = tree.kid(be, "acomp")
    link = tree.kid(be, "prep") if able is None else None
    if able is not None and tree.lower[able] == ("able" if negated else "unable"):
        verb = tree.kid(able, "xcomp")
    elif link is not None and tree.lower[link] == "in" and negated:
        place = tree.kid(link, "pobj")
        verb = tree.kid(place, "relcl", "acl") if place is not None and tree.lower[place] == "position" else None
    else:
        return None
    if verb is None or tree.lemma[verb].lower() not in lexicon.telling | lexicon.guarded:
        return None
    gives = tree.lemma[verb].lower() in _GIVING
    return verb if not gives or _answer(tree, lexicon, verb) is not None else None


class SilenceCues:
    """Reads what the text tells of somebody's refusal to say, where no verb of saying stands."""

    __slots__ = ("lexicon", "phrases", "tree")

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.tree, self.lexicon = phrases, phrases.tree, phrases.lexicon

    def read(self, i: int) -> Found | None:
        """Read the refusal that a verb tells, if it tells one of somebody."""
        tree = self.tree
        lemma = tree.lemma[i].lower()
        if lemma not in _GIVING and lemma not in {"be", "stop", "draw", "return", "say"}:
            return None
        if self.phrases.quotes.at(tree.start[i]) is not None:
            return None
        if (unheard := self._unheard(i, lemma)) is not None:
            return unheard
        if not self._is_told(i):
            return None
        if (noun := _has_nothing(tree, self.lexicon, i)) is not None:
            return self._about(i, noun, range(i, noun + 1))
        if (verb := _cannot(tree, self.lexicon, i)) is not None:
            content = list(range(tree.left(verb), tree.right(verb) + 1))
            return self._made(i, range(i, content[0]), content, verb)
        return self._stopped(i, lemma) or self._drawn(i, lemma) or self._unanswered(i, lemma) or self._said(i, lemma)

    def _is_told(self, i: int) -> bool:
        """Of somebody, and not only supposed."""
        tree = self.tree
        subject = tree.kid(i, *SUBJECTS, "nsubjpass") if tree.dep[i] != "conj" else self.phrases.subject(i)
        above = tree.lemma[tree.head[i]].lower()
        if subject is None and tree.dep[i] == "xcomp" and above in self.lexicon.withholding:
            subject = self.phrases.subject(i)  # *refused to be drawn*
        supposed = any(tree.dep[k] == "mark" and tree.lower[k] in {"if", "unless", "whether"} for k in tree.kids[i])
        return subject is not None and tree.lower[subject] not in {"there", "that", "this", "it"} and not supposed

    def _about(self, i: int, noun: int, cue: range) -> Found | None:
        """*Had no comment on the raid*: the preposition is the cue's, what it governs the content."""
        tree = self.tree
        for k in [*tree.kids[noun], *tree.kids[i]]:
            below = tree.kid(k, "pobj", "pcomp") if k > noun and tree.dep[k] == "prep" else None
            if below is not None and tree.lower[k] in _ABOUT and below not in self.phrases.times:
                return self._made(i, range(cue.start, k + 1), self.phrases.whole(below), below)
        return self._made(i, cue, [], None)

    def _unheard(self, i: int, lemma: str) -> Found | None:
        """*There was no comment from the ministry on the raid*: the ministry, which is behind the noun."""
        tree = self.tree
        noun = tree.kid(i, "attr") if lemma == "be" and tree.has(i, "expl") else None
        if noun is None or tree.lemma[noun] not in _UNHEARD or not any(tree.lower[k] in NO for k in tree.kids[noun]):
            return None
        links = [k for k in (*tree.kids[noun], *tree.kids[i]) if k > noun and tree.dep[k] == "prep"]
        source = next((tree.kid(k, "pobj") for k in links if tree.lower[k] == "from"), None)
        if source is None:
            return None
        about = next((k for k in (*links, *tree.kids[source]) if k > source and tree.lower[k] in _ABOUT), None)
        below = tree.kid(about, "pobj", "pcomp") if about is not None else None
        last = source if about is None else about - 1
        content = [] if below is None else self.phrases.whole(below)
        made = self.phrases.make(i, lemma, "decline", "told", content, below, by=source, passive=True, empty=True)
        if made is None:
            return None
        made.speaker = [k for k in made.speaker if k <= last]
        made.cue = list(range(i, noun + 1))
        return made

    def _stopped(self, i: int, lemma: str) -> Found | None:
        """*Stopped short of calling it an attack*."""
        tree = self.tree
        short = next((k for k in tree.kids[i] if tree.lower[k] == "short"), None) if lemma == "stop" else None
        link = None if short is None else next((k for k in (short + 1,) if k < tree.n and tree.lower[k] == "of"), None)
        verb = None if link is None else tree.kid(link, "pcomp")
        known = self.lexicon.clause.keys() | self.lexicon.person.keys()
        if (
            verb is None
            or tree.lemma[verb].lower() not in known
            or self.lexicon.object.get(tree.lemma[verb]) == "oppose"
        ):
            return None
        return self._made(i, range(i, verb + 1), list(range(verb + 1, tree.right(verb) + 1)), verb)

    def _drawn(self, i: int, lemma: str) -> Found | None:
        """*Would not be drawn on whether it was signed*."""
        tree = self.tree
        refused = is_negated(tree, i) or tree.lemma[tree.head[i]].lower() in self.lexicon.withholding
        if lemma != "draw" or not refused or not tree.has(i, "auxpass"):
            return None
        first = tree.head[i] if tree.dep[i] == "xcomp" else i
        return self._about(i, i, range(first, i + 1))

    def _unanswered(self, i: int, lemma: str) -> Found | None:
        """*Did not return calls for comment*: the call is the content, as it is of *did not respond to it*."""
        call = self.tree.kid(i, "dobj") if lemma == "return" else None
        if call is None or not is_cue_negated(self.tree, self.lexicon, i, self.phrases.subject(i)):
            return None
        if self.tree.lemma[call].lower() not in self.lexicon.calls:
            return None
        return self._made(i, range(i, i + 1), self.phrases.whole(call), call)

    def _said(self, i: int, lemma: str) -> Found | None:
        """*Would only say that talks went on*, *would say only that*: what was asked is left open."""
        tree = self.tree
        would = any(tree.dep[k] == "aux" and tree.lower[k] in _WOULD for k in tree.kids[i])
        if lemma != "say" or not would or "only" not in tree.lower[max(0, i - 1) : i + 2]:
            return None
        after = int(tree.lower[i - 1] != "only")
        return self._made(i, range(i, i + 1 + after), [], None)

    def _made(self, i: int, cue: range, content: list[int], head: int | None) -> Found | None:
        made = self.phrases.make(i, self.tree.lemma[i].lower(), "decline", "told", content, head, empty=True)
        if made is None or not made.speaker:
            return None
        made.cue = sorted({*made.cue, *cue}.difference(made.content, made.speaker))
        return made
