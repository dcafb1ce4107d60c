"""One article's text as the ledger quotes it: contents, speakers, sentences. Knows no claims and no story."""

import re
from bisect import bisect_left, bisect_right

from storywatch.ledger.drafts import cite
from storywatch.ledger.headlines import shorten
from storywatch.ledger.policy import LedgerPolicy
from storywatch.messages import Analysis, Evidence, Span, Statement

_THAT = re.compile(r"^(?:that |que |qu['’](?=\w))")
"""The word that only introduces what is said."""


PLAIN = frozenset("said says say adds added told could can cannot couldn".split())
"""Words of a cue that only says; by such a one somebody does not know, but refuses nothing: *said it was too early*."""

_AND = re.compile(r"[,;]?\s+(?:and|or|but|et|ou|mais)$")
"""What only leads on to words that are not quoted."""

_DATELINE = re.compile(
    r"""(?x)^\s*(?:(?:[A-ZÀ-Þ][\w.'’/-]*[ ,]{1,2}){0,6}(?:\d{1,2}\s)?\([A-ZÀ-Þ][\w .&/]{1,30}\)\s*(?:-{1,2}|–|—)\s+
    |[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ ,]+[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,3}\s(?:-{1,2}|–|—)\s+)(?=["“'‘]?[A-ZÀ-Þ\d])"""
)
"""*HALVIK, June 2 (Agency) -*: where it was written and by whom, before a sentence."""

_PAIRS = (('"', '"'), ("“", "”"), ("«", "»"))


class Reading:
    """An article that is read."""

    policy: LedgerPolicy

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._starts = [sentence.start for sentence in analysis.sentences]
        self._ends = [sentence.end for sentence in analysis.sentences]
        self._words: dict[tuple[int, tuple[Span, ...]], str] = {}
        """What statements say, by their sentence and content: most are asked for more than once."""

    def word(self, statement: Statement) -> str:
        """Quote a statement's content as the article words it."""
        mark = statement.sentence, statement.content
        known = self._words.get(mark)
        if known is None:
            pieces = [self.quote(start, end) for start, end in statement.content]
            text = " … ".join(piece for piece in pieces if piece)
            text = _balance(_THAT.sub("", _AND.sub("", text.strip(" ,;:“”\"'"))), text)
            known = shorten(text or self.sentence_text(statement.sentence), self.policy.max_claim_text)
            self._words[mark] = known
        return known

    def onward(self, statement: Statement) -> str:
        """Quote a content with what its sentence says behind it: *the finding, which came from 40 wells*."""
        if not statement.content or not self.analysis.sentences:
            return self.word(statement)
        sentence = self.analysis.sentences[statement.sentence]
        first = min(start for start, _ in statement.content)
        onward = sentence.text[max(0, first - sentence.start) :].strip(" ,;:.“”\"'")
        return onward or self.word(statement)  # it may begin in a later sentence

    def utter(self, statement: Statement) -> str:
        """Quote what somebody wants, favours or rejects with the verb that says so: *refused to resign*.

        A quotation, and what is only said, stands by itself; where the verb does not lead, the sentence has it.
        """
        start, end = statement.cue[0] if statement.cue else (0, 0)
        spoken = PLAIN.intersection(self.quote(start, end).lower().split())
        if not statement.cue or not statement.content or spoken or statement.form == "direct":
            return self.word(statement)
        leads = statement.speaker and statement.speaker[0][0] < start < statement.content[0][0]
        words = self.quote(start, max(last for _, last in statement.content)) if leads else ""
        return shorten(words or self.sentence_text(statement.sentence), self.policy.max_claim_text)

    def upto_cue(self, statement: Statement) -> str:
        """Quote what stands before a statement's cue in its sentence, and the cue."""
        if not statement.cue or not self.analysis.sentences:
            return ""
        return self.quote(self.analysis.sentences[statement.sentence].start, max(end for _, end in statement.cue))

    def speaker_words(self, statement: Statement) -> str:
        """Quote the words that name the speaker."""
        return " ".join([self.quote(start, end) for start, end in statement.speaker])

    def cue_words(self, statement: Statement) -> str:
        """Quote the words by which it is said that something is said."""
        return " ".join([self.quote(start, end) for start, end in statement.cue])

    def beside(self, statement: Statement) -> str:
        """Quote a statement's sentence without its content: who speaks, and to whom."""
        if not self.analysis.sentences:
            return self.speaker_words(statement)
        sentence = self.analysis.sentences[statement.sentence]
        text = sentence.text
        for start, end in statement.content:
            low, high = max(0, start - sentence.start), max(0, end - sentence.start)
            text = text[:low] + " " * (min(high, len(text)) - min(low, len(text))) + text[high:]
        return text

    def quote(self, start: int, end: int) -> str:
        """Cut a span of the article out of its sentences."""
        sentences = [self.analysis.sentences[place] for place in self.find_sentences(start, end)]
        return " ".join([one.text[max(0, start - one.start) : end - one.start] for one in sentences])

    def find_sentences(self, start: int, end: int) -> range:
        """Give the sentences that a span of the article touches."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def sentence_text(self, sentence: int) -> str:
        """Give the text of a sentence, the title where there is none."""
        sentences = self.analysis.sentences
        return sentences[min(max(sentence, 0), len(sentences) - 1)].text if sentences else self.analysis.article.title

    def told_in(self, sentence: int) -> str:
        """Give the text of a sentence without the dateline before it."""
        return _DATELINE.sub("", self.sentence_text(sentence), count=1)

    def cite(self, sentence: int) -> Evidence:
        """Make evidence of one of the article's sentences."""
        return cite(self.analysis, sentence)


def _balance(text: str, whole: str) -> str:
    """Give a quotation at the end of some words its last mark back, which was stripped: *he had "sold it"*."""
    end = whole.rstrip(" ,;:")
    for opens, closes in _PAIRS:
        left_open = text.count(opens) % 2 if opens == closes else text.count(opens) > text.count(closes)
        if left_open and end.endswith(closes):
            return text + closes
    return text
