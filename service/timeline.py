"""A story's timeline as lines for a terminal: the days that most of its articles name, each with a sentence."""

import textwrap

from storywatch.archive import StoryDays
from storywatch.delivery.console import plain
from storywatch.ledger import NamedDay

WIDTH = 100
INDENT = " " * 6


def word(kept: StoryDays, many: int) -> str:
    """Word at most so many days of a story, those that the most articles name, in order; of equals the latest."""
    chosen = sorted(kept.days, key=lambda one: (one.articles, one.day))[-many:]
    left = len(kept.days) - len(chosen)
    more = f", the {len(chosen)} of {len(kept.days)} days that most articles name" if left else ""
    lines = [plain(kept.title) or "(no title)", f"  story {kept.story}{more}", ""]
    for one in sorted(chosen, key=lambda one: one.day):
        lines += _day(one)
    return "\n".join(lines if chosen else [*lines, "  its articles name no day"]) + "\n"


def _day(one: NamedDay) -> list[str]:
    articles = "1 article" if one.articles == 1 else f"{one.articles} articles"
    source = ", ".join(plain(part) for part in (one.outlet, one.url) if part)
    quoted = textwrap.fill(
        f"“{plain(one.text)}” — {source}", WIDTH, initial_indent=INDENT, subsequent_indent=INDENT,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return [f"  {one.day:%a %d %b %Y}  {articles}", quoted]
