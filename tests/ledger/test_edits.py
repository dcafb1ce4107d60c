"""An edited article: only what was added is judged, and what it takes back is retracted, and nothing else."""

import pytest
from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger import Ledger, LedgerPolicy, revise
from storywatch.ledger.bench import Bench
from storywatch.ledger.corrections import find_notes
from storywatch.messages import Figure, Sentence
from storywatch.stories.wording import print_sentence
from tests.builders import HOUR, T0, proposition, said, told, update

COLLAPSED = proposition("Marlow Bridge", "collapse", "morning repair work")
WARNED = proposition("Tomas Ley", "receive", "letter union February")
STANDS = replace(COLLAPSED, polarity="neg")
CLAIM = "Marlow Bridge collapsed this morning during repair work, two officials said."
OTHER = "Tomas Ley had received a letter from the union in February, two officials said."
NOTE = "Correction: An earlier version of this article said that the bridge had collapsed during the repair work."


def article(texts, *parts, revision=1, id="a1", outlet="The Gazette", **given):  # noqa: A002
    """An update whose sentences are `texts`; the revision before is the one with `before`."""
    before = given.pop("before", ())
    made = update(
        id, *parts, opened=revision == 1 and id == "a1", at=T0 + (revision - 1) * HOUR, outlet=outlet, **given
    )
    sentences = tuple(Sentence(start=200 * n, end=200 * n + len(text), text=text) for n, text in enumerate(texts))
    header = replace(made.analysis.article, revision=revision)
    prints, old = tuple(map(print_sentence, texts)), tuple(map(print_sentence, before))
    return replace(
        made,
        analysis=replace(made.analysis, article=header, sentences=sentences),
        prints=prints,
        repeated=tuple(n for n, one in enumerate(prints) if one in old),
        removed=tuple(one for one in old if one not in prints),
    )


def claims(what, sentence=0):
    return said(what, None, speaker_kind="anonymous", sentence=sentence)


FIRST = article([CLAIM, OTHER], claims(COLLAPSED), claims(WARNED, 1))


def play(*updates):
    ledger, kinds = Ledger(story="s1"), []
    for one in updates:
        ledger, developments = revise(ledger, one, Knowledge(), LedgerPolicy())
        kinds.append({development.kind: development for development in developments})
    return ledger, kinds


def status(ledger, word):
    (found,) = [claim.status for claim in ledger.claims if word in claim.wordings[0].terms]
    return found


def test_a_correction_that_says_what_was_wrong_retracts_the_claim_that_went():
    edited = article([NOTE, OTHER], claims(WARNED, 1), revision=2, before=[CLAIM, OTHER])
    ledger, (_, second) = play(FIRST, edited)
    assert set(second) == {"retracted"}
    assert second["retracted"].evidence[0].text == NOTE
    assert second["retracted"].before == "reported"
    assert status(ledger, "collapse") == "retracted"
    assert status(ledger, "receive") == "reported"


def test_a_claim_that_went_and_is_now_contradicted_is_retracted():
    now = "Marlow Bridge has not collapsed and repair work goes on this morning."
    edited = article([now, OTHER], told(STANDS), claims(WARNED, 1), revision=2, before=[CLAIM, OTHER])
    ledger, (_, second) = play(FIRST, edited)
    assert "retracted" in second
    assert status(ledger, "collapse") == "retracted"


def test_a_mere_trim_retracts_nothing():
    ledger, (_, second) = play(FIRST, article([OTHER], claims(WARNED), revision=2, before=[CLAIM, OTHER]))
    assert second == {}
    assert status(ledger, "collapse") == "reported"


def test_a_sentence_that_was_only_reworded_retracts_nothing():
    reworded = "The bridge at Marlow collapsed during repair work on Monday morning, according to two officials."
    note = "Correction: An earlier version of this article gave the wrong age of Tomas Ley."
    edited = article([reworded, OTHER, note], claims(COLLAPSED), claims(WARNED, 1), revision=2, before=[CLAIM, OTHER])
    ledger, (_, second) = play(FIRST, edited)
    assert second == {}
    assert status(ledger, "collapse") == "reported"


