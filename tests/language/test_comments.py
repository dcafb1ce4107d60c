"""What readers wrote below a story is no part of it."""

from collections.abc import Callable

import pytest

from storywatch.language.page.comments import find_comments
from storywatch.messages import Analysis

Read = Callable[..., Analysis]
STORY = (
    "The dam above Orlan burst on Monday, the Water Agency said. Four houses were swept away and nobody was hurt. "
    "“We had warned of it since spring,” said Ana Prieto, the mayor. The agency said it had tested the wall in May. "
)


@pytest.mark.parametrize(
    "below",
    [
        "Views expressed in the comments do not represent those of the Courier.",
        "The opinions expressed by readers are their own.",
        "This discussion is now closed.",
        "Comments on this article are closed.",
    ],
)
def test_nothing_is_read_from_where_readers_write(read: Read, below: str) -> None:
    page = read(f"{STORY}{below} The mayor said that she stole 5 million. “Holm robbed a bank.”")
    alone = read(STORY)
    assert page.statements == alone.statements
    assert page.narration == alone.narration
    assert [one.name for one in page.entities] == [one.name for one in alone.entities]
    assert page.terms == alone.terms


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"{STORY}The court read the views expressed in the comments do-nothing clerks had sent.",
        f"The views expressed in the comments are not ours. {STORY}",
        f"{STORY}Prieto said comments on this were closed.",
    ],
)
def test_a_story_that_speaks_of_comments_is_read_to_its_end(text: str) -> None:
    assert find_comments(text) == len(text)
