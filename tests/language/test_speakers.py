"""Whom a speaker's words stand for: small articles, dense with pronouns, titles and descriptions."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from storywatch.knowledge import Body, Knowledge, Outlet, Place
from storywatch.language import Analyser
from storywatch.messages import Analysis
from tests.language.conftest import article

Read = Callable[..., Analysis]

KNOWN = Knowledge(
    outlets=(
        Outlet(domain="courier.example", name="Northern Courier"),
        Outlet(domain="post.example", name="Valley Post"),
    ),
    bodies=(Body(name="Mill House", place="Lakeland", titles=("president",)),),
    places=(Place(name="Lakeland", names=("Lakish", "Lakers")), Place(name="Orlan", names=("Orlanese",))),
)


@pytest.fixture(scope="module")
def knowing(nlp: Language) -> Read:
    """Analyse with places and outlets known beforehand."""
    analyser = Analyser(nlp, knowledge=KNOWN)
    return lambda text: analyser.analyse_one(article(text))


def voices(analysis: Analysis) -> list[str | None]:
    """Each statement's speaker: a name, a body in brackets, or None; one entry for those of one cue."""
    found = {s.cue: s.speaker_entity or (f"[{s.body}]" if s.body else None) for s in analysis.statements}
    return list(found.values())


ARTICLES = {
    "the last speaker goes on": (
        (
            "Ana Prieto and Tomas Lind left the dam. “It is safe,” Prieto said. “We saw each wall,” she added.\n\n"
            "Lind said that the valley was not at risk. “Nobody has to leave,” he said."
        ),
        ["Ana Prieto", "Ana Prieto", "Tomas Lind", "Tomas Lind"],
    ),
    "whom a speaker talks of does not go on": (
        (
            "Martin Karel criticised the plan on Monday. “Peter Doe has no plan and David Roe no idea,” Karel said.\n\n"
            "“They should both resign,” he told reporters."
        ),
        ["Martin Karel", "Martin Karel", "Martin Karel"],
    ),
    "an office alone": (
        (
            "President Ana Prieto visited the dam with Vice President Tomas Lind. The president said it was safe. "
            "The vice president said it was not."
        ),
        ["Ana Prieto", "Tomas Lind"],
    ),
    "an office of a place": (
        "Lakish President Ana Prieto met Orlanese President Tomas Lind. Lakeland's president said the dam was safe.",
        ["Ana Prieto"],
    ),
    "the minister of two": (
        "Water Minister Ana Prieto met Finance Minister Tomas Lind. The minister said the dam was safe.",
        [None],
    ),
    "a full office of two": (
        "Water Minister Ana Prieto met Finance Minister Tomas Lind. The finance minister said the dam was safe.",
        ["Tomas Lind"],
    ),
    "an age": ("Ana Prieto was found on Monday. The 58-year-old said that she had fallen.", ["Ana Prieto"]),
    "a woman is not he": (
        "Ana Prieto spoke after Tomas Lind had opened the meeting. She said the dam was safe. He said that it leaked.",
        ["Ana Prieto", "Tomas Lind"],
    ),
    "an unnamed speaker goes on unnamed": (
        "Ana Prieto left. A hospital spokesman said that the driver was well. He added that two others were not.",
        [None, None],
    ),
    "they go on with those who spoke": (
        "Officials at the Ministry of Water said that the dam leaked. They said that the valley was safe.",
        ["[Ministry of Water]", "[Ministry of Water]"],
    ),
    "it goes on with the body that spoke": (
        "The Orlan Energy Company said that the dam leaked. It said that repairs had begun.",
        ["Orlan Energy Company", "Orlan Energy Company"],
    ),
    "the company is the one that the text is about": (
        "The Orlan Energy Company closed the dam on Monday. The company said that repairs had begun.",
        ["Orlan Energy Company"],
    ),
    "a company is no regulator": (
        "Kolm Bank froze the accounts on Sunday. The regulator said that they were empty.",
        [None],
    ),
    "a company is a lender": (
        "Kolm Bank froze the accounts on Sunday. The lender said that they were empty.",
        ["Kolm Bank"],
    ),
    "a company is no union": (
        "Tarn Foods sealed the cold store on Sunday. The union said that it hid a leak.",
        [None],
    ),
    "nor an airline": (
        "Tarn Foods sealed the cold store on Sunday. The airline said that two crates were missing.",
        [None],
    ),
    "but a union by what the text calls it": (
        "The Dockers Alliance, a union, struck on Sunday. The union said that the cold store leaked.",
        ["Dockers Alliance"],
    ),
    "and an airline by its name": (
        "Tarn Airways left the airport on Sunday. The airline said that two planes leaked.",
        ["Tarn Airways"],
    ),
    "what an unnamed union fears is not the company's": (
        "The union fears that Tarn Foods will seal the cold store, it said on Sunday.",
        [None],
    ),
    "a ministry is no regulator": (
        "The Ministry of Water shut the dam. The regulator said that it leaked.",
        [None],
    ),
    "letters can be an agency": (
        "The RDSA shut the dam. The agency said that it leaked.",
        ["RDSA"],
    ),
    "the ministry bears its noun": (
        (
            "Ana Prieto leads the Ministry of Water. The dam was closed on Monday. It had been open for years. "
            "Nobody was hurt. The ministry said that repairs had begun."
        ),
        ["Ministry of Water"],
    ),
    "the newspaper": (
        "The Northern Courier printed the letter. The newspaper said that the dam leaked.",
        ["Northern Courier"],
    ),
    "no company where two could be meant": (
        "The Orlan Energy Company sued the Lind Water Company on Monday. The company said that the dam leaked.",
        [None],
    ),
    "an apposition names the person": (
        "The mayor of Orlan, Tomas Lind, said that the dam leaked. The mayor said that nobody had to leave.",
        ["Tomas Lind", "Tomas Lind"],
    ),
    "his spokesman speaks for him": (
        "Tomas Lind stayed away. His spokesman said that the mayor was ill.",
        ["[Tomas Lind]"],
    ),
    "someone's lawyer": ("A lawyer for Ana Prieto said that she had paid.", ["[Ana Prieto]"]),
    "a campaign": ("The Prieto campaign said that Ana Prieto had paid.", ["[Ana Prieto]"]),
    "near a body": ("Sources close to the Mill House said that the dam leaked.", ["[Mill House]"]),
    "of a body by what they do": (
        "Two engineers working for the Orlan Energy Company said that the dam leaked.",
        ["[Orlan Energy Company]"],
    ),
    "a body that only stands in the phrase": (
        "The collapse of the talks with the Orlan Energy Company suggests that the dam leaks.",
        [None],
    ),
    "people of a place are not the place": ("Lakish voters said that the dam leaked.", [None]),
    "its government is": ("The Lakish government said that the dam leaked.", ["[Lakeland]"]),
    "what somebody made": ("A poll by the Valley Post found that few had heard of the dam.", ["[Valley Post]"]),
    "of whom a poll is taken": ("A poll of Lakers found that few had heard of the dam.", [None]),
    "who speaks to an outlet is not of it": (
        "A source who spoke to the Northern Courier said that the dam leaked.",
        [None],
    ),
}


