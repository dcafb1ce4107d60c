"""Below *here is a timeline* a page tells again, but for what it dates in its own days."""

import pytest


@pytest.mark.parametrize(
    "announcement",
    [
        "Here is a timeline of the strike:",
        "Following are some facts about the port.",
        "Below are key dates in the dispute.",
    ],
)
def test_what_follows_an_announced_list_is_told_again(read, announcement):
    analysis = read(
        f"The dockers went back to work on Tuesday, the union said.\n\n{announcement}\n\n"
        "The union called the first walkout over pay.\n\nThe port closed for the first time in its history."
    )
    told = {
        sentence.text.split()[1]: sentence.retold for sentence in analysis.sentences if sentence.text != announcement
    }
    assert told == {"dockers": False, "union": True, "port": True}


def test_what_a_list_dates_in_the_articles_own_days_is_not_told_again(read):
    analysis = read(
        "Here are some facts about the port:\n\nThe harbour master resigned on Monday.\n\nIt has six docks."
    )
    assert [sentence.retold for sentence in analysis.sentences][1:] == [False, True]


@pytest.mark.parametrize(
    "sentence",
    [
        "He lives here and knows the facts.",
        "The following day the events moved on.",
        "Here the minister denied the facts.",
        "Prices fell below the dates' average.",
    ],
)
def test_a_passing_here_announces_nothing(read, sentence):
    analysis = read(f"{sentence} The union called a walkout over pay.")
    assert not any(one.retold for one in analysis.sentences)
