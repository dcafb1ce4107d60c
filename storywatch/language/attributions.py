"""Who expresses what by which words: attributions as runs of tokens. Knows nothing of acts' finer points or of names.

Verbs are tried frame by frame, the most telling first: what follows *that* or stands in quotation marks, what a person
is urged to do, an infinitive, an object, a preposition. Nouns and adjectives that attribute come after.
"""

from dataclasses import dataclass, field

from storywatch.language.lexicon import Lexicon
from storywatch.language.quotes import Quotes
from storywatch.language.tree import Tree
from storywatch.messages import Act

MAX_TOKENS = 1_200
"""Tokens that one content may hold: a longer one is a parse gone wrong."""

SUBJECTS = ("nsubj", "csubj")
PASSIVE = ("nsubjpass", "csubjpass")
_CLAUSAL = frozenset({"ccomp", "parataxis", "advcl", "dep", "conj", "relcl", "acl", "pcomp", "ROOT", "xcomp"})
_RAISING = frozenset({"continue", "go", "begin", "start", "appear", "seem", "keep", "come", "manage", "have", "try"})
_FIRST = frozenset({"i", "we", "you"})


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
    passive: bool = False
    quoted: list[int] = field(default_factory=list)
    """Quotations that the content takes in."""


class Finder:
    """Finds the attributions of one text."""

    def __init__(self, tree: Tree, quotes: Quotes, lexicon: Lexicon, paragraphs: list[int]) -> None:
        self.tree, self.quotes, self.lexicon = tree, quotes, lexicon
        self.paragraphs = paragraphs
        """Paragraph of each sentence; -1 where the line is no prose."""
        self.taken: set[int] = set()
        """Quotations that already have a speaker."""
        self.found: list[Found] = []

    def find(self) -> list[Found]:
        tree = self.tree
        waiting: list[int] = []
        for i in range(tree.n):
            pos = tree.pos[i]
            if pos == "VERB":
                if tree.lemma[i].lower() in self.lexicon.verbs:
                    found = self._verb(i)
                    if found is not None:
                        self.found.append(found)
                    elif tree.lemma[i].lower() in self.lexicon.clause:
                        waiting.append(i)
                elif tree.lower[i] == "according":
                    self._according(i)
            elif pos == "NOUN":
                if tree.lemma[i] in self.lexicon.nouns:
                    self._noun(i)
            elif pos == "ADJ":
                if tree.lower[i] in self.lexicon.adjectives:
                    self._adjective(i)
            elif tree.lower[i] == "according":
                self._according(i)
        for found in self.found:
            if found.frame == "clause":
                self._extend(found)
        for i in waiting:
            self._quotation_beside(i)
        self.found.sort(key=lambda f: f.verb)
        self._carry_on()
        return self.found

    # --- verbs ---------------------------------------------------------------------------------

    def _verb(self, i: int) -> Found | None:
        tree, lexicon = self.tree, self.lexicon
        lemma = tree.lemma[i].lower()
        particle = tree.kid(i, "prt")
        if particle is not None:
            lemma = f"{lemma}_{tree.lower[particle]}"
            if lemma not in lexicon.object and lemma not in lexicon.person:
                lemma = tree.lemma[i].lower()
        if self.quotes.at(tree.start[i]) is not None:
            subject = tree.kid(i, *SUBJECTS)
            if subject is None or tree.lower[subject] in _FIRST:
                return None
        withheld = self._withheld(i)
        if withheld is not None:
            lemma = tree.lemma[i].lower()
        ccomp = tree.kid(i, "ccomp")
        xcomp = tree.kid(i, "xcomp")
        dobj = tree.kid(i, "dobj", "dative") if particle is None or lemma.find("_") > 0 else None
        passive = tree.kid(i, *PASSIVE)
        if tree.tag[i] == "VBN" and passive is None and tree.has(i, "auxpass"):
            passive = -1
        if passive is not None:
            return self._passive(i, lemma, passive, ccomp, xcomp)
        if tree.tag[i] == "VBN" and tree.dep[i] == "acl":
            return self._participle(i, lemma)
        if lemma in lexicon.person and (found := self._person(i, lemma, dobj, ccomp, xcomp)):
            return found
        if lemma in lexicon.clause or withheld:
            if ccomp is not None and self._is_clause(i, ccomp):
                return self._make(
                    i, lemma, lexicon.clause.get(lemma, ("assert",))[0], "clause", self._phrase(ccomp), ccomp
                )
            if (found := self._parenthesis(i, lemma)) is not None:
                return found
        if xcomp is not None and lemma in lexicon.infinitive and dobj is None:
            return self._make(i, lemma, lexicon.infinitive[lemma], "infinitive", self._phrase(xcomp), xcomp)
        if dobj is not None and (lemma in lexicon.object or (withheld and lemma in lexicon.telling)):
            content = self._phrase(dobj)
            for k in tree.kids[i]:
                if k > dobj and tree.dep[k] in {"oprd", "xcomp"}:
                    content = list(range(content[0], tree.right(k) + 1))
                elif k > dobj and tree.dep[k] == "prep" and tree.lower[k] in {"as", "for"}:
                    content = list(range(content[0], tree.right(k) + 1))
            return self._make(i, lemma, lexicon.object.get(lemma, "assert"), "object", content, dobj)
        if lemma in lexicon.prepositions and (found := self._preposition(i, lemma)):
            return found
        if withheld or (lemma in lexicon.telling and tree.has(i, "neg")):
            return self._nothing_told(i, lemma)
        return None

    def _withheld(self, i: int) -> str | None:
        tree = self.tree
        head = tree.head[i]
        if tree.dep[i] == "xcomp" and tree.lemma[head].lower() in self.lexicon.withholding:
            return tree.lemma[head].lower() if tree.lemma[i].lower() in self.lexicon.telling else None
        return None

    def _is_clause(self, i: int, ccomp: int) -> bool:
        """A content clause has a verb of its own, or stands apart from its cue by quotation marks."""
        return (
            self.tree.pos[ccomp] in {"VERB", "AUX"}
            or ccomp < i
            or any(
                self.tree.dep[k] in {"nsubj", "nsubjpass", "mark", "aux", "cop", "expl"} for k in self.tree.kids[ccomp]
            )
        )

    def _person(self, i: int, lemma: str, dobj: int | None, ccomp: int | None, xcomp: int | None) -> Found | None:
        tree = self.tree
        act = self.lexicon.person[lemma]
        clause = xcomp if xcomp is not None else ccomp
        if clause is not None and clause > i and not tree.has(clause, "mark") and self._to(clause):
            first = min(tree.left(clause), tree.left(dobj) if dobj is not None and dobj > i else tree.n)
            return self._make(i, lemma, act, "person", list(range(first, tree.right(clause) + 1)), clause)
        if dobj is None or dobj < i:
            return None
        for k in tree.kids[i]:
            if k > dobj and (
                tree.dep[k] in {"oprd", "attr"} or (tree.dep[k] == "prep" and tree.lower[k] in {"of", "for", "as"})
            ):
                return self._make(i, lemma, act, "person", list(range(tree.left(dobj), tree.right(k) + 1)), dobj)
        return None

    def _to(self, clause: int) -> bool:
        """*to do*, or a small clause (*called him a liar*)."""
        tree = self.tree
        finite = any(
            tree.tag[k] in {"MD", "VBD", "VBZ", "VBP"} for k in tree.kids[clause] if tree.dep[k] in {"aux", "auxpass"}
        )
        return not finite and tree.tag[clause] not in {"VBD", "VBZ", "VBP"}

    def _passive(self, i: int, lemma: str, subject: int, ccomp: int | None, xcomp: int | None) -> Found | None:
        tree, lexicon = self.tree, self.lexicon
        clause = xcomp if xcomp is not None else ccomp
        told = lemma in {"tell", "inform", "notify", "remind", "assure", "warn", "advise", "brief"}
        agent = tree.kid(i, "agent")
        by = tree.kid(agent, "pobj") if agent is not None else None
        if clause is not None and (lemma in lexicon.clause or lemma in lexicon.person or lemma in lexicon.infinitive):
            acts = lexicon.clause.get(lemma)
            act = acts[0] if acts else lexicon.person.get(lemma) or lexicon.infinitive[lemma]
            content = self._phrase(clause)
            if subject >= 0 and not told and self._to(clause) and subject < i and tree.dep[subject] != "expl":
                content = [*self._phrase(subject), *content]
            return self._make(i, lemma, act, "clause", content, clause, by=by, passive=True)
        if subject < 0 or told:
            return None
        if lemma in lexicon.person:
            for k in tree.kids[i]:
                if tree.dep[k] == "prep" and tree.lower[k] in {"of", "for", "as"} or tree.dep[k] == "oprd":
                    content = [*self._phrase(subject), *range(tree.left(k), tree.right(k) + 1)]
                    return self._make(i, lemma, lexicon.person[lemma], "person", content, subject, by=by, passive=True)
        if lemma in lexicon.object and (by is not None or lexicon.object[lemma] not in {"assert", "assess"}):
            return self._make(
                i, lemma, lexicon.object[lemma], "object", self._phrase(subject), subject, by=by, passive=True
            )
        return None

    def _participle(self, i: int, lemma: str) -> Found | None:
        """*a plan backed by the senate*, *a man accused of fraud*: the noun before it is (part of) the content."""
        tree, lexicon = self.tree, self.lexicon
        noun = tree.head[i]
        agent = tree.kid(i, "agent")
        by = tree.kid(agent, "pobj") if agent is not None else None
        base = list(range(tree.left(noun), i))
        while base and tree.dep[base[-1]] == "punct":
            base.pop()
        for k in tree.kids[i]:
            if lemma in lexicon.person and tree.dep[k] == "prep" and tree.lower[k] == "of":
                content = [*base, *range(k, tree.right(k) + 1)]
                return self._make(i, lemma, lexicon.person[lemma], "person", content, noun, by=by, passive=True)
        if by is not None and lemma in lexicon.object:
            return self._make(i, lemma, lexicon.object[lemma], "object", base, noun, by=by, passive=True)
        return None

    def _parenthesis(self, i: int, lemma: str) -> Found | None:
        """*The plan, she said, will fail*: the content is the clause that the cue is set into."""
        tree = self.tree
        head = tree.head[i]
        if (
            tree.dep[i] not in {"parataxis", "ccomp", "advcl"}
            or head == i
            or tree.pos[head] not in {"VERB", "AUX", "NOUN"}
        ):
            return None
        if not tree.has(i, *SUBJECTS) or tree.has(i, "mark", "dobj"):
            return None
        first, last = tree.left(i), tree.right(i)
        before = first > 0 and tree.tag[first - 1] in {",", "''", "``", ":"}
        if not before and first != tree.left(head):
            return None
        content = [k for k in self._phrase(head) if not first <= k <= last]
        return self._make(i, lemma, self.lexicon.clause.get(lemma, ("assert",))[0], "clause", content, head)

    def _preposition(self, i: int, lemma: str) -> Found | None:
        tree = self.tree
        table = self.lexicon.prepositions[lemma]
        particle = tree.kid(i, "prt")
        for k in tree.kids[i]:
            if tree.dep[k] not in {"prep", "agent"} or k < i:
                continue
            name = tree.lower[k] if particle is None else f"{tree.lower[particle]} {tree.lower[k]}"
            if name not in table and tree.lower[k] not in table:
                continue
            below = tree.kid(k, "pobj", "pcomp")
            if below is None:
                continue
            act = table.get(name) or table[tree.lower[k]]
            last = max(
                tree.right(below),
                max((tree.right(x) for x in tree.kids[i] if x > k and tree.dep[x] == "xcomp"), default=0),
            )
            found = self._make(i, lemma, act, "preposition", list(range(k + 1, last + 1)), below)
            if found is not None:
                if k == max(found.cue) + 1 or k - i <= 3:
                    found.cue.append(k)
                if name != tree.lower[k] and particle is not None and particle not in found.cue:
                    found.cue.append(particle)
                found.cue = sorted(set(found.cue))
            return found
        return None

    def _nothing_told(self, i: int, lemma: str) -> Found | None:
        """*declined to comment on X*, *did not respond to X*, *would not comment*: what was asked, if the text has it."""
        tree = self.tree
        content: list[int] = []
        head = None
        cue_end = i
        for k in tree.kids[i]:
            if k > i and tree.dep[k] == "prep" and tree.lower[k] in {"to", "on", "about", "for"}:
                below = tree.kid(k, "pobj", "pcomp")
                if below is not None:
                    content, head = list(range(k, tree.right(below) + 1)), below
                    break
        found = self._make(i, lemma, "decline", "told", content, head, empty=True)
        if found is not None and not content and cue_end > i:
            found.cue = sorted({*found.cue, *range(i, cue_end + 1)})
        return found

    # --- other cues ------------------------------------------------------------------------------

    def _according(self, i: int) -> None:
        tree = self.tree
        to = tree.kid(i, "prep", "pcomp")
        if to is None or tree.lower[to] != "to":
            to = i + 1 if i + 1 < tree.n and tree.lower[i + 1] == "to" else None
        source = tree.kid(to, "pobj") if to is not None else None
        if to is None or source is None:
            return
        head = tree.head[i]
        while tree.pos[head] not in {"VERB", "AUX"} and tree.head[head] != head and tree.dep[head] not in {"ccomp"}:
            if tree.dep[head] in {
                "pobj",
                "dobj",
                "nsubj",
                "attr",
                "appos",
                "nmod",
                "npadvmod",
                "nummod",
                "prep",
                "amod",
                "compound",
                "conj",
                "quantmod",
                "advmod",
                "acomp",
                "poss",
                "nsubjpass",
                "acl",
                "pcomp",
            }:
                head = tree.head[head]
            else:
                break
        first, last = tree.left(i), max(tree.right(i), tree.right(source))
        content = [k for k in self._phrase(head) if not first <= k <= last]
        if not content or len(content) > MAX_TOKENS:
            return
        speaker = list(range(tree.left(source), tree.right(source) + 1))
        self.found.append(
            Found(i, "according", "assert", "according", [i, to], speaker, self._tidy(content), head, source)
        )

    def _noun(self, i: int) -> None:
        tree = self.tree
        act = self.lexicon.nouns[tree.lemma[i]]
        content, head, speaker, cue = None, None, None, [i]
        for k in tree.kids[i]:
            dep, word = tree.dep[k], tree.lower[k]
            if dep == "poss":
                speaker = k
            elif k < i:
                continue
            elif dep in {"acl", "ccomp", "relcl"} and content is None:
                if dep == "acl" and tree.tag[k] in {"VBN", "VBG"} and not tree.has(k, "aux", "mark"):
                    continue
                if (
                    dep == "relcl"
                    and not (tree.has(k, "mark") or tree.lower[tree.left(k)] == "that")
                    or (dep == "relcl" and self._relative(k))
                ):
                    continue
                content, head = self._phrase(k), k
            elif dep == "prep" and content is None and word in {"of", "for", "to", "against", "about", "on", "over"}:
                below = tree.kid(k, "pobj", "pcomp")
                if below is not None and (
                    act in {"oppose", "support", "deny", "assess", "demand", "commit"} or word == "of"
                ):
                    content, head = list(range(tree.left(below), tree.right(below) + 1)), below
                    cue = list(range(i, k + 1)) if k - i < 4 else [i, k]
            elif dep == "prep" and speaker is None and word in {"by", "from", "among"}:
                speaker = tree.kid(k, "pobj")
        if content is None or (speaker is None and tree.dep[head or i] not in {"acl", "ccomp", "relcl"}):
            return
        if self.quotes.at(tree.start[i]) is not None:
            return
        if speaker is None:
            speaker = self._bearer(i)
        tokens = list(range(tree.left(speaker), tree.right(speaker) + 1)) if speaker is not None else []
        tokens = [k for k in tokens if k not in cue and k != i and tree.tag[k] != "POS"]
        content = [k for k in content if k not in tokens]
        if content:
            self.found.append(Found(i, tree.lemma[i], act, "noun", cue, tokens, self._tidy(content), head, speaker))

    def _relative(self, k: int) -> bool:
        """*the claim that he made*: what follows tells of the noun, it is not what the noun says."""
        tree = self.tree
        return any(
            tree.lower[x] in {"that", "which", "who"} and tree.dep[x] in {"dobj", "nsubj", "nsubjpass", "pobj"}
            for x in tree.kids[k]
        )

    def _bearer(self, i: int) -> int | None:
        """*made the claim that*, *issued a statement saying*: the subject of the noun's verb."""
        tree = self.tree
        if tree.dep[i] == "dobj" and tree.pos[tree.head[i]] == "VERB":
            return self._subject(tree.head[i])
        return None

    def _adjective(self, i: int) -> None:
        tree = self.tree
        be = tree.head[i]
        if tree.dep[i] not in {"acomp", "ROOT", "conj"} or tree.lemma[be] not in {
            "be",
            "seem",
            "remain",
            "become",
            "feel",
            "appear",
            "sound",
        }:
            return
        subject = self._subject(be)
        if subject is None or (self.quotes.at(tree.start[i]) is not None):
            return
        for k in tree.kids[i]:
            if k < i:
                continue
            below: int | None = k
            if tree.dep[k] == "prep" and tree.lower[k] in {"of", "about", "to", "that"}:
                below = tree.kid(k, "pobj", "pcomp")
            elif tree.dep[k] not in {"ccomp", "xcomp"}:
                continue
            if below is None:
                continue
            content = list(range(tree.left(below), tree.right(below) + 1))
            cue = sorted({*self._cue(be), *range(be, i + 1), *([k] if below != k else [])})
            self.found.append(
                Found(i, tree.lower[i], self.lexicon.adjectives[tree.lower[i]], "adjective", cue,
                      self._speaker(subject), self._tidy(content), below, self._stands_for(subject))
            )  # fmt: skip
            return

    # --- parts -----------------------------------------------------------------------------------

    def _make(
        self, i: int, lemma: str, act: Act, frame: str, content: list[int], head: int | None, *,
        by: int | None = None, passive: bool = False, empty: bool = False,
    ) -> Found | None:  # fmt: skip
        tree = self.tree
        subject = by if passive else self._subject(i)
        speaker = [] if subject is None else self._speaker(subject)
        within = set(speaker)
        cue = [k for k in self._cue(i) if k not in within]
        taken = within.union(cue) if not empty else within
        content = self._tidy([k for k in content if k not in taken])
        if (not content and not empty) or len(content) > MAX_TOKENS:
            return None
        return Found(
            i, lemma, act, frame, cue, speaker, content, head,
            None if subject is None else self._stands_for(subject), self._withheld(i), passive,
        )  # fmt: skip

    def _phrase(self, head: int) -> list[int]:
        return list(range(self.tree.left(head), self.tree.right(head) + 1))

    def _tidy(self, content: list[int]) -> list[int]:
        """Take spaces and punctuation that is not the content's own off its ends."""
        tree = self.tree
        first, last = 0, len(content)
        while first < last and (tree.space[content[first]] or tree.tag[content[first]] in {",", ":", "."}):
            first += 1
        while last > first and (
            tree.space[content[last - 1]]
            or (
                tree.tag[content[last - 1]] in {",", ":", "."} and self.quotes.at(tree.start[content[last - 1]]) is None
            )
        ):
            last -= 1
        return content[first:last]

    def _cue(self, i: int) -> list[int]:
        """The verb with what belongs to it: auxiliaries, negation, adverbs beside it, its particle, *continues to*."""
        tree = self.tree
        cue = [i]
        for k in tree.kids[i]:
            if k < i and tree.dep[k] in {"aux", "auxpass", "neg"}:
                cue.append(k)
            elif tree.dep[k] == "prt" or (k < i and tree.dep[k] == "advmod" and tree.tag[k] == "RB"):
                cue.append(k)
        head = tree.head[i]
        if tree.dep[i] == "xcomp" and head < i and tree.lemma[head].lower() in _RAISING | self.lexicon.withholding:
            cue.extend(self._cue(head))
            cue.extend(k for k in tree.kids[head] if head < k < i and tree.dep[k] == "prt")
        first = i
        wanted = set(cue)
        while first - 1 in wanted:
            first -= 1
        return sorted(k for k in wanted if k >= first or tree.dep[k] != "advmod")

    def _subject(self, i: int) -> int | None:
        """Who does what `i` says: its subject, or that of the verb that it hangs on."""
        tree = self.tree
        for _ in range(8):
            subject = tree.kid(i, *SUBJECTS, *PASSIVE)
            if subject is not None:
                return subject
            agent = tree.kid(i, "agent")
            if agent is not None and tree.has(agent, "pobj"):
                return tree.kid(agent, "pobj")
            if tree.dep[i] in {"acl", "relcl"}:
                return tree.head[i]
            if tree.dep[i] == "pobj" or tree.dep[i] == "ROOT" or tree.head[i] == i:
                return None
            if tree.dep[i] == "xcomp":
                person = tree.kid(tree.head[i], "dobj")
                if person is not None and person < i:
                    return person
            i = tree.head[i]
        return None

    def _speaker(self, subject: int) -> list[int]:
        tree = self.tree
        first, last = tree.left(subject), tree.right(subject)
        return [k for k in range(first, min(last, first + 80) + 1) if not tree.space[k]]

    def _stands_for(self, subject: int) -> int:
        """*who* and *which* stand for the noun that their clause hangs on."""
        tree = self.tree
        if tree.tag[subject] in {"WP", "WDT"}:
            verb = tree.head[subject]
            for _ in range(6):
                if tree.dep[verb] == "relcl":
                    return tree.head[verb]
                verb = tree.head[verb]
        return subject

    # --- quotations that no clause holds -----------------------------------------------------------

    def _tokens(self, start: int, end: int, near: int) -> list[int]:
        """Tokens of a stretch of characters, looked for outwards from token `near`."""
        tree = self.tree
        first = near
        while first > 0 and tree.start[first - 1] >= start:
            first -= 1
        while first < tree.n and tree.end[first] <= start:
            first += 1
        last = first
        while last < tree.n and tree.start[last] < end:
            last += 1
        return [k for k in range(first, last) if not tree.space[k]]

    def _extend(self, found: Found) -> None:
        """Take in the whole of every quotation that the content touches, and those that go on after it."""
        tree, quotes = self.tree, self.quotes
        if not found.content:
            return
        touched = quotes.overlapping(tree.start[found.content[0]], tree.end[found.content[-1]])
        held = quotes.at(tree.start[found.verb])
        added: set[int] = set()
        for q in touched:
            if q == held:
                continue
            start, end = quotes.spans[q]
            first, last = tree.sentences[tree.sentence[found.verb]]
            if start < tree.start[first] or end > tree.end[last - 1]:
                added.update(self._tokens(start, end, found.content[0]))
            else:
                added.update(k for k in self._tokens(start, end, found.content[0]))
            found.quoted.append(q)
            self.taken.add(q)
        if added:
            cue = {*found.cue, *found.speaker}
            found.content = sorted({*found.content, *added} - cue)

    def _quotation_beside(self, i: int) -> None:
        """A cue with no clause of its own speaks the nearest free quotation of its sentence, or the one just before it."""
        tree, quotes = self.tree, self.quotes
        if quotes.at(tree.start[i]) is not None:
            return
        first, last = tree.sentences[tree.sentence[i]]
        start, end = tree.start[first], tree.end[last - 1]
        if first and tree.tag[i] != "VBN":
            start = min(start, tree.start[first - 1])
        near = [
            q for q in quotes.overlapping(start, end + 2)
            if q not in self.taken and (len(tree.text[slice(*quotes.spans[q])].split()) > 3 or quotes.spans[q][1] >= tree.start[i] - 3)
        ]  # fmt: skip
        near = (
            [
                q
                for q in near
                if "\n"
                not in tree.text[min(quotes.spans[q][1], tree.start[i]) : max(quotes.spans[q][0], tree.start[i])].strip(
                    "\n"
                )
            ]
            if near
            else near
        )
        if not near:
            return
        best = min(
            near, key=lambda q: min(abs(quotes.spans[q][0] - tree.end[i]), abs(quotes.spans[q][1] - tree.start[i]))
        )
        content = self._tokens(*quotes.spans[best], i)
        found = self._make(
            i, tree.lemma[i].lower(), self.lexicon.clause[tree.lemma[i].lower()][0], "clause", content, None
        )
        if found is None:
            return
        root = next(
            (k for k in found.content if tree.head[k] == k or tree.head[k] not in set(found.content)), found.content[0]
        )
        found.head = root
        found.quoted.append(best)
        self.taken.add(best)
        self.found.append(found)

    def _carry_on(self) -> None:
        """A free quotation that opens a sentence right after a quoted statement goes on with it."""
        tree, quotes = self.tree, self.quotes
        if not quotes.spans:
            return
        speaking: Found | None = None
        by_quote = {q: f for f in self.found for q in f.quoted}
        ends = {}
        for f in self.found:
            if f.quoted:
                ends[tree.sentence[f.verb]] = f
        for q, (start, end) in enumerate(quotes.spans):
            if q in by_quote:
                speaking = by_quote[q]
                continue
            if speaking is None:
                continue
            previous = quotes.spans[q - 1][1] if q else 0
            gap = tree.text[previous:start]
            opens = not gap.strip() or gap.rstrip()[-1:] in ".:!?"
            words = len(tree.text[start:end].split())
            between = [
                f
                for f in self.found
                if f is not speaking and previous <= tree.start[f.verb] < start and f.frame == "clause"
            ]
            if (
                opens
                and words > 2
                and not between
                and gap.count("\n\n") <= 1
                and len(gap) < 400
                and self._only_cue(speaking, previous, start)
            ):
                tokens = self._tokens(start, end, speaking.content[-1])
                if len(speaking.content) + len(tokens) <= MAX_TOKENS:
                    speaking.content = sorted({*speaking.content, *tokens})
                    speaking.quoted.append(q)
                    continue
            speaking = None

    def _only_cue(self, speaking: Found, previous: int, start: int) -> bool:
        """Nothing lies between two quotations but the first one's cue and its sentence's end."""
        tree = self.tree
        gap = tree.text[previous:start]
        if not gap.strip():
            return True
        return (
            previous <= tree.start[speaking.verb] < start
            and tree.end[tree.sentences[tree.sentence[speaking.verb]][1] - 1] <= start + 1
        )
