"""Lines of a text whose speaker stands before a colon: *DOE: We know.*, *Doe: Mayor knew*, *Poll: Most want it*.

Knows nothing of clauses. What follows the colon, to the line's end, is what is said.
"""

import re
from collections import Counter

from storywatch.language.statements.phrases import MAX_TOKENS, Found
from storywatch.language.statements.speech import Speech

_SPEECH_LINE = re.compile(r"[\"“']?([^\W\d_][\w.'’&-]{0,30}(?:,?[ ][^\W\d_][\w.'’&-]{0,30}){0,5}):\s+(?=\S)")
_QUOTED = re.compile(r"[“\"«‘']")
_INTERVIEW = frozenset({"Q", "A"})
_TURNS = 2
"""Lines of each letter that make an interview of a text, not a list of its points."""
_SHORTEST = 3
"""Tokens of what is said."""
_ACRONYM = 3
"""Letters of a name in capitals that may be an abbreviation, *UN:*, or a mark, *A:*."""


class SpeechLines:
    """Reads the lines of one text."""

    __slots__ = ("_named", "_spoken", "phrases", "speech", "tree")

    def __init__(self, speech: Speech, named: set[int]) -> None:
        """`named` are the tokens of named entities."""
        self.speech, self.phrases, self.tree = speech, speech.phrases, speech.tree
        self._named = named
        self._spoken = {self.tree.lower[k] for k in named}

    def read(self, lines: list[tuple[int, int]]) -> list[Found]:
        """Read all lines, given by their characters."""
        tree = self.tree
        found: list[Found] = []
        matches = [(m, end) for start, end in lines if (m := _SPEECH_LINE.match(tree.text, start, end))]
        turns = Counter(m[1] for m, _ in matches)
        interview = all(turns[letter] >= _TURNS for letter in _INTERVIEW)
        token = 0
        for match, end in matches:
            while token < tree.n and tree.start[token] < match.start():
                token += 1
            speaker = self.speech.tokens(match.start(1), match.end(1), token)
            turn = interview and match[1] in _INTERVIEW
            if speaker and (turn or self._speaks(match, speaker)):
                found += self._line(match, end, speaker, "ask" if turn and match[1] == "Q" else ":")
        return found

    def _speaks(self, match: re.Match[str], speaker: list[int]) -> bool:
        """Is it a name that stands before the colon, or the study that found it, and no label of the line?"""
        tree, lexicon = self.tree, self.phrases.lexicon
        name = match[1]
        words = [word.casefold() for word in name.split()]
        if not name[0].isupper() or any(tree.pos[k] in {"VERB", "AUX"} for k in speaker):
            return False
        if words[-1] in lexicon.studies:
            return True
        if any(word in lexicon.labels for word in words):
            return False
        quoted = _QUOTED.match(tree.text, match.end()) is not None and all(word[0].isupper() for word in name.split())
        return (
            (name.isupper() and len(name) > _ACRONYM)
            or quoted
            or any(k in self._named or tree.lower[k] in self._spoken for k in speaker)
        )

    def _quoted(self, start: int, end: int) -> int:
        """*Ana Prieto: "The dam holds" The town was told to leave*: a quotation with a sentence behind it is all."""
        tree, quote = self.tree, self.phrases.quotes.at(start)
        if quote is None or (span := self.phrases.quotes.spans[quote])[0] != start:
            return end
        after = next((k for k in range(tree.n) if tree.start[k] >= span[1] and not tree.space[k]), tree.n)
        return span[1] if after < tree.n and tree.sentences[tree.sentence[after]][0] == after else end

    def _line(self, match: re.Match[str], end: int, speaker: list[int], lemma: str) -> list[Found]:
        tree = self.tree
        colon = speaker[-1] + 1
        end = self._quoted(match.end(), end)
        content = self.phrases.tidy(self.speech.tokens(match.end(), end, colon))
        if tree.lower[min(colon, tree.n - 1)] != ":" or not _SHORTEST <= len(content) <= MAX_TOKENS:
            return []
        act = self.phrases.lexicon.clause[lemma][0] if lemma != ":" else "assert"
        head = self.phrases.root(content)
        return [Found(colon, lemma, act, "line", [colon], speaker, content, head, speaker[-1])]
