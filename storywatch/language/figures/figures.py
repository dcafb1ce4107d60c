"""The numbers that a text gives for things counted or measured. Knows nothing of who gives them.

Not figures: dates, times, ages, ordinals, scores, addresses, codes, numbers that name (Article 40, Room 12), numbers of
a list.
"""

from collections.abc import Collection

from msgspec.structs import replace

from storywatch.language.figures.bare import describe_bare
from storywatch.language.figures.counted import (
    MOST,
    describe,
    describe_measured,
    find_noun,
    is_apart,
    is_left,
    load_counted,
    next_noun,
    share_of,
    singular,
)
from storywatch.language.figures.extents import Extent, ExtentReader
from storywatch.language.figures.former import is_former, leads_to
from storywatch.language.figures.glosses import is_gloss
from storywatch.language.figures.measures import Measure, load_measures, rate_of_verb, read_measure, read_rate
from storywatch.language.figures.moved import is_change
from storywatch.language.figures.numbers import Bound, Number, join_sides, of_same
from storywatch.language.figures.numerals import load_numerals
from storywatch.language.figures.ordinals import read_ordinal
from storywatch.language.figures.parts import describe_part, describe_whole, distinction, goes_on, is_part, is_whole
from storywatch.language.figures.refused import Refusal
from storywatch.language.figures.totals import TOTAL, find_total, settle_totals
from storywatch.language.parse.tree import Tree

MAX_FIGURES = 120
"""Figures kept of one article: a table of more is no story's figure."""

NEAR = 4
"""Tokens before a number in which *at least* and the like are looked for."""

SUBJECTS = frozenset({"nsubj", "nsubjpass"})

_BARE = 1000
"""From here a number that stands alone is a figure all the same."""


def find_numbers(tree: Tree, times: Collection[int] = ()) -> list[Number]:
    """Read all figures of a text, in order; `times`: tokens that name a day."""
    return NumberReader(tree, times).read()


