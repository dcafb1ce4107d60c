"""What a refusal, a denial, a resignation or a correction does to the claim that it is about: invented articles, read
as the monitor reads them.
"""

import pytest
from spacy.language import Language

from storywatch.language import Analyser
from storywatch.messages import Development
from tests.invented import told_of

SALE = (
    "Treasury plans to sell Calder Rail stake",
    (
        "The Treasury plans to sell its 30 percent stake in Calder Rail to the group Norvik for 1.4 billion pounds, "
        "two officials told the Vernou Courier on Monday."
    ),
)
"""A report that names two parties."""

LEASE = (
    "Mayor signed a secret lease",
    (
        "The mayor of Vernou, Lena Hartog, signed a secret lease with the builder Osten Homes in March, two council "
        "members told the Vernou Courier."
    ),
)

MISTAKE = "reported on Monday that the stake in Calder Rail was 30 percent. That was wrong. The stake is 39 percent."


@pytest.fixture(scope="module")
def tell(nlp: Language):
    analyser = Analyser(nlp)

    def last(*articles: tuple[str, str]) -> list[Development]:
        """Give what the last article tells."""
        return [one for one in told_of(analyser, *articles) if one.article == f"a{len(articles)}"]

    return last


def of_kind(developments: list[Development], kind: str) -> list[tuple[str | None, str]]:
    return [(one.party, one.claim or "") for one in developments if one.kind == kind]


@pytest.mark.parametrize(
    ("first", "text", "party", "claim"),
    [
        (SALE, "The Treasury declined to comment on the plan.", "Treasury", "stake"),
        (SALE, "Norvik declined to confirm that it was buying the stake.", "Norvik", "stake"),
        (LEASE, "Mayor Lena Hartog said she would neither confirm nor deny the report.", "Lena Hartog", "lease"),
        (LEASE, "Hartog said she would neither confirm nor deny that she signed it.", "Lena Hartog", "lease"),
        (LEASE, "Hartog said she would neither confirm nor deny a secret lease with Osten.", "Lena Hartog", "lease"),
        (LEASE, "Osten Homes and the mayor's office both declined to comment on the lease.", "Osten Homes", "lease"),
    ],
)  # fmt: skip
def test_a_refusal_is_about_the_claim_on_whoever_refuses(tell, first, text, party, claim):
    ((refuser, refused),) = of_kind(tell(first, ("No comment", text)), "declined")
    assert refuser == party
    assert claim in refused


def test_a_bare_refusal_is_about_what_the_article_opens_with_if_that_names_who_refuses(tell):
    title, lead = LEASE
    text = f"{lead} Council member Ana Reyes said that the rent was far too low. Hartog declined to comment."
    assert [claim for _, claim in of_kind(tell((title, text)), "declined")] == [lead.partition(", two")[0]]


@pytest.mark.parametrize(
    ("first", "text"),
    [
        (SALE, "The Treasury said that there was no such plan."),
        (LEASE, "A spokesman for Hartog said that no such lease exists."),
        (LEASE, '"There is no such lease," Mayor Lena Hartog said on Monday.'),
    ],
)
def test_to_say_that_there_is_no_such_thing_denies_the_claim_that_has_it(tell, first, text):
    assert len(of_kind(tell(first, ("Denied", text)), "denied")) == 1


def test_that_there_is_no_such_thing_denies_nothing_of_others(tell):
    assert (
        of_kind(tell(LEASE, ("Denied", "Prime Minister Adam Roke said that there was no such rule.")), "denied") == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "Hartog resigned on Tuesday.",
        "Mayor Lena Hartog, who signed a secret lease with the builder Osten Homes, resigned on Tuesday.",
        "Mayor Lena Hartog resigned on Tuesday after the Vernou Courier reported that she had signed a secret lease.",
        "Mayor Lena Hartog was arrested on Tuesday because she had signed a secret lease with Osten Homes.",
    ],
)
def test_who_leaves_office_is_news_whatever_the_sentence_recalls(tell, text):
    assert [claim for _, claim in of_kind(tell(LEASE, ("Mayor Lena Hartog", text)), "new_claim")] == [text]


