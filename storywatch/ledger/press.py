"""Whose text an outlet prints, and which outlets are one house, as far as a text and the knowledge file say.

An agency's name in a dateline, a byline or at the foot says who wrote it; a name in a sentence only says who is cited.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storywatch.knowledge import Outlet
from storywatch.ledger.latest import keep_latest
from storywatch.messages import Sentence
from storywatch.names import fold_name

HEAD, FOOT = 4, 3
"""Sentences at the beginning and at the end of an article that can say who wrote it."""

BYLINE_CHARS = 90
"""Characters of a line that is a byline, or of what stands before the dash of a dateline."""


@dataclass(frozen=True)
class Press:
    """What is known of outlets, ready to be asked."""

    houses: Mapping[str, str]
    """Folded name of an outlet → folded name of its owner."""
    agencies: Mapping[str, str]
    """Name of an agency as texts give it → its name."""
    dateline: re.Pattern[str]
    byline: re.Pattern[str]
    foot: re.Pattern[str]

    def house(self, name: str) -> str:
        """Name what stands behind an origin: its owner where it is a known outlet's, else itself. Folded."""
        folded = fold_name(name)
        return self.houses.get(folded, folded)

    def find_agency(self, sentences: Sequence[Sentence]) -> str | None:
        """Name the agency that an article says it is by, None where it says none."""
        for sentence in sentences[:HEAD]:
            text = sentence.text.strip()
            if found := self.dateline.search(text[: 2 * BYLINE_CHARS]):
                return self.agencies[found.group("a") or found.group("b")]
            if len(text) <= BYLINE_CHARS and (found := self.byline.match(text)):
                return self.agencies[found.group("a")]
        for sentence in sentences[-FOOT:]:
            if found := self.foot.search(_ends(sentence.text.strip())):
                return self.agencies[found.group("a") or found.group("b")]
        return None


def _ends(text: str) -> str:
    """Give the beginning and the end of a long text: what is between says nothing of who wrote it."""
    return text if len(text) <= 4 * BYLINE_CHARS else f"{text[: 2 * BYLINE_CHARS]} {text[-2 * BYLINE_CHARS :]}"


@keep_latest
def read_press(outlets: tuple[Outlet, ...]) -> Press:
    """Make a press of known outlets."""
    agencies = {name: outlet.name for outlet in outlets if outlet.agency for name in (outlet.name, *outlet.names)}
    houses = {
        fold_name(name): fold_name(outlet.owner)
        for outlet in outlets
        if outlet.owner
        for name in (outlet.name, *outlet.names, outlet.domain)
    }
    names = "|".join(sorted(map(re.escape, agencies), key=len, reverse=True)) or r"(?!)"
    return Press(
        houses=houses,
        agencies=agencies,
        # LONDON (Reuters) - ... and LONDON, AP — ...: before the dash stands a place, in capitals or short.
        dateline=re.compile(
            rf"^[^.!?]{{0,{BYLINE_CHARS}}}\((?P<a>{names})\)\s*[-–—]|^[^a-z.!?]*\b(?P<b>{names})\s*[-–—]+\s"
        ),
        # By Ann Lee, Associated Press ... Reuters staff ... the bare name
        byline=re.compile(
            rf"^(?:(?:[Bb]y|BY)\s+)?(?:[\w .'’-]{{2,60}}(?:,|\s+[-–—|]|\s+of)\s+)?(?:[Tt]he\s+)?(?P<a>{names})"
            r"(?:\s+(?:[Ss]taff|[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?))*\W*$"
        ),
        # ... (AP), — Reuters, Copyright 2016 The Associated Press.
        foot=re.compile(
            rf"(?:[-–—]\s*|\()(?P<a>{names})\)?\W*$|^(?:Copyright|©|Source:)(?:\s*(?:©|\(c\)|\d{{4}}|[Tt]he|by))*\s+(?P<b>{names})\b"
        ),
    )