class NumberReader:
    """Reads the numbers of one text."""

    __slots__ = ("_counted", "_extents", "_measures", "_numerals", "_refusal", "tree")

    def __init__(self, tree: Tree, times: Collection[int]) -> None:
        self.tree = tree
        self._numerals, self._measures = load_numerals(), load_measures()
        self._counted = load_counted()
        self._extents = ExtentReader(tree, times, self._numerals, self._measures)
        self._refusal = Refusal(tree, self._numerals, self._measures, self._counted)

    def read(self) -> list[Number]:
        """Read every number once."""
        tree = self.tree
        found: list[Number] = []
        read = 0
        for i in self._candidates():
            if i < read or len(found) >= MAX_FIGURES:
                continue
            ordinal = read_ordinal(tree, i, self._counted)
            if ordinal is not None:
                found.append(ordinal)
                continue
            extent = self._extents.at(i)
            if extent is None:
                factor = self._factor(i)
                if factor is not None:
                    found.append(factor)
                continue
            number = self._judge(extent, found[-1] if found else None)
            read = extent.last + 1
            if number is None:
                continue
            read = max(read, number.last + 1)
            if found and is_gloss(self.tree, found[-1].last, found[-1].unit, number.first, number.unit):
                continue
            sides = join_sides(tree, found[-1], number, self._measures) if found else None
            if found and found[-1].former and leads_to(tree, found[-1].last, number.first):
                found[-1] = of_same(found[-1], number)
            if sides is None:
                found.append(number)
            else:
                found[-1] = sides
        counts = settle_totals(tree, [(one.first, one.what, bool(one.unit)) for one in found])
        told = zip(found, counts, strict=True)
        return [replace(one, what=what) for one, what in told if what or one.unit or one.former]

    def _candidates(self) -> list[int]:
        """Tokens at which a figure may begin: most words are none, and are looked at once."""
        tree, factors = self.tree, self._numerals.factors
        units = self._numerals.units
        words = {*self._numerals.vague, *self._numerals.shares, *self._counted.ordinals}
        columns = zip(tree.tag, tree.lower, tree.lemma, strict=True)
        return [
            i
            for i, (tag, word, lemma) in enumerate(columns)
            if tag == "CD"
            or word in words
            or lemma in factors
            or (tag == "JJ" and (word in units or word[0].isdigit()))
        ]

    def _factor(self, i: int) -> Number | None:
        """*The toll has doubled*; where it says to what, that is the figure."""
        tree = self.tree
        factor = self._numerals.factors.get(tree.lemma[i])
        if factor is None or tree.pos[i] != "VERB":
            return None
        told = any(tree.tag[b] == "CD" for k in tree.kids[i] if tree.dep[k] == "prep" for b in tree.kids[k])
        what = describe_bare(tree, i, self._counted)
        return None if told or not what else Number(i, i, what, factor, None, "exact", "times", change=True)

    def _judge(self, extent: Extent, before: Number | None) -> Number | None:
        tree = self.tree
        noun = find_noun(tree, extent.last)
        if noun is not None and is_apart(tree, extent.last, noun):
            noun = None
        if noun is None or noun < extent.first:
            noun = next_noun(tree, extent.last) or noun
        measure = self._measure(extent, noun)
        unit = measure.unit if measure else ""
        start = measure.first if measure else extent.first
        follows = before is not None and self._follows(before, extent, noun, unit)
        former = is_former(tree, start, self._counted, follows=follows)
        if not (former and follows) and self._refusal.refuses(extent, noun, measure):
            return None
        last = max(extent.last, measure.last if measure else extent.last)
        what = self._what(extent, noun, measure, before)
        if not unit and not what and not (former and follows):
            return None
        rate = read_rate(tree, last, self._measures) or read_rate(tree, self._edge(last, noun, measure), self._measures)
        if rate is not None:
            unit, last = f"{unit}/{rate[0]}", max(last, rate[1])
        elif measure is not None and noun is not None and (by := rate_of_verb(tree, noun, self._measures)):
            unit = f"{unit}/{by}"
        value = extent.value
        if unit == "m" and extent.first == extent.last == last:
            value /= self._numerals.suffixes["m"]
        bound, whole = self._bound(start, extent), measure.last if measure else extent.last
        change = is_change(tree, start, whole, extent.last, self._counted, measured=measure is not None)
        vague = tree.lower[extent.first] in self._numerals.vague
        number = Number(start, last, what, value, extent.high, bound, unit, change=change, former=former, vague=vague)
        return of_same(number, before) if former and follows and before is not None else number

    def _follows(self, before: Number, extent: Extent, noun: int | None, unit: str) -> bool:
        """Does a number of a sort follow another one in its sentence: *17 people, up from 11*?"""
        tree = self.tree
        if before.former or tree.sentence[before.first] != tree.sentence[extent.first]:
            return False
        if not unit and noun is not None and noun > extent.last:
            return before.what[:1] == (singular(tree, noun),)
        return unit in {"", before.unit} or unit == before.unit.partition("/")[0]

    def _measure(self, extent: Extent, noun: int | None) -> Measure | None:
        if extent.share:
            return Measure("%", extent.first, extent.last)
        measure = read_measure(self.tree, extent.first, extent.last, noun, self._measures)
        if measure is not None:
            return measure
        return self._length(extent) if noun is None else self._lasting(extent, noun)

    def _edge(self, last: int, noun: int | None, measure: Measure | None) -> int:
        """Last token of what is counted, behind which a rate stands: *barrels of oil | a day*."""
        tree = self.tree
        if noun is None or noun < last:
            return last
        of = next((k for k in tree.kids[noun] if k > noun and tree.lower[k] == "of"), None)
        below = tree.kid(of, "pobj") if of is not None else None
        if below is not None and measure is not None:
            return max(last, below)
        return max(last, noun)

    def _what(
        self, extent: Extent, noun: int | None, measure: Measure | None, before: Number | None
    ) -> tuple[str, ...]:
        tree = self.tree
        if measure is None and is_whole(tree, extent.first, self._counted):
            return describe_whole(tree, extent.last, noun, self._counted)
        if measure is None and (told := self._beside(extent, noun, before)):
            return told
        if noun is not None and measure is None and is_part(tree, extent.last):
            return describe_part(tree, noun, self._counted)
        if noun is None and measure is None and find_total(tree, extent.last, self._counted) is not None:
            return TOTAL
        if noun is not None and measure is not None and measure.unit != "%" and noun <= measure.last:
            return describe_measured(tree, noun, self._counted)
        if measure is not None and measure.unit == "%" and (whole := share_of(tree, measure.last)) is not None:
            told = (*describe(tree, whole, self._counted), *describe_bare(tree, extent.last, self._counted))
            return tuple(dict.fromkeys(told))[:MOST]
        if noun is not None and not (measure and noun == measure.last):
            return describe(tree, noun, self._counted)
        alone = noun is None and measure is None and extent.value < _BARE
        if alone and tree.dep[extent.last] in {"ROOT", "appos", "punct", "meta", "dep"}:
            return ()
        return describe_bare(tree, extent.last, self._counted)

    def _word(self, i: int) -> str:
        return self.tree.lower[i] if i >= 0 else ""

    def _beside(self, extent: Extent, noun: int | None, before: Number | None) -> tuple[str, ...]:
        """What a plain number counts by what stands right after it, or by the number before it in its sentence."""
        tree = self.tree
        left = (noun is None or noun < extent.first) and is_left(tree, extent.last + 1, self._counted)
        state = (tree.lemma[extent.last + 1].lower(),) if left else ()  # *left 12 dead and 40 injured*
        beside = before is not None and not before.unit and tree.sentence[before.first] == tree.sentence[extent.first]
        if before is None or not beside or (left and self._word(extent.first - 1) == "and"):
            return state
        if before.what and before.what != TOTAL and goes_on(tree, extent.last, noun):
            return (*before.what[:2], *distinction(tree, extent.last))
        return state or self._more_of(before, extent, noun)

    def _more_of(self, before: Number, extent: Extent, noun: int | None) -> tuple[str, ...]:
        """*12 soldiers died, six were wounded*, *14 rebels were killed and 42 others wounded*: of the same people."""
        tree, number = self.tree, extent.last
        counted = find_noun(tree, before.last)
        if counted is None or tree.dep[counted] not in SUBJECTS or before.what[:1] != (singular(tree, counted),):
            return ()
        if noun is None and tree.dep[number] in SUBJECTS and tree.pos[tree.head[number]] in {"VERB", "AUX"}:
            return tuple(dict.fromkeys((before.what[0], *describe_bare(tree, number, self._counted))))[:MOST]
        if noun is not None and singular(tree, noun) in self._counted.others:
            return tuple(dict.fromkeys((before.what[0], *describe(tree, noun, self._counted)[1:])))[:MOST]
        return ()

    def _length(self, extent: Extent) -> Measure | None:
        """*120m deep*: with nothing counted, the letter is a unit, not a scale."""
        word = self.tree.lower[extent.last]
        if not (word[:1].isdigit() and word.endswith("m") and word[:-1][-1:].isdigit()):
            return None
        return Measure("m", extent.first, extent.last)

    def _lasting(self, extent: Extent, noun: int) -> Measure | None:
        """*would take two to three months*: a length of time that is itself what is told."""
        tree = self.tree
        unit = self._measures.durations.get(tree.lemma[noun].lower())
        verb = tree.head[noun]
        if unit is None or tree.dep[noun] not in {"dobj", "npadvmod"} or noun < extent.last:
            return None
        if tree.lemma[verb].lower() not in self._counted.lasting:
            return None
        return Measure(unit, extent.first, noun)

    def _bound(self, first: int, extent: Extent) -> Bound:
        tree = self.tree
        if tree.lower[extent.first] in self._numerals.vague:
            return "at least"
        start = max(tree.sentences[tree.sentence[first]][0], first - NEAR)
        if first > start and tree.lower[first - 1] in self._numerals.little:
            first -= 1  # *about a thousand*
        before = " ".join(tree.lower[start:first])
        if before.endswith(self._counted.at_most):
            return "at most"
        if before.endswith(self._counted.at_least):
            return "at least"
        return "about" if before.rpartition(" ")[2] in self._counted.about else "exact"
