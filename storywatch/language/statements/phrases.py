"""Phrases of a parse that attributions are made of: the cue's words, the speaker's, the content's. Knows no cue list.

`Found` is what the finders of cues (verbs.py, nominals.py, speech.py) hand on: runs of tokens, not yet characters.
"""

from dataclasses import dataclass, field

from storywatch.language.lexicon import Lexicon
from storywatch.language.page.quotes import Quotes
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.moods import Moods
from storywatch.language.statements.unreal import is_feigned, is_unreal
from storywatch.messages import Act

_MOVING: frozenset[Act] = frozenset({"confirm", "deny", "retract"})
_SAID = _MOVING | {"assert"}
"""Acts that are none where they are unreal, or feigned."""

MAX_TOKENS = 1_200
"""Tokens that one content may hold: a longer one is a parse gone wrong."""

MAX_SPEAKER = 80
"""Tokens of a speaker's phrase that are kept."""

SUBJECTS = ("nsubj", "csubj")
PASSIVE = ("nsubjpass", "csubjpass")
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_DAYS = WEEKDAYS | {"today", "yesterday", "earlier", "later", "year", "week", "month"}
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TIMES = frozenset({"DATE", "TIME"})
_OPENING = frozenset({"det", "compound", "amod", "nummod", "poss", "nmod"})
_OPENS = 12
"""Tokens before the noun of a phrase."""


@dataclass(slots=True)
class Found:
    """One attribution, as token indices. `verb` is the cue's head."""

    verb: int
    lemma: str
    act: Act
    frame: str
    cue: list[int]
    speaker: list[int]
    content: list[int]
    head: int | None = None
    """Head of the content's clause or phrase."""
    subject: int | None = None
    """Head of the speaker's phrase; for *who* the noun that it stands for."""
    withheld: str | None = None
    """*refuse*, *decline*, *fail*: the cue tells what was not told."""
    quoted: list[int] = field(default_factory=list)
    """Quotations that the content takes in."""


