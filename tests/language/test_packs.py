"""What a language pack has to be, which one reads an article, and what is read where none does."""

import tomllib
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from storywatch.language import readers
from storywatch.language.choice import LANGUAGES, MissingModelError, find_packs, language_of
from storywatch.language.pack import OWN, Pack, load_pack, load_packs, read_pack
from storywatch.language.packfile import PackError
from storywatch.language.parse.model import load_model
from storywatch.language.readers import Readers
from storywatch.language.recognition import recognise
from storywatch.language.unread import analyse_unread
from storywatch.messages import Article, Header

T0 = datetime(2030, 6, 14, 12, tzinfo=UTC)
TEXTS = {
    "en": "The mayor of the town said on Monday that the bridge was closed and would not be opened again this year, "
    "because the river had risen.",
    "fr": "Le maire de la ville a déclaré lundi que le pont était fermé et qu'il ne serait pas rouvert cette année, "
    "parce que la rivière est montée.",
    "es": "El alcalde de la ciudad dijo el lunes que el puente estaba cerrado y que no se abriría de nuevo este año, "
    "porque el río ha crecido mucho.",
    "ja": "市長は月曜日、橋が閉鎖され、川の水位が上昇したため今年は再開されないと述べた。住民は別の道を使う。",
}
COMMON = {language: load_pack(language).common for language in OWN}


def page(text: str, language: str = "en", n: int = 1) -> Article:
    header = Header(
        id=f"a{n}", url=f"https://example.com/{n}", outlet="example.com", title="", published=T0, fetched=T0,
        language=language,
    )  # fmt: skip
    return Article(header=header, text=text)


def source(language: str) -> str:
    return files("storywatch.language").joinpath("packs", f"{language}.toml").read_text("utf-8")


@pytest.mark.parametrize("language", OWN)
def test_every_verb_that_rejects_takes_an_object(language: str) -> None:
    lexicon = load_pack(language).lexicon
    assert lexicon.rejecting <= set(lexicon.object) | set(lexicon.person), lexicon.rejecting


