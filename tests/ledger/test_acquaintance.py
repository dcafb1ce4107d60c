"""Whom and what a story knows when an article arrives."""

from collections import Counter

from msgspec.structs import replace

from storywatch.ledger.acquaintance import Acquaintance
from storywatch.ledger.standing import Speaker
from storywatch.ledger.state import Claim, Ledger, Party
from storywatch.messages import Entity
from storywatch.names import fold_name
from tests.builders import proposition, update


def claim(place, what):
    return Claim(id=f"c{place}", text="", wordings=(what,), status="reported", origins=("The Gazette",), outlets=())


CLAIMS = tuple(
    claim(n, proposition("Lake Ferry", verb, "harbour"))
    for n, verb in enumerate("sink tow list burn dock sail stop turn".split())
)
LEDGER = Ledger(
    story="s1",
    claims=CLAIMS,
    parties=(Party(name="Ida Quill", body="Harbour Authority", first_article="a1"),),
    applied=("a1:1",),
)


def know(ledger=LEDGER, entities=()):
    analysis = replace(update("a2").analysis, entities=entities)
    held = Counter(fold_name(name) for one in ledger.claims for name in one.wordings[0].names)
    words = Counter(term for one in ledger.claims for term in one.wordings[0].terms)
    return Acquaintance(ledger, analysis, held, words, fold_name)


def entity(name, mentions):
    return Entity(
        name=name, kind="organisation", names=(name,), mentions=tuple((9 * n, 9 * n + 5) for n in range(mentions))
    )


def test_a_story_is_about_whom_many_of_its_claims_name():
    assert know().central == {"lake ferry"}


def test_the_article_that_opens_a_story_says_whom_it_is_about_by_naming_them_often():
    opening = know(Ledger(story="s1"), (entity("Dock Union", 3), entity("Opera Guild", 1)))
    assert opening.central == {"dock union"}


def test_a_body_takes_part_that_spoke_is_named_in_claims_or_twice_in_the_article():
    known = know(entities=(entity("Dock Union", 2), entity("Opera Guild", 1)))
    assert [known.takes_part(name) for name in ("Harbour Authority", "Lake Ferry", "Dock Union", "Opera Guild")] == [
        True, True, True, False,
    ]  # fmt: skip
    assert known.takes_part("Harbour Authority Rescue")


def test_who_spoke_before_is_met_and_so_is_who_speaks_for_their_body():
    known = know()
    assert known.met(Speaker("Ida Quill", None, official=True, person=True))
    assert known.met(Speaker("Oskar Than", "Harbour Authority", official=True, person=True))
    assert not known.met(Speaker("Oskar Than", "Opera Guild", official=True, person=True))


def test_a_story_knows_its_names_and_its_words_and_with_few_claims_everything():
    other = proposition("Opera House", "open", "season gala tenor")
    assert not know().knows(other)
    assert know().knows(other, "Ida Quill")
    assert know().knows(proposition("crew", "sink", "harbour boat"))
    assert know(replace(LEDGER, claims=CLAIMS[:3])).knows(other)


def test_what_is_made_of_the_storys_own_words_is_typical_of_it():
    known = know()
    assert known.typify(proposition("Lake Ferry", "sink", "harbour")) > known.typify(
        proposition("Opera", "open", "gala")
    )
    assert know(Ledger(story="s1")).typify(CLAIMS[0].wordings[0]) == 0.0
