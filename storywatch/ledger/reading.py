"""One article's text as the ledger quotes it: contents, speakers, sentences. Knows no claims and no story."""

import re

from storywatch.ledger.drafts import cite
from storywatch.ledger.headlines import shorten
from storywatch.ledger.policy import LedgerPolicy
from storywatch.messages import Analysis, Evidence, Statement

_THAT = re.compile(r"^(?:that |que |qu['’](?=\w))")
"""The word that only introduces what is said."""


class Reading:
    """An article that is read."""

    analysis: Analysis
    policy: LedgerPolicy

    def word(self, statement: Statement) -> str:
        """Quote a statement's content as the article words it."""
        pieces = [self.quote(start, end) for start, end in statement.content]
        text = " … ".join(piece for piece in pieces if piece)
        text = _THAT.sub("", text.strip(" ,;:“”\"'"))
        return shorten(text or self.sentence_text(statement.sentence), self.policy.max_claim_text)

    def upto_cue(self, statement: Statement) -> str:
        """Quote what stands before a statement's cue in its sentence, and the cue."""
        if not statement.cue or not self.analysis.sentences:
            return ""
        return self.quote(self.analysis.sentences[statement.sentence].start, max(end for _, end in statement.cue))

    def speaker_words(self, statement: Statement) -> str:
        """Quote the words that name the speaker."""
        return " ".join(self.quote(start, end) for start, end in statement.speaker)

    def quote(self, start: int, end: int) -> str:
        """Cut a span of the article out of its sentences."""
        return " ".join(
            sentence.text[max(0, start - sentence.start) : end - sentence.start]
            for sentence in self.analysis.sentences
            if sentence.start < end and sentence.end > start
        )

    def sentence_text(self, sentence: int) -> str:
        """Give the text of a sentence, the title where there is none."""
        return cite(self.analysis, sentence).text

    def cite(self, sentence: int) -> Evidence:
        """Make evidence of one of the article's sentences."""
        return cite(self.analysis, sentence)