@pytest.mark.parametrize("language", OWN)
def test_no_pack_names_a_list_that_no_rule_reads(language: str) -> None:
    with pytest.raises(PackError, match="somewords"):
        read_pack(source(language).replace("[words]", '[words]\nsomewords = "a"'), "own.toml")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("[pack]", "[pack"), "no TOML"),
        (('scheme = "ud"', 'scheme = "x"'), "scheme"),
        (('scheme = "ud"', 'scheme = "clear"'), "grammar"),
        (('language = "fr"', ""), "language"),
        (('models = "fr_core_news_md', 'models = 3 # "fr_core_news_md'), "models"),
        (('PER = "PERSON"', 'PER = "PERSONS"'), "PERSONS"),
        (("[verbs.deny]", "[verbs.denies]"), "denies"),
        (('infinitive = "refuser"', 'infinitives = "refuser"'), "infinitives"),
        (('limits = "plus"', 'limit = "plus"'), "limit"),
        (('"(.*)es" =', '"(.*es" ='), "lemmas"),
        (("'\\1er'", "'\\2er'"), "group reference"),
    ],
)
def test_a_pack_that_cannot_be_used_says_why(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(source("fr").replace(*change), "utf-8")
    with pytest.raises(PackError, match=rf"(?s)own\.toml.*{says}"):
        load_packs(["fr"], [str(own)])


def test_a_pack_of_the_users_own_stands_in_for_ours(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(source("fr").replace('titles = """', 'titles = """doyenne '), "utf-8")
    packs = load_packs(["en", "fr"], [str(own)])
    assert "doyenne" in packs["fr"].lexicon.titles
    assert list(packs) == ["en", "fr"]


def test_a_language_without_a_pack_says_which_there_are() -> None:
    with pytest.raises(PackError, match="en, fr"):
        load_packs(["en", "eo"])


def test_glosses_are_english_for_the_prepositions_of_cues_too() -> None:
    assert load_pack("fr").lexicon.prepositions["appeler"] == {"to": "demand"}


@pytest.mark.parametrize(
    ("declared", "text", "wanted"),
    [
        ("en", "en", "en"), ("en-GB", "en", "en"), ("fr", "fr", "fr"), ("en", "fr", "fr"), ("und", "en", "en"),
        ("fr", "en", "en"), ("en", "es", None), ("es", "es", None), ("en", "ja", None), ("es", "en", "en"),
    ],
)  # fmt: skip
def test_a_declared_language_is_believed_unless_the_words_speak_against_it(
    declared: str, text: str, wanted: str | None
) -> None:
    assert recognise(declared, TEXTS[text], COMMON) == wanted


@pytest.mark.parametrize(("declared", "wanted"), [("en", "en"), ("es", None), ("und", None)])
def test_of_a_few_words_the_declaration_is_believed(declared: str, wanted: str | None) -> None:
    assert recognise(declared, "Dam closed", COMMON) == wanted


def test_the_first_language_needs_its_model_and_others_are_left_out(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(source("fr").replace("fr_core_news_", "fr_core_none_"), "utf-8")
    assert list(find_packs(["en", "fr"], [str(own)])) == ["en"]
    with pytest.raises(MissingModelError, match=r"pip install fr-core"):
        find_packs(["fr", "en"], [str(own)])


def test_articles_go_to_the_reader_of_their_language_and_come_back_in_order() -> None:
    reading = Readers(find_packs(LANGUAGES))
    order = ["es", "fr", "en", "ja", "fr", "en"]
    articles = [page(TEXTS[language], n=n) for n, language in enumerate(order)]
    results = list(reading.analyse(articles))
    assert [r.article.id for r in results] == [a.header.id for a in articles]
    assert [len(r.statements) for r in results] == [0, 1, 1, 0, 1, 1]
    assert [language_of(a, find_packs(LANGUAGES)) for a in articles] == [None, "fr", "en", None, "fr", "en"]


def test_a_model_is_loaded_at_the_first_article_of_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    def load(name: str | None, pack: Pack) -> object:
        loaded.append(pack.language)
        return load_model(name, pack)

    monkeypatch.setattr(readers, "load_model", load)
    reading = Readers(find_packs(LANGUAGES))
    reading.warm()
    reading.analyse_one(page(TEXTS["en"]))
    assert loaded == ["en"]
    reading.analyse_one(page(TEXTS["fr"], "fr"))
    assert loaded == ["en", "fr"]


def test_a_model_that_has_learned_too_many_words_is_loaded_anew_and_reads_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[str] = []

    def load(name: str | None, pack: Pack) -> object:
        loaded.append(pack.language)
        return load_model(name, pack)

    monkeypatch.setattr(readers, "load_model", load)
    monkeypatch.setattr(readers, "MAX_LEARNED", 5)
    reading = Readers(find_packs(["en"]))
    few = page(TEXTS["en"])
    many = page(TEXTS["en"] + " " + " ".join(f"zq{n}" for n in range(100, 120)))
    first = reading.analyse_one(few)
    reading.analyse_one(many)
    assert reading.analyse_one(few) == first
    assert len(loaded) > 1


def test_what_no_pack_reads_has_sentences_figures_and_terms() -> None:
    text = "El puente se cerró. Hubo 17 muertos y 1.200 heridos en 2019; costará 3,5 % más."
    analysis = analyse_unread(page(text, "es"), 10_000)
    assert [s.text for s in analysis.sentences] == ["El puente se cerró.", text[20:]]
    assert [(f.value, f.unit) for f in analysis.figures] == [(17.0, ""), (1200.0, ""), (3.5, "%")]
    assert [text[slice(*f.span)] for f in analysis.figures] == ["17", "1.200", "3,5"]
    assert "puente" in analysis.terms
    assert (analysis.statements, analysis.narration, analysis.truncated) == ((), (), False)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("1.200", 1200), ("1 234 567", 1234567), ("1.234,5", 1234.5), ("3,5", 3.5), ("0.125", 0.125), ("0,001", 0.001),
        ("١٢", 12), ("٣٫٥", 3.5), ("١٬٢٠٠", 1200), ("٠٫١٢٥", 0.125),
    ],
)  # fmt: skip
def test_marks_within_a_number_part_thousands_or_decimals(number: str, value: float) -> None:
    assert [f.value for f in analyse_unread(page(f"El precio: {number} %.", "es"), 1_000).figures] == [value]


def test_sentences_end_on_the_marks_of_scripts_without_spaces() -> None:
    analysis = analyse_unread(page(TEXTS["ja"], "ja"), 10_000)
    assert [s.text[-1] for s in analysis.sentences] == ["。", "。"]


def test_what_no_pack_reads_is_bounded() -> None:
    assert analyse_unread(page("ab " * 50_000, "es"), 1_000).truncated
    analysis = analyse_unread(page("9" * 100_000 + " 1.1.1.1 " * 9_000, "es"), 200_000)
    assert len(analysis.figures) == 0


def test_every_pack_is_toml_with_a_model_to_install() -> None:
    for language in OWN:
        head = tomllib.loads(source(language))["pack"]
        assert head["language"] == language
        assert "pip install" in head["install"]


def test_terms_are_what_a_language_does_not_say_everywhere() -> None:
    assert not {"el", "los", "que"} & set(analyse_unread(page(TEXTS["es"], "es"), 10_000).terms)
    terms = next(Readers(find_packs(LANGUAGES)).analyse([page("L'armée a fermé le pont de Vernoy. " * 4, "fr")])).terms
    assert {"armée", "pont", "vernoy"} <= set(terms)
    assert not {"le", "de", "l'armée"} & set(terms)


def test_terms_of_scripts_that_part_no_words_are_pairs_of_letters() -> None:
    terms = analyse_unread(page("橋が閉鎖された。橋を渡れない。", "ja"), 10_000).terms
    assert "閉鎖" in terms
    assert all(len(term) == 2 for term in terms)
