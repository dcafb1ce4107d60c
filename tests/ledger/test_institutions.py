"""Bodies of their own that only a name tells from others: they speak for themselves, not for who bears the name."""

import pytest

from storywatch.language import Analyser
from tests.invented import told_last

HID = "The Lorne Company hid a fire at its foundry in Maddock, two clerks told the Harbour Post."
MET = "Interior Minister Tove Rask met the banker Emil Sand in Corran, two guests told the Harbour Post."
BOUGHT = "The government of Sutland bought radars from Mirex, two clerks told the Harbour Post."
WORKERS = "The Lorne Company's works council confirmed on Tuesday that it hid a fire at the foundry in Maddock."
COURT = "A court in Corran confirmed on Tuesday that Tove Rask met the banker Emil Sand."
ENVOY = "Norland's ambassador to Sutland, Ole Berg, confirmed that the government of Sutland bought radars from Mirex."


@pytest.fixture(scope="module")
def analyser(nlp):
    return Analyser(nlp)


@pytest.mark.parametrize(
    ("known", "text", "party"),
    [
        (HID, WORKERS, "Lorne Company's works council"),
        (MET, COURT, "court in Corran"),
        (BOUGHT, ENVOY, "Ole Berg"),
    ],
)
def test_its_confirmation_is_one_more_report(analyser, known, text, party):
    assert told_last(analyser, known, text) == {("corroborated", party)}


@pytest.mark.parametrize(
    ("known", "text", "party"),
    [
        (HID, "The works council of the Lorne Company denied that it hid a fire at the foundry in Maddock.",
         "works council of the Lorne Company"),
        (MET, "Tove Rask's party denied on Tuesday that she met the banker Emil Sand in Corran.", "Tove Rask's party"),
    ],
)  # fmt: skip
def test_its_denial_settles_nothing(analyser, known, text, party):
    assert told_last(analyser, known, text) == {("new_party", party)}


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (HID, "The Lorne Company's board confirmed on Tuesday that it hid a fire at the foundry in Maddock."),
        (BOUGHT, "Sutland's government confirmed on Tuesday that it bought radars from Mirex."),
        (BOUGHT, "Sutland's prime minister, Ada Brix, confirmed that the government of Sutland bought radars."),
    ],
)
def test_who_leads_or_governs_it_still_confirms(analyser, known, text):
    assert {kind for kind, _ in told_last(analyser, known, text)} == {"confirmed"}