def test_a_correction_of_something_else_retracts_nothing_that_was_trimmed():
    note = "Correction: An earlier version of this article misspelt the name of Oskar Than."
    ledger, (_, second) = play(FIRST, article([OTHER, note], claims(WARNED), revision=2, before=[CLAIM, OTHER]))
    assert second == {}
    assert status(ledger, "collapse") == "reported"


def test_a_report_that_is_anothers_is_not_the_outlets_to_take_back():
    echo = article([CLAIM], claims(COLLAPSED), id="a0", outlet="The Echo")
    cites = article(
        ["The bridge collapsed, The Echo reported."], said(COLLAPSED, "The Echo"), id="a2", outlet="The Post"
    )
    edited = article(
        [NOTE], id="a2", outlet="The Post", revision=2, before=["The bridge collapsed, The Echo reported."]
    )
    ledger, kinds = play(echo, cites, edited)
    assert "retracted" not in kinds[2]
    assert status(ledger, "collapse") == "reported"


def test_with_another_origin_left_a_claim_loses_one_and_stands():
    other = article([CLAIM], claims(COLLAPSED), id="a2", outlet="The Echo")
    edited = article([NOTE, OTHER], claims(WARNED, 1), revision=2, before=[CLAIM, OTHER])
    ledger, kinds = play(FIRST, other, edited)
    assert "retracted" in kinds[2]
    (claim,) = [claim for claim in ledger.claims if "collapse" in claim.wordings[0].terms]
    assert (claim.status, claim.origins) == ("corroborated", ("The Echo",))


def test_what_a_note_says_is_no_report():
    noted = article([NOTE], said(COLLAPSED, None))
    assert [claim for claim in play(noted)[0].claims if claim.wordings[0] == COLLAPSED] == []


def test_below_a_heading_of_its_own_stands_the_note():
    one = article(["CORRECTION:", "The article gave the wrong day.", OTHER])
    assert find_notes(Bench(Ledger(story="s1"), one, Knowledge(), LedgerPolicy())) == {0, 1}


def test_an_article_of_its_own_that_corrects_an_outlets_report_retracts_it():
    later = article([NOTE], said(COLLAPSED, None), id="a9")
    assert "retracted" in play(FIRST, later)[1][1]


@pytest.mark.parametrize(
    ("words", "verdict", "outlet", "after"),
    [
        ("On Monday we reported that {}", "The report was wrong.", "The Gazette", "retracted"),
        ("The Marlow Gazette reported that {}", "That was wrong.", "marlow-gazette.example", "retracted"),
        ("The Echo reported that {}", "That was wrong.", "marlow-gazette.example", "reported"),
        ("“On Monday we reported that {}” said Ana Prieto.", "It was wrong.", "The Gazette", "reported"),
    ],
)
def test_an_article_that_calls_its_outlets_own_report_wrong_retracts_it(words, verdict, outlet, after):
    first = article([CLAIM, OTHER], claims(COLLAPSED), claims(WARNED, 1), outlet=outlet)
    texts = [words.format("Marlow Bridge had collapsed during repair work."), verdict]
    ledger, _ = play(first, article(texts, said(COLLAPSED, None), id="a9", outlet=outlet))
    assert (status(ledger, "collapse"), status(ledger, "receive")) == (after, "reported")


def test_what_an_edit_adds_is_judged_and_what_stays_is_not():
    added = proposition("Port Authority", "close", "terminal Friday evening")
    text = "The Port Authority closed the terminal on Friday evening, two officials said."
    edited = article([CLAIM, OTHER, text], claims(COLLAPSED), claims(added, 2), revision=2, before=[CLAIM, OTHER])
    ledger, (_, second) = play(FIRST, edited)
    assert set(second) == {"new_claim"}
    (stayed,) = [claim for claim in ledger.claims if "collapse" in claim.wordings[0].terms]
    assert stayed.mentions == 1
    assert len(ledger.times) == 1


