"""Where quotations begin and end, in every style, and where a mark is none."""

import time

import pytest

from storywatch.language.page.quotes import find_quotes


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in find_quotes(text)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [*("“”", '""', "‘’", "''", "«»", "»«", "‹›", "„“", "„”", "””"), ("``", "''")],
)
def test_each_style_opens_and_closes(opening: str, closing: str) -> None:
    said = f"{opening}the dam is closed,{closing}"
    assert quoted(f"On Monday {said} she said, and left.") == [said]


def test_french_spaces_belong_to_the_quotation() -> None:
    assert quoted("« Le barrage est fermé », dit-elle. « Il le restera. »") == [
        "« Le barrage est fermé »",
        "« Il le restera. »",
    ]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("“She said ‘go’ to me,” he said.", ["“She said ‘go’ to me,”"]),
        ("‘She said “go” to me,’ he said.", ["‘She said “go” to me,’"]),
        ("\"He told me 'go' and 'come',\" she said.", ["\"He told me 'go' and 'come',\""]),
    ],
)
def test_a_quotation_in_a_quotation_is_part_of_it(text: str, spans: list[str]) -> None:
    assert quoted(text) == spans


def test_each_paragraph_opens_and_only_the_last_closes() -> None:
    text = "She said: “The dam is closed.\n\n“We shall build another.\n\n“That is all.”\n\nThe army left."
    assert quoted(text) == ["“The dam is closed.", "“We shall build another.", "“That is all.”"]


def test_what_follows_a_colon_and_never_closes_runs_to_the_lines_end() -> None:
    assert quoted('She said: "The dam is closed. It will stay so.\n\nThe army left.') == [
        '"The dam is closed. It will stay so.'
    ]


def test_a_mark_that_opens_a_sentence_opens_a_quotation_whatever_was_open() -> None:
    text = 'She said: "The dam is closed. "It stays closed," she added. He called it "a slip" and left.'
    assert quoted(text) == ['"The dam is closed.', '"It stays closed,"', '"a slip"']


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (
            '“The dam is closed," she said. "It stays closed,” she added.',
            ['“The dam is closed,"', '"It stays closed,”'],
        ),
        ('“He called it "a slip," and left,” she said.', ['“He called it "a slip," and left,”']),
        ('"He called it “a slip,” and left," she said.', ['"He called it “a slip,” and left,"']),
    ],
)
def test_speech_may_open_with_one_mark_and_close_with_another(text: str, spans: list[str]) -> None:
    assert quoted(text) == spans


def test_a_lost_closing_mark_does_not_draw_in_who_said_it() -> None:
    text = "“The army left the valley. Nobody was told, the minister said on Monday.\n\nThe army denied it."
    assert quoted(text) == ["“The army left the valley. Nobody was told,"]


@pytest.mark.parametrize(
    "text",
    [
        'A stray " mark does not swallow the end of its paragraph.',
        'The 5" pipe leaked all night.',
        "The workers' dam and the army's wall didn't hold.",
        "The rock 'n' roll band of the '90s and the '80s left.",
        "A stray ” or » closes nothing.",
    ],
)
def test_a_lone_mark_is_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_a_possessive_within_single_marks_does_not_end_them() -> None:
    assert quoted("'It's the workers' dam,' she said.") == ["'It's the workers' dam,'"]


def test_a_stray_mark_in_one_paragraph_leaves_the_next_alone() -> None:
    assert quoted('A stray " mark.\n\n"It is closed," she said.') == ['"It is closed,"']


def test_a_term_in_marks_is_a_span_of_its_own() -> None:
    assert quoted('The so-called "safe dam" leaked, and "nobody" knew.') == ['"safe dam"', '"nobody"']


def test_marks_without_end_take_no_quadratic_time() -> None:
    started = time.process_time()
    find_quotes("'as " * 10_000 + "‘a “b” " * 5_000)
    assert time.process_time() - started < 5
