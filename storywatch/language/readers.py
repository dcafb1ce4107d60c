"""Each article to the reader of its language. Knows which languages are read, not how.

A language's model is loaded at its first article: an installation that sees no French has no French model in memory.
"""

import gc
from collections.abc import Iterable, Iterator

from storywatch.knowledge import Knowledge
from storywatch.language.analyser import Analyser, Policy
from storywatch.language.choice import language_of
from storywatch.language.notices import Notices
from storywatch.language.pack import Pack
from storywatch.language.parse.model import load_model
from storywatch.language.unread import analyse_unread
from storywatch.messages import Analysis, Article

MAX_LEARNED = 200_000
"""Strings, some 120 MB, that a model may take in before it is loaded anew, in a second: spaCy forgets no word form that
it met, and the news always has another."""


class Readers:
    """A reader for each language. Keeps models, and nothing of the articles."""

    def __init__(
        self,
        packs: dict[str, Pack],
        model: str = "",
        policy: Policy | None = None,
        knowledge: Knowledge | None = None,
        notices: Notices | None = None,
    ) -> None:
        """`packs` as find_packs gives them; `model` is the first language's, if not its pack's.

        `notices` hear of each article that no pack reads.
        """
        self._notices = notices
        self._packs, self._model, self._policy, self._knowledge = packs, model, policy or Policy(), knowledge
        self._analysers: dict[str, Analyser] = {}

    def warm(self) -> None:
        """Load the first language's model now."""
        for language in list(self._packs)[:1]:
            self._reader(language)

    def analyse(self, articles: Iterable[Article]) -> Iterator[Analysis]:
        """Analyse articles, those of one language together; the order stays. Raises what any of them raises."""
        wanted = [(article, language_of(article, self._packs)) for article in articles]
        done: dict[int, Analysis] = {}
        for language in dict.fromkeys(language for _, language in wanted):
            places = [n for n, (_, own) in enumerate(wanted) if own == language]
            if language is None:
                if self._notices is not None:
                    for n in places:
                        self._notices.hear(wanted[n][0])
                done.update((n, analyse_unread(wanted[n][0], self._policy.max_chars)) for n in places)
            else:
                results = self._reader(language).analyse(wanted[n][0] for n in places)
                done.update(zip(places, results, strict=True))
        return (done[n] for n in range(len(wanted)))

    def analyse_one(self, article: Article) -> Analysis:
        """Analyse one article by itself."""
        return next(self.analyse([article]))

    def _reader(self, language: str) -> Analyser:
        analyser = self._analysers.get(language)
        if analyser is not None and analyser.learned > MAX_LEARNED:
            del self._analysers[language]
            analyser = None
            gc.collect()  # a model is full of rings: before there are two
        if analyser is None:
            pack = self._packs[language]
            own = self._model if language == next(iter(self._packs)) else ""
            nlp = load_model(own or None, pack)
            analyser = self._analysers[language] = Analyser(nlp, self._policy, pack, self._knowledge)
        return analyser