@pytest.mark.parametrize("rule", ARTICLES)
def test_speaker(knowing: Read, rule: str) -> None:
    text, speakers = ARTICLES[rule]
    assert voices(knowing(text)) == speakers


def test_who_speaks_for_a_person_of_a_body_is_the_persons(knowing: Read) -> None:
    text = "Lakish President Ana Prieto stayed away. Her spokeswoman said that the president was ill."
    (statement,) = knowing(text).statements
    assert (statement.speaker_entity, statement.speaker_kind, statement.body) == (None, "anonymous", "Ana Prieto")


def test_a_body_is_known_by_the_name_behind_its_noun(read: Read) -> None:
    (statement,) = read("One maker, Orlan Pumps PLC, said that it could start in July.").statements
    assert (statement.speaker_entity, statement.speaker_kind) == ("Orlan Pumps PLC", "organisation")
    (statement,) = read("Its spokesman, of Orlan Pumps PLC, said that it could start in July.").statements
    assert statement.speaker_kind != "organisation"


def test_the_body_right_behind_a_name_is_its_own(read: Read) -> None:
    (statement,) = read("The dam is safe, said Ana Prieto at the Royal Lake Institute.").statements
    assert (statement.speaker_entity, statement.body) == ("Ana Prieto", "Royal Lake Institute")
