"""Quotations that no clause of the parse holds. Knows cues only by what has been found of them.

A quotation runs over sentences and paragraphs, its speaker stands before, inside or after it.
"""

import re
from bisect import bisect_left

from storywatch.language.statements.phrases import MAX_TOKENS, SUBJECTS, Found, Phrases

MAX_TERM = 8
"""Tokens of a title in quotation marks, the marks included."""

MAX_GAP = 400
"""Characters between two quotations of one speaker."""

_SIGNED = re.compile(
    r"\s{0,2}(?:[—–―]|--)[ ]?([A-ZÀ-Þ][\w.'’-]{0,30}(?:[ ][A-ZÀ-Þ][\w.'’-]{0,30}){1,4})(?=[,.]?\s*(?:\n|$))"
)
_LEADING_ON = ",?!-—…"
"""Marks at the end of a quotation that its own cue may follow: after a full stop another sentence begins."""
_PEOPLE = frozenset({"he", "she", "they", "i", "we", "who"})
"""Pronouns of people."""
_INNER = frozenset({"relcl", "acl", "amod", "compound"})
"""Relations of a cue that only describes somebody: it speaks nothing that stands past its sentence."""
_SETTLING = frozenset({"confirm", "deny", "retract"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBG", "VB"})


class Speech:
    """Gives free quotations their speakers."""

    __slots__ = ("phrases", "quotes", "taken", "tree")

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.tree, self.quotes = phrases, phrases.tree, phrases.quotes
        self.taken: set[int] = set()
        """Quotations that already have a speaker."""

    def tokens(self, start: int, end: int, near: int) -> list[int]:
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

    def _ended(self, i: int, marks: str) -> int | None:
        """The quotation that ends on one of these marks right before the cue's own clause: *"We lost it," Doe said*."""
        tree, spans = self.tree, self.quotes.spans
        subject = tree.kid(i, *SUBJECTS)
        first = i if subject is None else min(i, tree.left(subject))
        first = min([first, *(k for k in tree.kids[i] if tree.dep[k] in {"aux", "neg", "advmod"})])
        while first > 0 and tree.space[first - 1] and "\n" not in tree.lower[first - 1]:
            first -= 1
        q = self.quotes.at(tree.start[first - 1]) if first else None
        if q is None or spans[q][1] != tree.end[first - 1]:
            return None
        opens = tree.sentences[tree.sentence[i]][0]
        alone = opens == first or spans[q][0] <= tree.start[opens] < spans[q][1]  # the sentence has nothing before
        said = tree.text[spans[q][0] : spans[q][1]].rstrip("\"”'’» ")
        return q if alone and said[-1:] in marks else None

    def complete(self, found: Found) -> None:
        """Take in the whole of every quotation that the content touches."""
        tree, quotes = self.tree, self.quotes
        added: set[int] = set()
        if not found.content:
            return
        touched = quotes.overlapping(tree.start[found.content[0]], tree.end[found.content[-1]])
        q = self._ended(found.verb, ",") if found.frame == "clause" else None
        if q is not None and q not in touched and q not in self.taken:
            said = self.tokens(*quotes.spans[q], found.verb)
            found.content = sorted({*said, *found.content}) if touched else said
            found.head = self.phrases.root(found.content)
        held = quotes.at(tree.start[found.verb])
        for q in quotes.overlapping(tree.start[found.content[0]], tree.end[found.content[-1]]):
            if q == held:
                continue
            added.update(self.tokens(*quotes.spans[q], found.content[0]))
            found.quoted.append(q)
            self.taken.add(q)
        if added:
            first = found.content[0]
            found.content = sorted({*found.content, *added}.difference(found.cue, found.speaker))[:MAX_TOKENS]
            if found.content[0] < first:
                found.head = self.phrases.root(found.content)

    def beside(self, waiting: list[int]) -> list[Found]:
        """Give cues that have no clause of their own the free quotation next to them, the nearest pair first."""
        pairs: list[tuple[int, int, int]] = []
        tree, quotes = self.tree, self.quotes
        for i in waiting:
            if tree.has(i, "nsubjpass", "auxpass") or tree.tag[i] not in _FINITE | {"VBN"}:
                continue
            first, after = tree.sentences[tree.sentence[i]]
            start, end = tree.start[first], tree.end[after - 1]
            ended = self._ended(i, _LEADING_ON)
            before = tree.start[first - 1] if first and self._adjoins(start) and not self._is_filled(i) else start
            for q in quotes.overlapping(min(before, start), end if tree.dep[i] in _INNER else end + 3):
                if q == ended and q not in self.taken:
                    pairs.append((0, i, q))
                elif self._reaches(i, q):
                    away = quotes.spans[q][0] - tree.end[i]
                    pairs.append((away if away >= 0 else tree.start[i] - quotes.spans[q][1], i, q))
        found: dict[int, Found] = {}
        for _, i, q in sorted(pairs):
            if i in found or q in self.taken:
                continue
            made = self._speak(i, self.tokens(*quotes.spans[q], i))
            if made is not None:
                made.quoted.append(q)
                self.taken.add(q)
                found[i] = made
        return list(found.values())

    def _is_filled(self, i: int) -> bool:
        """*Who admitted to drinking*, *has recognised the council*: it settles something, and has that beside it."""
        tree = self.tree
        act = self.phrases.lexicon.clause[self.phrases.name(i)][0]
        return act in _SETTLING and tree.kid(i, "dobj", "prep") is not None

    def _adjoins(self, start: int) -> bool:
        """Does a quotation end right before this character, on the same line?"""
        before = self.tree.text[max(0, start - 3) : start].rstrip(" ")
        return before[-1:] in {'"', "”", "'", "’", "»"}

    def _reaches(self, i: int, q: int) -> bool:
        """A cue reaches a quotation on its own line, and past its colon one on the next."""
        tree = self.tree
        start, end = self.quotes.spans[q]
        if q in self.taken:
            return False
        gap = tree.text[tree.end[i] : start] if start >= tree.end[i] else tree.text[end : tree.start[i]]
        words = len(tree.text[start:end].split())
        if "\n" in gap and gap.strip() != ":":
            return False
        return words > 3 or len(gap) <= 2 or gap.strip() in {":", ","}  # noqa: PLR2004 - a short one is a term, not speech

    def _speak(self, i: int, content: list[int]) -> Found | None:
        lemma = self.phrases.name(i)
        act = self.phrases.lexicon.clause[lemma][0]
        made = self.phrases.make(i, lemma, act, "clause", content, None)
        if made is not None:
            made.head = self.phrases.root(made.content)
        return made

    def around(self, i: int) -> Found | None:
        """*In time, experts say, it will fall*, however it is parsed: commas set the cue's clause into its sentence."""
        tree = self.tree
        subject = tree.kid(i, *SUBJECTS)
        name = self.phrases.name(i)
        hearer = tree.kid(i, "dobj", "dative") if name in self.phrases.lexicon.informing else None
        told = tree.has(i, "dobj", "ccomp", "xcomp") and not name.endswith("_it") and hearer is None
        if subject is None or abs(subject - i) > 6 or told:  # noqa: PLR2004
            return None
        first = min(tree.left(subject), *(k for k in tree.kids[i] if tree.dep[k] == "aux"), i)
        last = max(tree.right(subject), i)
        for k in tree.kids[i]:
            if tree.left(k) == last + 1 and (k == hearer or tree.dep[k] in {"prep", "npadvmod", "advmod", "prt"}):
                last = tree.right(k)
        low, high = tree.sentences[tree.sentence[i]]
        if high - low > 2 * MAX_TOKENS:
            return None
        opens = first - 1 > low and tree.tag[first - 1] in {",", "''", ":"}
        while last + 1 < high and tree.space[last + 1]:
            last += 1
        closes = last + 1 == high or tree.tag[last + 1] in {",", "."}
        if not (opens and closes):
            return None
        content = [k for k in range(low, high) if not first <= k <= last]
        if content and name not in self.phrases.lexicon.saying and self.quotes.at(tree.start[content[0]]) is None:
            top = self.phrases.root(content)
            if tree.pos[top] not in {"VERB", "AUX"} or tree.has(top, "mark"):  # *In May, as it rained, he told her*
                return None
        return self._speak(i, content)

    def after(self, i: int) -> Found | None:
        """*Doe said the harbour ...* whose clause the parse lost: the rest of the sentence."""
        tree = self.tree
        subject = tree.kid(i, *SUBJECTS)
        after = tree.sentences[tree.sentence[i]][1]
        if tree.lemma[i].lower() != "say" or subject is None or subject > i or i + 4 >= after:
            return None
        if tree.tag[i + 1] not in {"DT", "NNP", "NNPS", "NN", "NNS", "PRP", "PRP$", "IN", "CD", "JJ", "EX"}:
            return None
        if tree.tag[i + 1] == "IN" and tree.lower[i + 1] != "that":
            return None
        return self._speak(i, list(range(i + 1, after)))

    def introduced(self, served: set[int]) -> list[Found]:
        """*Doe took the floor: "We lost it."*: what somebody does before a colon and a quotation is to say it."""
        tree, quotes, found = self.tree, self.quotes, []
        for q, (start, end) in enumerate(quotes.spans):
            token = bisect_left(tree.start, start)
            colon = token - 1
            while colon > 0 and tree.space[colon]:
                colon -= 1
            if q in self.taken or colon < 1 or tree.lower[colon] != ":":
                continue
            verb = self._introducing(colon)
            content = self.tokens(start, end, token)
            if verb is None or verb in served or len(content) <= MAX_TERM // 2:
                continue
            made = self.phrases.make(verb, ":", "assert", "clause", content, self.phrases.root(content))
            if made is not None:
                made.cue = [k for k in sorted({*made.cue, *range(verb, colon + 1)}) if k not in made.speaker]
                made.quoted.append(q)
                self.taken.add(q)
                found.append(made)
        return found

    def _introducing(self, colon: int) -> int | None:
        """The verb of whoever speaks behind this colon: it is bound to a time, and of a person."""
        tree, lexicon = self.tree, self.phrases.lexicon
        verb = tree.head[colon]
        subject = tree.kid(verb, "nsubj")
        if tree.pos[verb] != "VERB" or subject is None or not subject < verb < colon <= verb + MAX_TERM:
            return None
        finite = tree.tag[verb] in {"VBD", "VBZ", "VBP"} or any(tree.tag[k] in {"VBZ", "VBP"} for k in tree.kids[verb])
        people = lexicon.anonymous | lexicon.offices | lexicon.persons | lexicon.spokespeople
        someone = tree.pos[subject] == "PROPN" or tree.lemma[subject].lower() in people | _PEOPLE
        return verb if finite and someone and self.quotes.at(tree.start[verb]) is None else None

    def signed(self) -> list[Found]:
        """*"We lost everything." — Ana Prieto*: a name after a dash and a quotation speaks it."""
        tree, quotes = self.tree, self.quotes
        found: list[Found] = []
        token = 0
        for q, (start, end) in enumerate(quotes.spans):
            match = _SIGNED.match(tree.text, end) if q not in self.taken else None
            if match is None:
                continue
            while token < tree.n and tree.start[token] < start:
                token += 1
            speaker = self.tokens(match.start(1), match.end(1), token)
            content = self.tokens(start, end, token)
            if not speaker or not 3 <= len(content) <= MAX_TOKENS:  # noqa: PLR2004 - a shorter one is a title
                continue
            dash = self.tokens(end, match.start(1), token)
            name = speaker[-1]
            found.append(
                Found(name, "—", "assert", "line", dash, speaker, content, self.phrases.root(content), name, quoted=[q])
            )
            self.taken.add(q)
        return found

    def carry_on(self, found: list[Found]) -> None:
        """A free quotation right after a speaker's last one goes on with it."""
        tree, quotes = self.tree, self.quotes
        by_quote = {q: f for f in found for q in f.quoted}
        cues = [f for f in found if f.frame == "clause"]
        speaking: Found | None = None
        for q, (start, end) in enumerate(quotes.spans):
            if q in by_quote:
                if speaking is None or by_quote[q].verb not in speaking.speaker:
                    speaking = by_quote[q]
            elif speaking is not None:
                tokens = self.tokens(start, end, speaking.content[-1])
                if (
                    self._goes_on(speaking, quotes.spans[q - 1][1], start, cues)
                    and tokens
                    and (
                        len(speaking.content) + len(tokens) <= MAX_TOKENS
                        and (len(tokens) > 3 or tree.lower[tokens[-1]] != "”")  # noqa: PLR2004
                    )
                ):
                    speaking.content = sorted({*speaking.content, *tokens}.difference(speaking.cue))
                    speaking.quoted.append(q)
                elif not self._is_term(speaking, tokens):
                    speaking = None

    def _is_term(self, speaking: Found, tokens: list[int]) -> bool:
        """A title or a word in quotation marks beside the cue is not what is said: *told "Morning Hour" that*."""
        sentence = self.tree.sentence
        return 0 < len(tokens) <= MAX_TERM and sentence[tokens[0]] == sentence[speaking.verb]

    def _goes_on(self, speaking: Found, previous: int, start: int, cues: list[Found]) -> bool:
        """Nothing but the cue's own clause lies between them, and the second opens a sentence or goes on one."""
        tree = self.tree
        gap = tree.text[previous:start]
        if len(gap) > MAX_GAP or gap.count("\n") > 2:  # noqa: PLR2004 - a paragraph's end and an empty line
            return False
        if not gap.strip():
            return True
        verb = speaking.verb
        if not min(previous, tree.end[speaking.content[-1]]) <= tree.start[verb] < start:
            return False
        if gap.rstrip()[-1] not in ".:!?,":
            return False
        last = verb
        while last + 1 < tree.n and tree.end[last + 1] <= start:
            last += 1
        others = (f for f in cues if speaking.subject is None or f.subject != speaking.subject)
        another = any(verb < f.verb <= last and f.verb not in speaking.speaker for f in others)
        return tree.sentence[last] == tree.sentence[verb] and not another
