"""Where the dateline of a paragraph ends: *VARNA, Lakeland (Agency) —*. Knows characters only.

A dateline is no part of its sentence: parsed with it, the place becomes who acts.
"""

import re

_CITY = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}"
_PLACE = r"[A-ZÀ-Þ][\w.'’-]{1,30}(?:[ /][A-ZÀ-Þ][\w.'’-]{1,30}){0,3}"
_MORE = r"(?:,?[ ](?:[A-ZÀ-Þ]|\d{1,2}\b)[\w.]{0,15}){0,5}"
"""A state, a country, a day: *Lakeland, Nov. 19*."""
_AGENCY = r"[ ]?\([A-ZÀ-Þ][\w /.&]{1,30}\)"
_DASH = r"\s?(?:—|–|--|-)\s+"
_DATELINE = re.compile(rf"\s*(?:(?:{_PLACE}){_MORE}{_AGENCY}{_DASH}|{_CITY}{_MORE}{_DASH}(?=[“\"‘'«]?[A-ZÀ-Þ\d]))")
"""In mixed letters only with an agency; in capitals before what begins a sentence: *AGORA - the league -* does not."""


def end_of_dateline(text: str, start: int, end: int) -> int:
    """Where the sentence of a line from `start` to `end` begins, past its dateline; `start` where it has none."""
    match = _DATELINE.match(text, start, end)
    return start if match is None else match.end()