class Phrases(Moods):
    """Cuts phrases out of one tree."""

    __slots__ = ("quotes", "times")

    def __init__(self, tree: Tree, quotes: Quotes, lexicon: Lexicon) -> None:
        super().__init__(tree, lexicon)
        self.quotes = quotes
        self.times = {k for first, after, label in tree.ents if label in _TIMES for k in range(first, after)}
        """Tokens of dates and times."""

    def make(
        self, i: int, lemma: str, act: Act, frame: str, content: list[int], head: int | None, *,
        by: int | None = None, passive: bool = False, empty: bool = False,
    ) -> Found | None:  # fmt: skip
        """Put an attribution together; None where its cue is only supposed, or nothing is left to attribute."""
        if len(content) > 2 * MAX_TOKENS or (not empty and self.is_supposed(i, lemma)):
            return None
        if act == "retract" and self._withholds(i):
            return None  # *refused to retract it*: it is refused, and that is all
        subject = by if passive else self.subject(i)
        unreal = is_unreal if act in _MOVING else is_feigned
        if act in _SAID and unreal(self.tree, self.lexicon, i, subject):
            return None
        speaker = [] if subject is None else self.speaker(subject)
        if subject is not None and self.tree.dep[i] == "acl" and self.tree.head[i] == subject:
            speaker = [k for k in speaker if k < self.tree.left(i)]  # *a poll showing that*: the clause is not its name
        within = set(speaker)
        cue = [k for k in self.cue(i) if k not in within]
        content = self.tidy([k for k in content if k not in within and k not in cue])
        if (not content and not empty) or len(content) > MAX_TOKENS:
            return None
        standing = None if subject is None else self.stands_for(subject)
        return Found(i, lemma, act, frame, cue, speaker, content, head, standing, self.withheld(i))

    def name(self, i: int) -> str:
        """The lemma that the lexicon knows a verb by: with its particle or *it*, if the two are a cue: *rule_out*."""
        tree = self.tree
        lemma = tree.lemma[i].lower()
        with_it = i + 1 < tree.n and tree.lower[i + 1] == "it" and tree.dep[i + 1] == "dobj"
        back = i + 1 < tree.n and tree.lower[i + 1] == "back"
        second = i + 1 if with_it or back else tree.kid(i, "prt")
        if second is None:
            return lemma
        whole = f"{lemma}_{tree.lower[second]}"
        if self.withheld(i) is not None and whole not in self.lexicon.excluding:
            return lemma
        return whole if whole in self.lexicon.verbs else lemma

    def whole(self, head: int) -> list[int]:
        """All tokens under `head`."""
        return list(range(self.tree.left(head), self.tree.right(head) + 1))

    def tidy(self, content: list[int]) -> list[int]:
        """Take spaces and punctuation that is not the content's own off its ends."""
        first, last = 0, len(content)
        while first < last and self._is_edge(content[first]):
            first += 1
        while last > first and self._is_edge(content[last - 1]):
            last -= 1
        return content[first:last]

    def _is_edge(self, i: int) -> bool:
        tree = self.tree
        return bool(tree.space[i]) or (
            tree.tag[i] in {",", ":", "."} and (tree.tag[i] == ":" or self.quotes.at(tree.start[i]) is None)
        )

    def root(self, content: list[int]) -> int:
        """The token that a run of them hangs on: a verb whose head lies outside, else a noun, else the first word."""
        tree = self.tree
        inside = set(content)
        tops = [k for k in content if tree.head[k] == k or tree.head[k] not in inside]
        for wanted in ({"VERB", "AUX"}, {"NOUN", "PROPN"}):
            for k in tops:
                if tree.pos[k] in wanted:
                    return k
        return next((k for k in content if tree.pos[k] not in {"PUNCT", "SPACE"}), content[0])

    def cue(self, i: int) -> list[int]:
        """The verb with what belongs to it: auxiliaries, negation, adverbs beside it, its particle, *continues to*."""
        tree = self.tree
        cue = {i}
        for k in tree.kids[i]:
            if (
                (k < i and tree.dep[k] in {"aux", "auxpass", "neg"})
                or tree.dep[k] == "prt"
                or (k < i and tree.dep[k] == "advmod" and tree.tag[k] == "RB")
            ):
                cue.add(k)
            elif k == i + 1:
                cue.update(self._beside(k) if tree.lower[k] != "it" or self.name(i)[-3:] != "_it" else (k,))
        head = tree.head[i]
        if (
            tree.dep[i] == "xcomp"
            and head < i
            and tree.lemma[head].lower() in self.lexicon.raising | self.lexicon.withholding
        ):
            cue.update(self.cue(head))
            cue.update(k for k in tree.kids[head] if head < k < i and tree.dep[k] == "prt")
        first = i
        while first - 1 in cue:
            first -= 1
        last = max(cue)
        if last + 1 < tree.n and tree.lower[last + 1] == ":":
            cue.add(last + 1)
        return sorted(k for k in cue if k >= first or tree.dep[k] != "advmod")

    def _beside(self, k: int) -> range:
        """What right after a cue belongs to it: *said again*, *said Friday*, *said in a statement*."""
        tree = self.tree
        if tree.dep[k] == "advmod" and tree.tag[k] == "RB":
            return range(k, k + 1)
        if tree.dep[k] == "npadvmod" and k in self.times and tree.pos[k] == "PROPN":
            return range(k, k + 1)
        noun = tree.kid(k, "pobj") if tree.dep[k] == "prep" else None
        if noun is None or noun - k > 3:  # noqa: PLR2004 - the cue's own words, not a clause's
            return range(0)
        told = tree.lower[k] == "in" and tree.lemma[noun] in self.lexicon.media
        return range(k, noun + 1) if told else range(0)

    def _quoted_as(self, i: int) -> int | None:
        """*quoted her as saying*: who says it is the one quoted."""
        tree = self.tree
        link = tree.head[i]
        return tree.kid(tree.head[link], "dobj") if tree.dep[i] == "pcomp" and tree.lower[link] == "as" else None

    def subject(self, i: int) -> int | None:
        """Who does what `i` says: its subject, or that of the verb that it hangs on."""
        tree = self.tree
        if (near := self._quoted_as(i) or self._noun_before(i) or self._noun_after(i)) is not None:
            return near
        for _ in range(8):
            subject = tree.kid(i, *SUBJECTS, *PASSIVE)
            if subject is not None:
                return subject
            agent = tree.kid(i, "agent")
            if agent is not None and tree.has(agent, "pobj"):
                return tree.kid(agent, "pobj")
            if tree.dep[i] in {"acl", "relcl"}:
                ranked = self.ranked(i)
                return tree.head[i] if ranked is None else ranked
            if tree.dep[i] in {"pobj", "ROOT"} or tree.head[i] == i:
                return None
            if tree.dep[i] == "pcomp" and tree.pos[tree.head[tree.head[i]]] == "NOUN":
                return None
            if tree.dep[i] == "xcomp":
                person = tree.kid(tree.head[i], "dobj")
                if person is not None and person < i:
                    return person
            i = tree.head[i]
        return None

    def _noun_before(self, i: int) -> int | None:
        """The noun that a finite verb without a subject follows: *Doe, who is 28, said*, which parses go wrong on."""
        tree = self.tree
        if tree.has(i, *SUBJECTS, *PASSIVE):
            return None
        finite = tree.tag[i] in _FINITE or any(
            tree.tag[k] in _FINITE or tree.tag[k] == "MD" for k in tree.kids[i] if tree.dep[k] == "aux" and k < i
        )
        if not finite or tree.dep[i] in {"conj", "xcomp", "acl", "relcl", "advcl"}:
            return None
        for k in tree.kids[i]:
            named = tree.tag[k] in {"NNP", "NNPS"} and tree.dep[k] in {"advmod", "npadvmod", "dep", "nmod"}
            if named and tree.lower[k] not in _DAYS:
                return k
        k = i - 1
        while k > 0 and tree.pos[k] != "PROPN" and tree.tag[k] not in {"''", "``"} and (
            tree.dep[k] in {"aux", "neg"} or tree.pos[k] in {"ADV", "PUNCT"} or tree.space[k]
        ):  # fmt: skip
            k -= 1
        if k < tree.sentences[tree.sentence[i]][0] or tree.pos[k] not in {"NOUN", "PROPN", "PRON", "NUM"}:
            return None
        if tree.lower[k] in _DAYS or self.quotes.at(tree.start[k]) is not None:
            return None
        for _ in range(8):
            head = tree.head[k]
            apart = tree.dep[k] == "appos" and tree.dep[head] in {"pobj", "dobj"}
            if head > i or head == k or tree.pos[head] not in {"NOUN", "PROPN"} or apart:
                break
            k = head
        return k if tree.dep[k] not in {"pobj", "dobj"} else None

    def _noun_after(self, i: int) -> int | None:
        """*"It leaks," said Doe*, which parses take for what was said."""
        tree = self.tree
        if tree.tag[i] not in {"VBD", "VBZ"} or tree.tag[i - 1] not in {",", "''"} or tree.has(i, *SUBJECTS, *PASSIVE):
            return None
        if i + 1 == tree.n or tree.lemma[i].lower() not in self.lexicon.clause or tree.dep[i] == "conj":
            return None
        k = i + 1
        while tree.dep[k] in _OPENING and i < tree.head[k] <= i + _OPENS:
            k = tree.head[k]
        spoken = self.quotes.at(tree.start[k]) is not None
        return k if tree.pos[k] in {"NOUN", "PROPN", "PRON"} and tree.head[k] >= i and not spoken else None

    def speaker(self, subject: int) -> list[int]:
        """The words of a subject's phrase."""
        tree = self.tree
        first, last = tree.left(subject), tree.right(subject)
        noun = self.stands_for(subject)
        if noun < first:  # *the official who said*: the noun names the speaker, not *who*
            first, last = max(tree.left(noun), first - MAX_SPEAKER), subject
        while last > subject and (tree.space[last] or (tree.lower[last] in WEEKDAYS and tree.head[last] == subject)):
            last -= 1  # *the ministry Monday said*
        first = max(first, self._after_quotation(first, subject))
        return [k for k in range(first, min(last, first + MAX_SPEAKER) + 1) if not tree.space[k]]

    def _after_quotation(self, first: int, subject: int) -> int:
        """The first token after a quotation that a parse has drawn into the phrase before its own head."""
        starts, at = self.tree.start, self.quotes.at
        k = subject
        while k > first and at(starts[k - 1]) is None:
            k -= 1
        return k if at(starts[subject]) is None else first

    def stands_for(self, subject: int) -> int:
        """*who* and *which* stand for the noun that their clause hangs on."""
        tree = self.tree
        if tree.tag[subject] in {"WP", "WDT"}:
            verb = tree.head[subject]
            for _ in range(6):
                if tree.dep[verb] == "relcl":
                    return tree.head[verb]
                verb = tree.head[verb]
        return subject
