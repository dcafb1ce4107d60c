"""Where the story of a paragraph begins, past its dateline: *VARNA, Lakeland (Agency) —*. Knows characters only.

A dateline is no part of its sentence: parsed with it, the place becomes who acts. On a page that came without its line
breaks, headline, highlights, caption and time run on into the first sentence: there the story begins behind them.
"""

import re

LOST_BREAKS = 1000
"""Characters of a line from which it is a page that lost its line breaks ..."""

OPENS = 1000
"""... and of its beginning, in which what stands before the story is looked for."""

_CITY = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}"
_PLACE = r"[A-ZÀ-Þ][\w.'’-]{1,30}(?:[ /][A-ZÀ-Þ][\w.'’-]{1,30}){0,3}"
_MORE_ONE = r"(?:,?[ ](?:[A-ZÀ-Þ]|\d{1,2}\b)[\w.]{0,15})"
_MORE = _MORE_ONE + r"{0,5}"
"""A state, a country, a day: *Lakeland, Nov. 19*."""
_AGENCY = r"[ ]?\([A-ZÀ-Þ][\w /.&]{1,30}\)"
_DASH = r"\s?(?:—|–|--|-)\s+"
_DATELINE = re.compile(rf"\s*(?:(?:{_PLACE}){_MORE}{_AGENCY}{_DASH}|{_CITY}{_MORE}{_DASH}(?=[“\"‘'«]?[A-ZÀ-Þ\d]))")
"""In mixed letters only with an agency; in capitals before what begins a sentence: *AGORA - the league -* does not."""

_KNOWN = (
    r"(?:Reuters|CNN|AP|AFP|UPI|PA|EPA|EFE|DPA|dpa|ANSA|Xinhua|Kyodo|Yonhap|Bloomberg|Associated Press|Getty Images"
    r"|Getty|Rex Features|Rex|Corbis|Alamy)"
)
_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?[ ]"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"(?:{_DAY})?(?:{_MONTH}[ ]\d{{1,2}}|\d{{1,2}}[ ]{_MONTH}),?[ ](?:19|20)\d\d"
_CLOCK = r"\d{1,2}[:.]\d\d(?:[ ]?[ap]\.?m\.?)?[ ][A-Z]{3,4}"
_OPENINGS = (
    re.compile(rf"\b{_DATE},?[ ]{_CLOCK}\s+"),
    re.compile(rf"\bPhotograph: (?:[A-ZÀ-Þ][\w.'’-]*[ ]){{0,3}}(?:[A-ZÀ-Þ][\w.'’-]*/){{0,3}}{_KNOWN}(?:/{_KNOWN})?\s+"),
    re.compile(r"\((?:AP|AFP|Reuters|Getty Images)(?:[ ]Photo(?:/[\w ]+)?)?\)\s+(?=[A-ZÀ-Þ])"),
)
"""A time with its zone and a picture's credit, named or in brackets: the story stands behind them."""
_LATE_DATELINE = re.compile(
    rf"(?<![\w/])(?:(?:{_PLACE}){_MORE}[ ])?\({_KNOWN}\){_DASH}"
    rf"|(?<![\w/]){_CITY}{_MORE_ONE}[ ]--[ ](?=[“\"‘'«]?[A-ZÀ-Þ])"
)
"""Within a line only with an agency that is known, or in capitals with a state and two dashes."""


def find_story(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the story of a line from `start` to `end` begins: with its dateline, and past it."""
    if end - start >= LOST_BREAKS:
        until = start + OPENS
        for pattern in _OPENINGS:
            for match in pattern.finditer(text, start, until):
                start = match.end()
        late = _LATE_DATELINE.search(text, start, until)
        if late is not None:
            return late.start(), late.end()
    dateline = _DATELINE.match(text, start, end)
    return start, start if dateline is None else dateline.end()
