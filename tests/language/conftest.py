"""Articles from a line or two of invented text, and the analysis of them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from spacy.language import Language

from storywatch.language import Analyser
from storywatch.messages import Analysis, Article, Header

PUBLISHED = datetime(2030, 6, 14, 12, tzinfo=UTC)


def article(
    text: str, title: str = "A title of its own", published: datetime = PUBLISHED, outlet: str = "example.com"
) -> Article:
    header = Header(
        id="a1", url="https://example.com/a1", outlet=outlet, title=title, published=published, fetched=published
    )
    return Article(header=header, text=text)


@pytest.fixture(scope="session")
def analyser(nlp: Language) -> Analyser:
    return Analyser(nlp)


@pytest.fixture(scope="session")
def read(analyser: Analyser) -> Callable[..., Analysis]:
    """Analyse a text."""
    return lambda text, **header: analyser.analyse_one(article(text, **header))
