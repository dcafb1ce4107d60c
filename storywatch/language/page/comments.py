"""Where a page turns from its story to what its readers wrote below it. Knows characters only, English ones.

A reader's comment reads like the story: it has its names, its verbs and its numbers. Pages say above it whose words
these are not, or below that no more are taken; from the first of these on nothing is the outlet's.
"""

import re

STORY = 200
"""Characters before it that are a story: what stands above one is a page's rule for all its comments."""

_OPENS = r"(?:(?<=[.!?…\"”’)])\s|^|\n)\s*"
_DISOWNED = re.compile(
    _OPENS
    + r"""(?: (?:the\ )? (?:views|opinions) \ (?:expressed|voiced) \ (?:in|by) \ (?:the\ |these\ |our\ )?
      (?:readers?['’]?\ )? (?:comments?|readers) \ (?:do|are|belong|may)\b
    | this\ (?:discussion|conversation)\ is\ (?:now\ )?closed\b
    | (?:reader\ )? comments\ (?:on\ this\ \w+\ )? are\ (?:now\ )?closed\b )""",
    re.IGNORECASE | re.VERBOSE,
)


def find_comments(text: str) -> int:
    """Give the offset from which a text is its readers'; its length where they wrote nothing."""
    found = _DISOWNED.search(text, STORY)
    return len(text) if found is None else found.start()
