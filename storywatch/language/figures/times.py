"""What is news in an article, what is told again, and as of when a count holds. Knows days and tenses, no stories."""

from datetime import date, datetime, timedelta

from storywatch.language.figures.dates import CLIMB, TimeReader
from storywatch.language.figures.time_words import TimeWords, load_times
from storywatch.language.figures.when import When
from storywatch.language.parse.tree import Tree

OLD = timedelta(14)
"""What ended this long before the article's day is told again; *last week* still belongs to the news."""

GOVERNED = 3
"""Sentences after the one that names an older time up to which it governs what they tell."""

OWN_DAYS = timedelta(6)
"""Days on either side of the article's that a sentence sets itself in: as far as *Friday* reaches."""


DATELINE = 24
"""Tokens from a sentence's start within which *Apr 25, 2009 12:51 am BST MEXICO CITY (Agency) -* ends."""

YESTERDAY = timedelta(1)

FIRST_YEAR = 1900
"""From here four digits before a noun are the year of it."""

RECENT = timedelta(31)
"""What goes on from before that is no stretch that anything is counted in, but all there is."""

GOVERNORS = 2
"""Steps up the tree from a time to its verb: by way of its preposition, not of a noun."""

DASHES = frozenset({"-", "--", "–", "—"})


class Times:
    """The times of one text, by sentence."""

    __slots__ = ("_of", "_set_back", "_tree", "_words", "published", "tokens")

    def __init__(
        self, tree: Tree, published: datetime, paragraphs: list[int] | None = None, words: TimeWords | None = None
    ) -> None:
        """Read the times; `paragraphs` gives each sentence's, -1 outside prose."""
        self.published = published.date()
        self._tree, self._words = tree, words or load_times()
        self._of: list[list[When]] = [[] for _ in tree.sentences]
        self.tokens: set[int] = set()
        """All tokens that name a time."""
        for when in TimeReader(tree, published, self._words).read():
            self._of[tree.sentence[when.first]].append(when)
            self.tokens.update(range(when.first, when.last + 1))
        self._set_back = self._find_set_back(paragraphs or [0] * len(tree.sentences))

    def _find_set_back(self, paragraphs: list[int]) -> list[bool]:
        """Which sentences an older time governs: their own, or the one before's in a paragraph that names no other."""
        found: list[bool] = []
        named = -GOVERNED
        for s, times in enumerate(self._of):
            if times:
                named = s
                found.append(self._is_old(times))
            else:
                follows = s > 0 and paragraphs[s] == paragraphs[s - 1] >= 0
                found.append(follows and found[s - 1] and s - named <= GOVERNED)
        return found

    def _is_old(self, times: list[When]) -> bool:
        """All of them lie before the article's news, or one began long before and goes on."""
        if any(when.since and when.start < self.published - OLD * 6 for when in times):
            return True
        return all(not when.since and when.end < self.published - OLD for when in times)

    def is_dated(self, sentence: int) -> bool:
        """Does a sentence set itself in the article's own days? The day of its dateline is the page's."""
        said = self._past_dateline(sentence)
        return any(when.first >= said and self._is_own(when) and not self._is_over(when) for when in self._of[sentence])

    def days_in(self, sentence: int) -> tuple[date, ...]:
        """Give the single days that a sentence names, in order, each once; not the day of its dateline."""
        times = self._of[sentence]
        if not times:
            return ()
        said = self._past_dateline(sentence)
        return tuple(sorted({when.day for when in times if when.first >= said and when.day is not None}))

    def _is_own(self, when: When) -> bool:
        """One of the article's own days, as far as *Friday* reaches."""
        own = abs(when.start - self.published) <= OWN_DAYS
        return own and not when.since and when.end - when.start < OWN_DAYS

    def _is_over(self, when: When) -> bool:
        """*At the weekend*, told on a Tuesday or later: what happened then was the news of Monday."""
        return when.start < when.end < self.published - YESTERDAY

    def _past_dateline(self, sentence: int) -> int:
        """Return the first token after a sentence's dateline, or its first."""
        first, after = self._tree.sentences[sentence]
        for k in range(first + 1, min(after, first + DATELINE)):
            if self._tree.lower[k] in DASHES and self._tree.lower[k - 1] == ")":
                return k + 1
        return first

    def is_retold(self, verb: int, first: int, last: int) -> bool:
        """Is the clause of `verb`, within tokens `first` to `last`, set clearly before the article?"""
        tree, s = self._tree, self._tree.sentence[verb]
        if self.is_past(verb, first, last):
            return True
        if any(first <= when.first <= last for when in self._of[s]):
            return False
        return self._set_back[s] and not self._of[s] and tree.tag[verb] in {"VBD", "VBN"}

    def is_past(self, verb: int, first: int, last: int) -> bool:
        """Does the clause itself say so: *had denied*, *denied in March 2019*, *a day after it denied*?"""
        tree = self._tree
        if self._comes_before(verb):
            return True
        had = any(tree.lower[k] in {"had", "'d"} and tree.dep[k] == "aux" for k in tree.kids[verb])
        if had and tree.tag[verb] in {"VBN", "VBD"}:
            return True
        times = [when for when in self._of[tree.sentence[verb]] if first <= when.first <= last]
        text = " ".join(tree.lower[first : last + 1])
        if any(phrase in text and self._sets(verb, phrase, first, last) for phrase in self._words.past):
            return not any(self._is_own(when) for when in times)
        return bool(times) and self._is_old(times)

    def is_told_again(self, cue: int, *, denies: bool) -> bool:
        """Tell whether it was news before: *at first denied*, *denied last week*, *her earlier denial*.

        *After denying it* tells what came of that, and *first* is over where somebody denies; *was first confirmed on
        Friday* is the news of Friday.
        """
        tree, words = self._tree, self._words
        if self.is_days_ago(cue):
            return True
        times = [when for when in self._of[tree.sentence[cue]] if self._dates(when, cue)]
        if denies and tree.dep[cue] == "pcomp" and tree.lower[tree.head[cue]] in words.after:
            return True
        if not denies and any(self._is_own(when) for when in times):
            return False
        return any(self._is_at_first(k) for k in tree.kids[cue])

    def _is_at_first(self, k: int) -> bool:
        """*Initially*, *at first*; *earlier* beside a noun."""
        tree, words = self._tree, self._words
        match tree.dep[k]:
            case "advmod":
                return tree.lower[k] in words.at_first
            case "amod":
                return tree.lower[k] in words.former
            case "prep":
                return tree.lower[k] == "at" and any(tree.lower[x] in words.at_first for x in tree.kids[k])
            case _:
                return False

    def is_days_ago(self, cue: int) -> bool:
        """Tell whether a verb's own time is counted back: *said last week*, not *said it broke last week*."""
        tree = self._tree
        here = [when for when in self._of[tree.sentence[cue]] if self._is_days_ago(when)]
        return any(tree.head[k] == cue for when in here for k in range(when.first, when.last + 1))

    def _is_days_ago(self, when: When) -> bool:
        """*Last week*, *three days ago*, late in a week *earlier this week*: as no weekday of the article's news is."""
        tree, words = self._tree, self._words
        if when.since or tree.lower[when.first] in words.this:
            return False
        if tree.lower[when.first] in words.earlier:
            return when.start < self.published - YESTERDAY
        ago = tree.lower[when.last] in words.ago and when.end < self.published - YESTERDAY
        return ago or (tree.lower[when.first] in words.last and tree.lemma[when.last] in words.lengths)

    def _dates(self, when: When, verb: int) -> bool:
        """Tell whether it is of this verb that a time says when."""
        tree, i = self._tree, when.first
        for _ in range(CLIMB):
            if i == verb or tree.head[i] == i:
                break
            i = tree.head[i]
            if tree.pos[i] == "VERB":
                break
        return i == verb

    def _sets(self, verb: int, phrase: str, first: int, last: int) -> bool:
        """An adverb sets the time of its own verb alone: not *the previously closed road*, nor *from 20 previously*."""
        tree = self._tree
        return " " in phrase or any(tree.lower[k] == phrase and tree.head[k] == verb for k in range(first, last + 1))

    def _comes_before(self, verb: int) -> bool:
        """*It came two days after they denied it*: what lay before the news is only its measure."""
        tree = self._tree
        after = tree.kid(verb, "mark") if tree.dep[verb] == "advcl" else None
        if not after or tree.lower[after] not in self._words.after:
            return False
        return tree.lemma[after - 1].lower() in self._words.lengths

    def as_of(self, token: int, first: int, last: int, counting: frozenset[str] | None = None) -> date | None:
        """The day on which what `token` says holds, by the nearest time in its clause, else in its sentence.

        `counting`: of a count only what these verbs tell has a day: people *were hurt on Friday*, but are *put at 17 on
        Friday*. None where the text names no earlier day: then it holds as of the article.
        """
        here = self._of[self._tree.sentence[token]]
        if counting is not None:
            here = [when for when in here if self._is_of_counting(when, counting)]
        near = [when for when in here if first <= when.first <= last] or here
        if not near:
            return None
        when = min(near, key=lambda when: (abs(when.first - token), when.first))
        return when.end if when.end < self.published else None

    def happened(self, token: int, first: int, last: int, counting: frozenset[str]) -> tuple[date, date] | None:
        """The days in which what befell those counted at `token` befell them: *were killed on Friday*, *this week*.

        By the nearest time in its clause, else the sentence's only one; not when it was counted (`counting`).
        """
        sentence = self._tree.sentence[token]
        said = self._past_dateline(sentence)
        here = [
            when
            for when in self._of[sentence]
            if when.first >= said
            and not (when.since and when.start < self.published - RECENT)
            and not self._is_of_counting(when, counting)
        ]
        near = [when for when in here if first <= when.first <= last] or here[: len(here) == 1]
        if not near:
            return None
        when = min(near, key=lambda when: (abs(when.first - token), when.first))
        return when.start, when.end

    def is_at_first(self, verb: int) -> bool:
        """Tell whether a clause, or one that it stands under, is told as of the beginning: *initially said that*."""
        tree = self._tree
        for _ in range(CLIMB):
            if any(self._is_at_first(k) for k in tree.kids[verb]):  # *was first seen on Friday* is the news of Friday
                times = self._of[tree.sentence[verb]]
                return not any(self._is_own(when) for when in times if self._dates(when, verb))
            if tree.dep[verb] not in {"ccomp", "xcomp"}:
                return False
            verb = tree.head[verb]
        return False

    def is_of_old(self, verb: int) -> bool:
        """Tell whether a clause is about what is of an older time: *the 2005 explosion that killed 15*."""
        tree = self._tree
        if tree.dep[verb] not in {"relcl", "acl"}:
            return False
        noun = tree.head[verb]
        years = {str(year) for year in range(FIRST_YEAR, self.published.year)}
        return not years.isdisjoint(tree.lower[tree.left(noun) : noun])

    def _is_of_counting(self, when: When, counting: frozenset[str]) -> bool:
        """*as of Monday*, *by Monday*, *said on Monday*; not *killed on Monday*, *an attack on Monday*."""
        tree, i = self._tree, when.first
        if i and tree.lower[i - 1] in self._words.holding:
            return True
        for _ in range(GOVERNORS):
            i = tree.head[i]
            if tree.pos[i] in {"VERB", "AUX"}:
                return tree.lemma[i].lower() in counting
        return False
