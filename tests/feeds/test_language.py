"""The language of a text, by its words."""

from datetime import UTC, datetime

import pytest

from feeds.reading.article import Source, make_article
from feeds.reading.language import detect_language
from feeds.reading.raw_entry import RawEntry, RawFeed

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TEXTS = {
    "en": "The dam above the valley had been cracked for years, and an inspection that said so was kept secret.",
    "fr": "Le barrage au-dessus de la vallée était fissuré depuis des années, selon une inspection tenue secrète.",
    "de": "Der Damm oberhalb des Tals hatte seit Jahren Risse, wie aus einer Prüfung des Ministeriums hervorgeht.",
    "es": "La presa sobre el valle tenía grietas desde hacía años, según una inspección que el ministerio ocultó.",
    "it": "La diga sopra la valle aveva crepe da anni, secondo un'ispezione che il ministero ha tenuto nascosta.",
    "pt": "A barragem acima do vale tinha fissuras há anos, segundo uma inspeção que o ministério escondeu de todos.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_a_sentence_or_two_tell_their_language(language, text):
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "Le barrage", "1 2 3 4 5 6 7 8 9 " * 20, "\0" * 200, "-" * 500])
def test_what_is_short_or_no_sentence_tells_none(text):
    assert detect_language(text) is None


def test_an_article_has_the_language_of_its_text_and_else_what_its_feed_claims():
    def language(text):
        entry = RawEntry(title="t", guid="g", link="https://a.example/x", content=text, language="fr-FR")
        return make_article(entry, Source("https://a.example/feed", RawFeed()), T0).header.language

    assert [language(TEXTS["de"]), language("Kurz.")] == ["de", "fr"]
