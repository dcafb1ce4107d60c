"""Whatever the text: nothing raises, every offset lies in it, a bound is kept, and twice the text takes twice the time.

Time is the processor's: what else the machine does hardly shows in it.
"""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storywatch.language import Analyser, Policy
from storywatch.language.unread import analyse_unread
from storywatch.messages import Analysis, Article, decode, encode
from tests.language.conftest import article

PIECES = st.sampled_from(
    ["said", "Ana Prieto", "“", "”", '"', "''", "‘", "’", "«", "»", "\n", "\n\n", " ", ":", ",", ".", "—", "17", "$3m",
     "according to", "did not confirm", "the report", "that", "she", "was", "8 to 9", "percent", "😀", "\x00", "\x07",
     "ÄÖÜ", "рассказал", "他说", "مرحبا", "THE DAM", "<p>", "&amp;", "-", "References:", "- ", "who", "if", "dozens of"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)


MADE_OF = {
    "sentences": "Mayor Ana Prieto of Orlan said that {n} bridges would close. “We know nothing,” she added.\n\n",
    "one word": "dam ",
    "no spaces": "abcdefghij",
    "right to left": "قال الوزير إن السد مغلق. ",
    "no alphabet": "他说大坝已经关闭。",
    "emoji": "😀 👍🏽 ",
    "control characters": "the\x00 mayor\x07 said\x1b ",
    "mojibake": "â€œWe donâ€™t know,â€\x9d said the mayor of MÃ¼nchen. ",
    "another language": "Le maire d'Orlan a déclaré lundi que {n} ponts seraient fermés. ",
    "capitals": "THE MAYOR OF ORLAN DENIES THE REPORT ",
    "markup": '<p class="x">The mayor &amp; the army said</p><br/>',
    "quotation marks": "“a ‘b ",
    "closing marks": "!”””” ",
    "names": "Ana B. Prieto of the Ministry of Works, ",
    "cues": "he said that she said that ",
    "short lines": "a\n",
    "wrapped lines": "and\n",
    "list items": "- a\n",
    "furniture": "Advertisement\n",
    "full stops": ". ",
    "endless marks": "…",
    "spaces": "   \t",
    "numbers": "17 of {n}, at least ",
}


def fill(pattern: str, size: int) -> str:
    """A text of this many characters made of the pattern, in which `{n}` is another number each time."""
    return "".join(pattern.replace("{n}", str(n)) for n in range(size // len(pattern) + 4))[:size]


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


@pytest.mark.parametrize("kind", MADE_OF)
def test_a_text_of_nothing_but_this_is_read_and_offsets_lie_in_it(analyser: Analyser, kind: str) -> None:
    text = fill(MADE_OF[kind], 3_000)
    analysis = analyser.analyse_one(article(text))
    assert all(0 <= start < end <= len(text) for start, end in spans_of(analysis))
    assert all(text[s.start : s.end] == s.text for s in analysis.sentences)


@pytest.mark.parametrize("kind", MADE_OF)
def test_twice_the_text_takes_at_most_some_more_than_twice_the_time(nlp, kind: str) -> None:
    small, large = (article(fill(MADE_OF[kind], size)) for size in (9_000, 18_000))

    def takes(text: Article) -> tuple[float, float]:
        """Seconds of the first analysis, and of another when all sentences' parses are kept."""
        fresh = Analyser(nlp)
        first = seconds(lambda: fresh.analyse_one(text))
        return first, min(seconds(lambda: fresh.analyse_one(text)) for _ in range(2))

    for _ in range(3):  # once in a while something else takes the processor's cache
        pairs = list(zip(takes(small), takes(large), strict=True))
        if all(of_large < 2.5 * of_small + 0.05 for of_small, of_large in pairs):
            return
    pytest.fail(f"seconds of half the text and of all of it, with the parse and without: {pairs}")


@given(text=TEXTS)
def test_any_text_of_a_language_without_a_pack_is_read_and_offsets_lie_in_it(text: str) -> None:
    analysis = analyse_unread(article(text), 10_000)
    assert all(0 <= start < end <= len(text) for start, end in spans_of(analysis))
    assert all(text[s.start : s.end] == s.text for s in analysis.sentences)
    assert decode(encode(analysis), Analysis) == analysis


@pytest.mark.parametrize("kind", MADE_OF)
def test_a_text_without_a_pack_takes_little_time_whatever_it_is_made_of(kind: str) -> None:
    text = article(fill(MADE_OF[kind], 40_000))
    assert min(seconds(lambda: analyse_unread(text, 40_000)) for _ in range(2)) < 1


def seconds(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start


def test_an_article_of_two_megabytes_is_cut_says_so_and_takes_no_longer_than_what_is_left_of_it(nlp) -> None:
    bound = Policy().max_chars
    text = fill(MADE_OF["sentences"], 2_000_000)
    whole, left = Analyser(nlp), Analyser(nlp)
    analysis = whole.analyse_one(article(text))
    rest = left.analyse_one(article(text[:bound]))
    assert analysis.truncated
    assert not rest.truncated
    assert bound - 200 < max(s.end for s in analysis.sentences) <= bound
    assert analysis.statements == rest.statements
    again = seconds(lambda: whole.analyse_one(article(text)))
    assert again < 2 * seconds(lambda: left.analyse_one(article(text[:bound]))) + 0.1


def test_a_long_text_is_cut_and_says_so(nlp) -> None:
    analysis = Analyser(nlp, Policy(max_chars=100)).analyse_one(article("The army closed the dam. " * 50))
    assert analysis.truncated
    assert max(s.end for s in analysis.sentences) <= 100


def test_articles_come_back_in_order(analyser: Analyser) -> None:
    texts = ["The army closed the dam.", "", "Ana Prieto said so.", "x" * 150]
    assert [a.sentences[0].text if a.sentences else "" for a in analyser.analyse(article(t) for t in texts)] == texts
