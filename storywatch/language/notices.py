"""What a user should hear of languages that are not read though they could be: each once. Knows no statements.

Heard where articles are handed on, in one process: those that parse would each say it again.
"""

import logging
from collections.abc import Iterable, Sequence

from storywatch.language.choice import has_model
from storywatch.language.pack import find_spare, load_packs
from storywatch.language.recognition import recognise
from storywatch.messages import Article

_log = logging.getLogger(__name__)


class Notices:
    """Says what is left unread, and what to do."""

    def __init__(self, languages: Sequence[str], files: Iterable[str] = ()) -> None:
        """Say which of the `files` are packs of a language that is not among the `languages` read."""
        files = tuple(files)
        packs = load_packs(languages, files)
        self._common = {language: pack.common for language, pack in packs.items()}
        self._missing = {language: pack for language, pack in list(packs.items())[1:] if not has_model(pack)}
        for file, language in find_spare(languages, files):
            _log.warning("%s is not used: add %s to languages.read.", file, language)

    def hear(self, article: Article) -> None:
        """Say, at the first article of a language whose model is not installed, how to install it."""
        if not self._missing:
            return
        text = f"{article.header.title}\n{article.text}"
        pack = self._missing.pop(recognise(article.header.language, text, self._common) or "", None)
        if pack is not None:
            _log.warning(
                "Articles in the language %s come in and its model is not installed: they are clustered, without "
                "statements. To read them, install it by `%s`, with the pip of this environment, and start again; "
                "or leave %s out of languages.read.",
                pack.language, pack.install, pack.language,
            )  # fmt: skip