def test_a_figure_that_an_edit_corrects_has_changed():
    def counted(value, **given):
        text = f"{value:.0f} workers were injured, the Fire Service said."
        figure = Figure(what=("worker", "injured"), value=value, by="Fire Service")
        return article([text], figures=[figure], **given)

    first, edited = counted(11.0), counted(7.0, revision=2, before=["11 workers were injured, the Fire Service said."])
    _, (_, second) = play(first, edited)
    assert (second["figure_changed"].before, second["figure_changed"].after) == ("11", "7")


def test_an_edit_that_comes_again_changes_nothing():
    edited = article([NOTE, OTHER], claims(WARNED, 1), revision=2, before=[CLAIM, OTHER])
    ledger, _ = play(FIRST, edited)
    assert revise(ledger, edited, Knowledge(), LedgerPolicy()) == (ledger, ())


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "This story has been corrected to show that the bridge stands."),
        ("en", "The article incorrectly stated in this headline that the bridge fell."),
        ("en", "Editor's note: this article has an error that was corrected; the bridge stands."),
        ("en", "An article on Monday about the bridge misstated the day on which it was closed."),
        ("fr", "Une version précédente de cet article annonçait la chute du pont."),
        ("de", "In einer früheren Version dieses Artikels hieß es, die Brücke sei eingestürzt."),
        ("es", "Una versión anterior de este artículo decía que el puente se había caído."),
    ],
)
def test_notes_are_known_in_the_language_of_the_article(language, note):
    one = article([note, OTHER])
    header = replace(one.analysis.article, language=language)
    bench = Bench(
        Ledger(story="s1"), replace(one, analysis=replace(one.analysis, article=header)), Knowledge(), LedgerPolicy()
    )
    assert find_notes(bench) == {0}


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry corrected its figures on Monday.",
        "The report said that an earlier version of the treaty was better.",
        "He regretted his errors.",
        "Editor's note: This is the second part of a series on bridges.",
        "The report said that the company had misstated its losses last year.",
    ],
)
def test_who_else_corrects_something_writes_no_note(sentence):
    assert find_notes(Bench(Ledger(story="s1"), article([sentence]), Knowledge(), LedgerPolicy())) == frozenset()


def test_a_correction_shows_what_it_puts_right():
    right = "It collapsed in May."
    now = article([NOTE, right], said(COLLAPSED, None, sentence=0), revision=2, before=[CLAIM])
    _, (_, second) = play(article([CLAIM], claims(COLLAPSED)), now)
    assert second["retracted"].headline.endswith("Now: It collapsed in May.")
    assert right in [place.text for place in second["retracted"].evidence]


def test_a_claim_that_others_report_too_stands_and_says_who_took_it_back():
    first = article([CLAIM], claims(COLLAPSED))
    other = article([CLAIM.replace("morning", "day")], claims(COLLAPSED), id="a2", outlet="The Echo")
    now = article([NOTE], said(COLLAPSED, None, sentence=0), revision=2, before=[CLAIM])
    _, (_, _, third) = play(first, other, now)
    assert third["retracted"].after == "corroborated, taken back by The Gazette"


def test_a_note_that_only_names_who_acts_in_a_claim_takes_it_not_back():
    heads = proposition("Dora Amberg", "head", "harbour court autumn")
    lead, note = "Dora Amberg will head the harbour court, two officials said.", "Correction: It was not Dora Amberg."
    first = article([lead, OTHER], claims(heads), claims(WARNED, 1))
    edited = article([OTHER, note], claims(WARNED), revision=2, before=[lead, OTHER])
    ledger, (_, second) = play(first, edited)
    assert "retracted" not in second
    assert {claim.status for claim in ledger.claims} == {"reported"}


def test_a_note_that_names_who_acts_and_what_they_do_takes_it_back():
    heads = proposition("Dora Amberg", "head", "harbour court autumn")
    lead, note = (
        "Dora Amberg will head the harbour court, two officials said.",
        "Correction: Dora Amberg heads no court.",
    )
    first = article([lead, OTHER], claims(heads), claims(WARNED, 1))
    edited = article([OTHER, note], claims(WARNED), revision=2, before=[lead, OTHER])
    _, (_, second) = play(first, edited)
    assert "retracted" in second