def test_a_count_that_is_taken_back_to_a_lower_one_is_a_change(tell):
    first = ("Mine collapse", "The collapse of the Osten mine killed 14 people on Monday, the governor said.")
    text = "The governor lowered the number of dead in the collapse of the Osten mine to 13 on Tuesday."
    (change,) = (one for one in tell(first, ("Mine collapse", text)) if one.kind == "figure_changed")
    assert (change.before, change.after) == ("14", "13")


def test_a_lower_count_that_nobody_takes_back_is_an_older_one(tell):
    first = ("Mine collapse", "The collapse of the Osten mine killed 14 people on Monday, the governor said.")
    text = "The collapse of the Osten mine killed 13 people, residents of Vernou said."
    assert not [one for one in tell(first, ("Mine collapse", text)) if one.kind.startswith("figure")]


def test_a_minister_answers_for_the_body_of_the_office(tell):
    text = "Finance Minister Clara Denn denied on Tuesday that the Treasury planned to sell its stake in Calder Rail."
    assert [party for party, _ in of_kind(tell(SALE, ("Sale denied", text)), "denied")] == ["Clara Denn"]


def test_a_denial_by_an_office_holder_who_cannot_settle_it_is_told_when_first_heard(tell):
    text = "Interior Minister Clara Denn denied on Tuesday that the Treasury planned to sell its stake in Calder Rail."
    told = tell(SALE, ("Sale denied", text))
    assert not of_kind(told, "denied")
    (first,) = (one for one in told if one.kind == "new_party")
    assert "and denies: The Treasury plans to sell" in first.headline
    assert first.after == first.before


def test_who_confirms_a_sale_at_another_price_confirms_no_price(tell):
    text = (
        "The Treasury confirmed on Tuesday that it would sell its stake in Calder Rail to Norvik. The stake will be "
        "sold for 1.1 billion pounds, the Treasury said."
    )
    told = {one.kind: one for one in tell(SALE, ("Treasury confirms sale", text))}
    assert "billion" not in told["confirmed"].headline
    assert (told["figure_changed"].before, told["figure_changed"].after) == ("£1.4 billion", "£1.1 billion")


def test_a_corrected_number_changes_the_figure_and_retracts_nothing_else(tell):
    told = tell(SALE, ("Correction: Calder Rail", f"The Vernou Courier {MISTAKE}"))
    assert [(one.kind, one.before, one.after) for one in told] == [("figure_changed", "30 %", "39 %")]


def test_that_something_was_wrong_is_no_note_of_an_outlet_that_said_nothing_of_it(tell):
    assert not of_kind(tell(SALE, ("Council and stake", f"The council {MISTAKE}")), "figure_changed")


@pytest.mark.parametrize(
    ("first", "second", "party"),
    [
        (
            "The Vernou police said on Monday that Ilan Rook shot the baker Sam Oda.",
            "The Vernou police said on Tuesday that Ilan Rook did not shoot the baker Sam Oda.",
            "Vernou police",
        ),
        (
            "Ilan Rook killed the shopkeeper in Vernou, police said on Monday.",
            "Police in Vernou said on Tuesday that Ilan Rook had not killed the shopkeeper.",
            "Police in Vernou",
        ),
        (
            "The Calder dam burst on Monday, the water authority said.",
            "The Calder dam has not burst, the water authority said on Tuesday, correcting its statement of Monday.",
            "water authority",
        ),
        (
            "Lena Hartog said on Monday that Ilan Rook shot the baker Sam Oda.",
            "Lena Hartog said on Tuesday that Ilan Rook did not shoot the baker Sam Oda.",
            "Lena Hartog",
        ),
    ],
)
def test_who_says_the_opposite_of_its_own_word_turns_round(tell, first, second, party):
    ((turned, _),) = of_kind(tell(("First", first), ("Second", second)), "reversed")
    assert turned == party


