"""French: one construction a test, and what the marked sentences of french/ yield."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storywatch.batch import Monitor
from storywatch.knowledge import Knowledge
from storywatch.language import Analyser, load_model
from storywatch.language.pack import load_pack
from storywatch.ledger import LedgerPolicy
from storywatch.messages import Analysis, Span
from storywatch.stories import StoryPolicy
from tests.language.conftest import article
from tests.language.marked import read_marked, score

MARKED = Path(__file__).parent / "french"
Read = Callable[[str], Analysis]


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    pack = load_pack("fr")
    return Analyser(load_model(pack=pack), pack=pack)


@pytest.fixture(scope="module")
def read(analyser: Analyser) -> Read:
    return lambda text: analyser.analyse_one(article(text))


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("name", "precision", "recall", "acts", "polarity"),
    [("tuned", 0.98, 0.95, 0.97, 0.97), ("unseen", 0.94, 0.86, 0.91, 0.97)],
)
def test_marked_sentences_yield_their_statements(
    read: Read, name: str, precision: float, recall: float, acts: float, polarity: float
) -> None:
    found = score([(one, read(one.text)) for one in read_marked(MARKED / f"{name}.txt")])
    assert (found.precision >= precision, found.recall >= recall) == (True, True), found
    assert (found.acts >= acts, found.polarity >= polarity) == (True, True), found


def test_a_pronoun_after_its_verb_is_who_was_named_last(read: Read) -> None:
    text = "La ministre Anne Prévost a visité le barrage. « Il est fermé », a-t-elle déclaré."
    (statement,) = read(text).statements
    assert statement.speaker_entity == "Anne Prévost"
    assert (statement.form, words(text, statement.content)) == ("direct", "« Il est fermé »")


def test_a_pronoun_of_a_thing_is_nobody(read: Read) -> None:
    text = "Anne Prévost dirige la région. La société a fermé deux usines. Elle a annoncé un plan de relance."
    assert read(text).statements[-1].speaker_entity is None


def test_a_title_and_a_surname_are_the_person_named_in_full(read: Read) -> None:
    text = "Le président Karim Bensalem a reçu la presse. M. Bensalem a exclu une réforme."
    assert read(text).statements[-1].speaker_entity == "Karim Bensalem"


def test_the_conditional_of_hearsay_is_reported_and_not_certain(read: Read) -> None:
    (statement,) = read("Selon une source proche du dossier, le président aurait signé l'accord.").statements
    assert (statement.speaker_kind, statement.certainty) == ("anonymous", "probable")
    assert statement.proposition is not None
    assert (statement.proposition.predicate, statement.proposition.mood) == ("signer", "possible")


def test_hearsay_without_a_source_is_told_on_others_word(read: Read) -> None:
    (told,) = read("Le président aurait quitté la capitale dans la nuit.").narration
    assert told.via == ("reports",)


def test_what_would_come_in_a_report_of_the_past_is_a_forecast(read: Read) -> None:
    (statement,) = read("Anne Prévost a ajouté que les travaux coûteraient trop cher.").statements
    assert statement.act == "assess"
    assert statement.proposition is not None
    assert statement.proposition.mood == "conditional"


def test_a_synthetic_future_is_one(read: Read) -> None:
    (told,) = read("Le pont fermera lundi pour deux ans.").narration
    assert told.proposition.mood == "future"


def test_a_modal_verb_colours_what_it_governs(read: Read) -> None:
    (told,) = read("La digue pourrait céder dans les prochaines heures.").narration
    assert (told.proposition.predicate, told.proposition.mood) == ("céder", "possible")


def test_a_copula_predicates_what_it_links(read: Read) -> None:
    (told,) = read("Le vieux pont de la ville est dangereux.").narration
    assert (told.proposition.subject, told.proposition.predicate) == (("pont",), "dangereux")


def test_a_passive_names_who_acts(read: Read) -> None:
    (told,) = read("Le barrage a été construit par la société Orsan.").narration
    assert told.proposition.object == ("barrage",)
    assert told.proposition.predicate == "construire"
    assert told.proposition.subject in {("société",), ("Orsan",)}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("L'armée n'a pas tiré sur la foule.", "neg"),
        ("L'armée ne tire plus sur la foule.", "neg"),
        ("L'armée a tiré sur plus de 300 manifestants.", "pos"),
        ("L'armée n'a arrêté aucun manifestant.", "neg"),
        ("Personne n'a été blessé dans l'accident.", "neg"),
        ("Une personne a été blessée dans l'accident.", "pos"),
    ],
)
def test_negation(read: Read, text: str, polarity: str) -> None:
    assert [told.proposition.polarity for told in read(text).narration] == [polarity]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("La ministre exclut une hausse des tarifs.", "deny"),
        ("La ministre n'exclut pas une hausse des tarifs.", "assess"),
        ("Le maire veut fermer le pont.", "commit"),
        ("Le maire ne veut pas fermer le pont.", "oppose"),
    ],
)
def test_a_negation_turns_what_excluding_and_consenting_do(read: Read, text: str, act: str) -> None:
    assert [statement.act for statement in read(text).statements] == [act]


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("L'accident a fait 1 200 blessés dans la vallée.", 1200, "", "exact"),
        ("Les travaux coûtent 3,5 millions d'euros à la ville.", 3_500_000, "€", "exact"),
        ("Plus de 300 soldats ont quitté la ville.", 300, "", "at least"),
        ("Trois ingénieurs ont été arrêtés mardi.", 3, "", "exact"),
    ],
)
def test_numbers_as_french_writes_them(read: Read, text: str, value: float, unit: str, bound: str) -> None:
    assert [(f.value, f.unit, f.bound) for f in read(text).figures] == [(value, unit, bound)]


def test_hours_and_years_are_no_figures(read: Read) -> None:
    assert read("Quelque 400 soldats sont partis à 18 heures pour dix ans.").figures[1:] == ()


@pytest.mark.parametrize(
    ("text", "dated", "background"),
    [
        ("Le pont a fermé vendredi.", True, False),
        ("Le pont a fermé en mars 2019.", False, True),
        ("Le pont avait fermé avant la crue.", False, True),
    ],
)
def test_times_go_by_the_words_for_days_and_months(read: Read, text: str, *, dated: bool, background: bool) -> None:
    analysis = read(text)
    assert [sentence.dated for sentence in analysis.sentences] == [dated]
    assert [told.background for told in analysis.narration] == [background]


PIECES = st.sampled_from(
    ["Anne Prévost", "a déclaré", "« ", " »", ", ", "a-t-elle", "dit", "que", "le pont", "est", "fermé", "selon",
     "s'est", "engagée à", "pour le maire,", "n'a pas", "peut", "fermer", "M. Lestang", "1 200", "3,5", ". ", "\n", "?",
     "de", "la"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(PIECES, max_size=40).map(" ".join))
def test_any_text_keeps_its_trees_and_offsets(analyser: Analyser, text: str) -> None:
    analysis = analyser.analyse_one(article(text))
    spans = [span for s in analysis.statements for part in (s.speaker, s.cue, s.content) for span in part]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    (columns,) = analyser._parser.parse([text])
    tree = load_pack("fr").read_tree(columns, analyser._strings, text)
    for i in range(tree.n):
        above, steps = i, 0
        while tree.head[above] != above:
            above, steps = tree.head[above], steps + 1
            assert steps <= tree.n
        assert tree.left(i) <= i <= tree.right(i)


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "La ministre, Anne Prévost, dément avoir été informée de la fuite.",
            "La ministre, Anne Prévost,",
            "avoir été informée de la fuite",
        ),
        ("Le maire dément ces accusations.", "Le maire", "ces accusations"),
        ("Le maire dément que le barrage soit fermé.", "Le maire", "que le barrage soit fermé"),
    ],
)
def test_a_denial_whose_form_looks_like_an_adverb_is_one(read: Read, text: str, speaker: str, content: str) -> None:
    (statement,) = read(text).statements
    assert statement.act == "deny"
    assert (words(text, statement.speaker), words(text, statement.cue)) == (speaker, "dément")
    assert words(text, statement.content) == content


def test_the_same_word_sets_no_relative_clause_above_its_sentence(read: Read) -> None:
    text = "Le maire, qui dément ces accusations, a dit que le barrage est sûr."
    assert words(text, read(text).statements[-1].content) == "que le barrage est sûr"


def test_a_pronoun_after_its_verb_speaks_without_quotation_marks_too(read: Read) -> None:
    text = "Anne Prévost a visité le barrage. Le barrage est sûr, a-t-elle assuré."
    (statement,) = read(text).statements
    assert (statement.speaker_entity, words(text, statement.content)) == ("Anne Prévost", "Le barrage est sûr")


def test_the_day_is_no_part_of_who_speaks(read: Read) -> None:
    text = "La ministre Anne Prévost lundi a déclaré que le barrage était sûr."
    assert words(text, read(text).statements[0].speaker) == "La ministre Anne Prévost"


def test_what_is_told_begins_with_what_was_said(analyser: Analyser) -> None:
    monitor = Monitor(Knowledge(), StoryPolicy(), LedgerPolicy())
    first = "Le barrage d'Orlan fuit depuis lundi. La région a été évacuée, selon la préfecture d'Orlan."
    monitor.take(analyser.analyse_one(article(first, "Le barrage d'Orlan fuit")))
    later = "La ministre Anne Prévost a déclaré que le barrage d'Orlan fermerait en juillet."
    one = article(later, "Le barrage d'Orlan fermera")
    header = msgspec.structs.replace(one.header, id="a2", url="https://example.org/a2", outlet="example.org")
    _, developments = monitor.take(analyser.analyse_one(msgspec.structs.replace(one, header=header)))
    assert any(d.headline.endswith(": le barrage d'Orlan fermerait en juillet") for d in developments), developments


@pytest.mark.parametrize(
    "text", ["Velmar a confirmé mardi qu’elle va fermer le port.", "Velmar a démenti mardi avoir fermé."]
)
def test_who_confirms_or_denies_is_somebody_whom_the_tagger_may_have_missed(read: Read, text: str) -> None:
    assert [one.speaker_entity for one in read(text).statements] == ["Velmar"]
