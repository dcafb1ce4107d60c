"""Whatever the text: nothing raises, every offset lies in it, and a bound is kept."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storywatch.language import Analyser, Policy
from storywatch.messages import Analysis, decode, encode
from tests.language.conftest import article

PIECES = st.sampled_from(
    ["said", "Ana Prieto", "“", "”", '"', "''", "‘", "’", "«", "»", "\n", "\n\n", " ", ":", ",", ".", "—", "17", "$3m",
     "according to", "did not confirm", "the report", "that", "she", "was", "8 to 9", "percent", "😀", "\x00", "\x07",
     "ÄÖÜ", "рассказал", "他说", "مرحبا", "THE DAM", "<p>", "&amp;", "-", "References:", "- ", "who", "if", "dozens of"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)


def spans_of(analysis: Analysis) -> list[tuple[int, int]]:
    spans = [(s.start, s.end) for s in analysis.sentences]
    spans += [span for e in analysis.entities for span in e.mentions]
    spans += [span for s in analysis.statements for part in (s.speaker, s.cue, s.content) for span in part]
    return spans + [f.span for f in analysis.figures]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
@example(text="")
@example(text="said")
@example(text="“" * 50)
@example(text="A" * 3000)
def test_any_text_is_read_and_offsets_lie_in_it(analyser: Analyser, text: str) -> None:
    analysis = analyser.analyse_one(article(text))
    for start, end in spans_of(analysis):
        assert 0 <= start < end <= len(text)
    for part in (*analysis.statements, *analysis.narration, *analysis.figures):
        assert 0 <= part.sentence < len(analysis.sentences)
    assert decode(encode(analysis), Analysis) == analysis


def test_a_long_text_is_cut_and_says_so(nlp) -> None:
    analysis = Analyser(nlp, Policy(max_chars=100)).analyse_one(article("The army closed the dam. " * 50))
    assert analysis.truncated
    assert max(s.end for s in analysis.sentences) <= 100


def test_articles_come_back_in_order(analyser: Analyser) -> None:
    texts = ["The army closed the dam.", "", "Ana Prieto said so.", "x" * 150]
    assert [a.sentences[0].text if a.sentences else "" for a in analyser.analyse(article(t) for t in texts)] == texts