@pytest.mark.parametrize(
    "second",
    [
        "The coroner's service said on Tuesday that Ilan Rook did not shoot the baker Sam Oda.",
        "Ilan Rook did not shoot the baker Sam Oda, two people who know the case said on Tuesday.",
        "The Vernou police said on Tuesday that Ilan Rook shot the baker Sam Oda.",
    ],
)
def test_nobody_turns_round_another(tell, second):
    first = "The Vernou police said on Monday that Ilan Rook shot the baker Sam Oda."
    assert not of_kind(tell(("First", first), ("Second", second)), "reversed")


def test_a_witness_who_turns_round_leaves_what_another_says_as_it_was(tell):
    first = "Ilan Rook shot the baker Sam Oda, according to the Vernou police."
    witness = "Lena Hartog said on Monday that Ilan Rook shot the baker Sam Oda."
    turns = "Lena Hartog said on Tuesday that Ilan Rook did not shoot the baker Sam Oda."
    (one,) = [x for x in tell(("First", first), ("Second", witness), ("Third", turns)) if x.kind == "reversed"]
    assert one.after == one.before


def test_who_contradicts_somebody_denies_what_was_said_and_not_who_said_it(tell):
    first = "Osten Homes will close its mill in Vernou by December, two directors told the Vernou Courier."
    denial = "Osten Homes has no plan to close its mill in Vernou, the company said on Friday, contradicting the mayor."
    (denied,) = of_kind(tell(("First", first), ("Second", denial)), "denied")
    assert denied == ("Osten Homes", "Osten Homes will close its mill in Vernou by December")


def test_who_removes_a_minister_does_so_and_states_no_view(tell):
    first = "Prime Minister Ada Wren and her interior minister, Karl Mott, fell out over the Danvers affair on Monday."
    sacked = "Prime Minister Ada Wren dismissed her interior minister, Karl Mott, on Wednesday."
    (told,) = tell(("First", first), ("Second", sacked))
    assert (told.kind, told.claim) == ("new_claim", sacked)


def test_who_rejects_the_allegation_denies_what_the_article_says_of_her(tell):
    text = (
        "Daniela Prusek paid for a holiday of Judge Lena Hartog in 2023, two court officials told the Vernou Courier. "
        "Hartog rejected the allegation as absurd."
    )
    ((party, claim),) = of_kind(tell(("First", text)), "denied")
    assert (party, "holiday" in claim) == ("Lena Hartog", True)
    assert not of_kind(tell(("First", text.replace("Hartog rejected", "Ada Wren rejected"))), "denied")


def test_who_said_she_would_not_resign_and_does_is_told_to_have_resigned(tell):
    first = "The union of Lena Hartog admitted an offer on Monday. Hartog said she would not resign."
    resigned = "Lena Hartog resigned on Thursday as head of the union, three days after she said she would stay on."
    assert of_kind(tell(("First", first), ("Second", resigned)), "new_claim")


def test_what_explodes_after_its_launch_is_not_launched_again(tell):
    first = "The Varda agency launched its Osprey rocket from Kolva on Saturday with two satellites on board."
    then = "The Osprey rocket of the Varda agency exploded shortly after its launch from Kolva on Saturday."
    assert of_kind(tell(("First", first), ("Second", then)), "new_claim")


@pytest.mark.parametrize(
    "dateline", ["VERNOU (Northwire) - ", "(Northwire) - ", "VERNOU, July 6 (Northwire) — ", "VERNOU — "]
)
def test_no_headline_begins_with_a_dateline(tell, dateline):
    text = f"{dateline}The Vernou council called off the search for the ferry Amber Osten on Thursday."
    first = "The ferry Amber Osten sank off Vernou on Monday with its crew on board."
    assert [one.headline[:3] for one in tell(("First", first), ("Second", text))] == ["The"]


def test_a_quotation_in_a_headline_ends_and_no_headline_ends_in_and(tell):
    text = (
        'Judge Lena Hartog said that Daniela Prusek had "sold the city of Vernou". The bodies of nine people from the '
        "ferry have been found and the captain is missing, Commander Ada Wren said."
    )
    told = [one.headline for one in tell(("First", "The ferry sank off Vernou on Monday."), ("Second", text))]
    assert any(line.endswith('"sold the city of Vernou"') for line in told)
    assert not any(line.endswith((" and", '""')) for line in told)
