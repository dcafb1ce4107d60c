"""Times are taken from the article's own day: Friday 14 June 2030."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from spacy.language import Language

from storywatch.language.figures.dates import TimeReader
from storywatch.language.figures.time_words import load_times
from storywatch.language.parse.tree import Strings, Tree
from storywatch.messages import Analysis

Read = Callable[..., Analysis]
Find = Callable[..., list[tuple[date, date]]]
PUBLISHED = datetime(2030, 6, 14, 9, tzinfo=UTC)


def day(month: int, day: int, year: int = 2030) -> tuple[date, date]:
    return date(year, month, day), date(year, month, day)


@pytest.fixture(scope="session")
def find(nlp: Language) -> Find:
    """Days named by a text."""

    def find_days(text: str, published: datetime = PUBLISHED) -> list[tuple[date, date]]:
        tree = Tree(nlp(text), Strings(nlp.vocab.strings), text)
        return [(when.start, when.end) for when in TimeReader(tree, published, load_times()).read()]

    return find_days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam broke today.", day(6, 14)),
        ("The dam broke yesterday.", day(6, 13)),
        ("The dam broke overnight.", (date(2030, 6, 13), date(2030, 6, 14))),
        ("The dam broke this morning.", day(6, 14)),
        ("The dam broke on Wednesday.", day(6, 12)),
        ("The dam broke on Wednesday night.", day(6, 12)),
        ("The dam broke last Friday.", day(6, 7)),
        ("The army will open the dam on Monday.", day(6, 17)),
        ("The ban will end by 30 November.", day(11, 30)),
        ("The ban will be lifted on 12 May.", day(5, 12, 2031)),
        ("The ban is to end in February.", (date(2031, 2, 1), date(2031, 2, 28))),
        ("The dam broke on 12 May.", day(5, 12)),
        ("The dam broke on May 12, 2010.", day(5, 12, 2010)),
        ("The dam broke on May 12th.", day(5, 12)),
        ("The dam broke on 2030-05-12.", day(5, 12)),
        ("The dam broke on 3 December.", day(12, 3, 2029)),
        ("The dam broke in April.", (date(2030, 4, 1), date(2030, 4, 30))),
        ("The dam broke in April 2009.", (date(2009, 4, 1), date(2009, 4, 30))),
        ("The dam broke in November.", (date(2029, 11, 1), date(2029, 11, 30))),
        ("The dam broke in 2009.", (date(2009, 1, 1), date(2009, 12, 31))),
        ("The dam broke in the 1990s.", (date(1990, 1, 1), date(1999, 12, 31))),
        ("The dam broke last week.", (date(2030, 6, 3), date(2030, 6, 9))),
        ("The dam broke last month.", (date(2030, 5, 1), date(2030, 5, 31))),
        ("The dam broke last year.", (date(2029, 1, 1), date(2029, 12, 31))),
        ("The dam broke earlier this year.", (date(2030, 1, 1), date(2030, 5, 15))),
        ("The dam broke this week.", (date(2030, 6, 10), date(2030, 6, 14))),
        ("The dam broke two days ago.", day(6, 12)),
        ("The dam broke over the weekend.", (date(2030, 6, 8), date(2030, 6, 9))),
        ("The dam broke last weekend.", (date(2030, 6, 8), date(2030, 6, 9))),
        ("The army will open the dam this weekend.", (date(2030, 6, 15), date(2030, 6, 16))),
        ("The army will open the dam next weekend.", (date(2030, 6, 15), date(2030, 6, 16))),
        ("The dam broke several weeks ago.", (date(2030, 5, 21), date(2030, 5, 27))),
        ("The dam broke weeks ago.", (date(2030, 5, 21), date(2030, 5, 27))),
        ("The dam broke a week ago.", (date(2030, 6, 4), date(2030, 6, 10))),
        ("The dam leaked over the past two weeks.", (date(2030, 5, 31), date(2030, 6, 14))),
        ("The dam has leaked since April.", (date(2030, 4, 1), date(2030, 6, 14))),
        ("The dam has leaked since Monday.", (date(2030, 6, 10), date(2030, 6, 14))),
    ],
)
def test_a_time_is_resolved_against_the_articles_day(find: Find, text: str, expected: tuple[date, date]) -> None:
    assert find(text) == [expected]


@pytest.mark.parametrize(
    ("hour", "text", "expected"),
    [
        (22, "The dam broke on Saturday.", day(6, 15)),
        (22, "The dam has leaked since Saturday.", (date(2030, 6, 15), date(2030, 6, 15))),
        (22, "The army will open the dam on Saturday.", day(6, 15)),
        (22, "The dam broke last Saturday.", day(6, 8)),
        (22, "The dam broke on Sunday.", day(6, 9)),
        (22, "The dam broke on Thursday.", day(6, 13)),
        (12, "The dam broke on Saturday.", day(6, 8)),
    ],
)
def test_late_in_the_day_the_morrow_has_begun_where_the_article_may_come_from(
    find: Find, hour: int, text: str, expected: tuple[date, date]
) -> None:
    assert find(text, PUBLISHED.replace(hour=hour)) == [expected]


def test_an_article_in_a_zone_of_its_own_is_of_its_own_day(find: Find) -> None:
    published = datetime(2030, 6, 14, 22, tzinfo=timezone(timedelta(hours=-8)))
    assert find("The dam broke on Saturday.", published) == [day(6, 8)]


@pytest.mark.parametrize(
    "text",
    [
        "The army may close the dam.",
        "The workers march home.",
        "The Sunday paper is thick.",
        "The weekend edition was lost.",
        "The April 20 explosion sank the rig.",
        "The dam holds 2009 tonnes.",
        "The dam broke on 31 February.",
        "The 200-day average fell.",
    ],
)
def test_what_names_no_day_of_the_clause_is_no_time(find: Find, text: str) -> None:
    assert find(text) == []


def test_an_older_time_governs_the_sentences_after_it_in_its_paragraph(read: Read) -> None:
    told = read("In 2019 the army closed the dam. The workers left the valley.\n\nThe dam broke.").narration
    assert [narration.background for narration in told] == [True, True, False]


def test_another_time_ends_what_an_older_one_governs(read: Read) -> None:
    told = read("In 2019 the army closed the dam. On Monday the workers left the valley.").narration
    assert [narration.background for narration in told] == [True, False]


def test_last_week_still_belongs_to_the_news(read: Read) -> None:
    assert not read("The army closed the dam last week.").narration[0].background


def test_an_older_day_beside_one_of_the_articles_own_retells_nothing(read: Read) -> None:
    assert not read("The army closed the dam on Monday, as in 2019.").narration[0].background


def test_what_lay_a_day_before_the_news_is_told_again(read: Read) -> None:
    analysis = read("The strike came a day after the ministry acknowledged that the dam had broken.")
    assert [one.background for one in analysis.statements if one.act == "confirm"] == [True]


def test_what_is_said_repeatedly_is_told_again(read: Read) -> None:
    (statement,) = read("The ministry has repeatedly denied that the dam leaks.").statements
    assert statement.background


@pytest.mark.parametrize(
    "text",
    [
        "The mayor, who at first denied that the dam leaks, resigned.",
        "After first denying that the dam leaks, the mayor resigned.",
        "After denying for weeks that the dam leaks, the mayor resigned.",
        "The mayor originally denied that the dam leaks.",
        "Last week the mayor denied that the dam leaks.",
        "The ministry, which last week confirmed that the dam leaks, was silent on Friday.",
        "Three days ago the mayor was still denying that the dam leaks.",
        "The mayor's earlier denial that the dam leaks angered the council.",
    ],
)
def test_what_was_confirmed_or_denied_before_is_told_again(read: Read, text: str) -> None:
    (statement,) = (one for one in read(text).statements if one.act in ("confirm", "deny"))
    assert statement.background


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("The mayor said last week that the dam leaks.", True),
        ("The mayor said earlier this week that the dam leaks.", True),
        ("The mayor praised the dam three days ago.", True),
        ("The mayor said that the dam leaked last week.", False),
        ("The mayor said on Tuesday that the dam leaks.", False),
        ("The mayor reported a profit of 5 million euros, up from 2 million a year ago.", False),
    ],
)
def test_what_was_said_days_ago_was_news_then(read: Read, text: str, *, before: bool) -> None:
    (statement,) = read(text).statements
    assert statement.background is before


def test_early_in_a_week_what_was_said_earlier_in_it_is_new(read: Read) -> None:
    tuesday = PUBLISHED - timedelta(3)
    (statement,) = read("The mayor said earlier this week that the dam leaks.", published=tuesday).statements
    assert not statement.background


@pytest.mark.parametrize(
    "text",
    [
        "The mayor denied that the dam leaked last week.",
        "The mayor confirmed on Thursday that the dam leaked three days ago.",
        "Last Monday the mayor denied that the dam leaks.",
        "The mayor confirmed a day ago that the dam leaks.",
        "The mayor first confirmed on Thursday that the dam leaks.",
        "The ministry, which last week said that the dam holds, confirmed that it leaks.",
    ],
)
def test_what_is_confirmed_now_is_no_telling_again_whatever_stands_beside_it(read: Read, text: str) -> None:
    (statement,) = (one for one in read(text).statements if one.act in ("confirm", "deny"))
    assert not statement.background


def test_an_adverb_within_a_noun_sets_no_older_time(read: Read) -> None:
    assert not read("The army entered the previously closed valley.").narration[0].background
    assert read("The army previously entered the valley.").narration[0].background


def test_what_it_was_previously_makes_no_older_time_of_a_day_of_the_articles_own(read: Read) -> None:
    (told,) = read("The agency on Thursday raised the toll to 25 percent, up from 20 percent previously.").narration
    assert not told.background


def test_a_weekend_dates_what_is_told_up_to_the_monday(read: Read) -> None:
    text = "The dam broke at the weekend."
    days = {n: read(text, published=PUBLISHED + timedelta(n)).sentences[0].dated for n in range(2, 6)}
    assert days == {2: True, 3: True, 4: False, 5: False}  # from Sunday on


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("The dam broke on Tuesday.", True),
        ("The dam broke on 12 June.", True),
        ("The dam broke on 12 May.", False),
        ("The dam has leaked since Monday.", False),
        ("The dam broke.", False),
        ("Mon 10 Jun 2030 9:12 am VARNA (The Wire) - The dam has leaked for years.", False),
        ("VARNA, June 14 (The Wire) - The dam broke on Tuesday.", True),
    ],
)
def test_a_sentence_is_dated_by_a_day_within_six_of_the_articles(read: Read, text: str, *, dated: bool) -> None:
    assert read(text).sentences[0].dated is dated


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The dam, shut since Monday, broke on Wednesday.", [10, 12]),
        ("The dam broke on 12 June, said those who saw it on Wednesday.", [12]),
        ("The dam broke two days ago and is to be rebuilt by Monday.", [12, 17]),
        ("The dam broke last week.", []),
        ("The dam has leaked since April.", []),
        ("The dam leaked over the past two days.", []),
        ("VARNA, June 14 (The Wire) - The dam broke on Tuesday.", [11]),
    ],
)
def test_a_sentence_gives_the_single_days_that_it_names(read: Read, text: str, days: list[int]) -> None:
    assert read(text).sentences[0].days == tuple(date(2030, 6, day) for day in days)


def test_the_last_february_of_a_leap_year_is_that_of_the_year_before(nlp: Language) -> None:
    text = "The dam broke last February."
    tree = Tree(nlp(text), Strings(nlp.vocab.strings), text)
    (when,) = TimeReader(tree, datetime(2028, 2, 10, tzinfo=UTC), load_times()).read()
    assert (when.start, when.end) == (date(2027, 2, 1), date(2027, 2, 28))


def test_what_somebody_has_long_demanded_is_background(read: Read) -> None:
    long, now = read("Ana Prieto has long demanded that Lind resign. Tomas Holm demanded that Lind resign.").statements
    assert (long.background, now.background) == (True, False)


def test_what_was_said_in_an_interview_several_weeks_ago_is_background(read: Read) -> None:
    (told,) = read("In an interview several weeks ago Ana Prieto said that the dam had cracks.").statements
    assert told.background
