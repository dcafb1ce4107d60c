"""Numbers that are no figures: dates, ages, names, scores, addresses, codes, numbers of a list. Knows no values."""

from storywatch.language.figures.counted import CountWords, governor, singular
from storywatch.language.figures.extents import Extent
from storywatch.language.figures.measures import Measure, MeasureWords
from storywatch.language.figures.numerals import Numerals, value_of
from storywatch.language.parse.tree import Tree

YEARS = (1900, 2100)
"""Four digits without a comma in between are a year, unless they count people."""

AGE = 3
"""Tokens before a number in which *aged* is looked for, and digits of an age at most."""


LISTED = 100
"""Numbers from here on number no list."""


class Refusal:
    """Tells the numbers of one text that are no figures."""

    __slots__ = ("_counted", "_measures", "_named", "_numerals", "_skipped", "_tree")

    def __init__(self, tree: Tree, numerals: Numerals, measures: MeasureWords, counted: CountWords) -> None:
        self._tree, self._numerals, self._measures, self._counted = tree, numerals, measures, counted
        self._skipped = self._timed()
        self._named = {
            i for first, after, label in tree.ents if label != "CARDINAL" for i in range(first, after)
        }  # fmt: skip

    def refuses(self, extent: Extent, noun: int | None, measure: Measure | None) -> bool:
        """Is it no figure? `noun`: what it stands before, as far as the parse says."""
        if measure is not None:
            return self._aged(measure)
        if extent.first in self._skipped or self._is_pronoun(extent):
            return True
        after = self._word(extent.last + 1)
        before = self._word(extent.first - 1)
        return (
            self._is_code(extent, before, after)
            or self._is_named(extent, noun, before)
            or self._is_year(self._tree.lower[extent.last], noun)
            or self._is_age(extent, noun, before, after)
            or (noun is None and self._stands_alone(extent, before, after))
        )

    def _word(self, i: int) -> str:
        return self._tree.lower[i] if 0 <= i < self._tree.n else ""

    def _timed(self) -> set[int]:
        """Numbers of what the tagger takes for a time: of a clock's, of a length, and what is one by itself.

        *24* of *24 hours*; not *17* of *Monday 17 people*.
        """
        tree = self._tree
        found: set[int] = set()
        for first, after, label in tree.ents:
            if label in {"TIME", "ORDINAL"} or (label == "DATE" and after - first == 1):
                found.update(range(first, after))
            elif label == "DATE":
                lengths = [i for i in range(first, after) if tree.lemma[i].lower() in self._measures.durations]
                found.update(range(first, lengths[-1] if lengths else first))
        return found

    def _is_pronoun(self, extent: Extent) -> bool:
        """*one* is more often a pronoun, or anybody, than the count of *one person was killed*."""
        tree, i = self._tree, extent.first
        if tree.lower[i : extent.last + 1] != ["one"]:
            return False
        noun = tree.head[i]
        if tree.dep[i] != "nummod" or singular(tree, noun) not in self._counted.persons:
            return True
        return tree.dep[noun] != "nsubjpass" and not (tree.dep[noun] == "dobj" and tree.has(tree.head[noun], "nsubj"))

    def _aged(self, measure: Measure) -> bool:
        """*58 years old*."""
        return self._word(measure.last + 1) in {"old", "-old"}

    def _is_code(self, extent: Extent, before: str, after: str) -> bool:
        """*9/11*, *10:21*, *#17*, *(17)*, and digits that are no number as they stand."""
        word = self._tree.lower[extent.last]
        if word[:1].isdigit() and extent.high is None and value_of([word], self._numerals) is None:
            return True
        if after in {"/", ":"} or (before in {"(", "["} and after in {")", "]"} and word.isdecimal()):
            return True
        return before in {"#", "/", "+"} and word.isdecimal()

    def _is_named(self, extent: Extent, noun: int | None, before: str) -> bool:
        """*Article 40*, *Boeing 737*, *Group of 7*, *12 Mill Lane*, *24 hours*."""
        tree, first, last = self._tree, extent.first, extent.last
        digits = tree.lower[last].isdecimal()
        counts = noun is not None and noun > last
        if before in self._counted.named and not (counts and before in self._measures.durations):
            return True  # *last year 17 people died* counts people
        if before == "of" and self._word(first - 2) in self._counted.named and not counts:
            return True
        if noun is None:
            return digits and first > 0 and tree.pos[first - 1] == "PROPN" and tree.head[last] == first - 1
        if self._word(last + 1) == "-" and last + 2 == noun:
            return True  # *a two-time winner*, *a five-star hotel*
        if noun < first:
            return tree.dep[last] == "nummod" and tree.tag[noun] in {"NNP", "NN"}
        if tree.lemma[noun].lower() in self._measures.durations or tree.lower[noun].startswith(("year", "yr", "hr")):
            return True
        if tree.tag[noun] != "NNP":
            return False
        return tree.lower[noun] in self._counted.streets or (digits and last + 1 == noun and first in self._named)

    def _is_year(self, word: str, noun: int | None) -> bool:
        """*the 2016 election*, *the 2016 primaries*; 2016 people are a count."""
        if len(word) != 4 or not word.isdecimal() or not YEARS[0] <= int(word) <= YEARS[1]:  # noqa: PLR2004 - a year
            return False
        return noun is None or singular(self._tree, noun) not in self._counted.persons

    def _is_age(self, extent: Extent, noun: int | None, before: str, after: str) -> bool:
        """*aged between 25 and 45*, *a girl of 16*, *Ana Prieto, 58, left*."""
        tree, first = self._tree, extent.first
        if before == "of" and noun is None and singular(tree, tree.head[first - 1]) in self._counted.persons:
            return True
        if any(word in self._counted.ages for word in tree.lower[max(0, first - AGE) : first]):
            return True
        word = tree.lower[extent.last]
        return noun is None and word.isdecimal() and len(word) <= AGE and before == "," and after in {",", "."}

    def _stands_alone(self, extent: Extent, before: str, after: str) -> bool:
        """*555-1234*, *won 3-2*, *1. The dam*: with no noun, dashes make a code and a sentence's first one a list's."""
        tree, first = self._tree, extent.first
        words = tree.lower[first : extent.last + 1]
        if extent.high is not None and (any("-" in word or "–" in word for word in words) or self._scores(first)):
            return True
        if tree.lower[extent.last].isdecimal() and ({before, after} & {"-", "–"}):
            return True
        opens = first == tree.sentences[tree.sentence[first]][0]
        return opens and extent.value < LISTED and after in {".", ")", ":", "]", ","}

    def _scores(self, i: int) -> bool:
        return self._tree.lemma[governor(self._tree, i)].lower() in self._counted.scoring
