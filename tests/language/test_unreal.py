"""What is yet to come, supposed, dreamt, forged or acted has been said by nobody."""

from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]
MOVING = {"confirm", "deny", "retract"}


@pytest.mark.parametrize(
    "text",
    [
        "Until Castor Lines confirms that it will sell the pier, nobody will pay.",
        "Nobody will pay before Castor Lines confirms that it will sell the pier.",
        "Prices will fall once Castor Lines has confirmed that it will sell the pier.",
        "When Castor Lines confirms is open.",
        "Suppose Castor Lines confirms that it will sell the pier.",
        "I dreamt that Castor Lines confirmed that it will sell the pier.",
        "In a deepfake video President Ida Lomm confirms that she will sell the pier.",
        "In a satirical post Castor Lines denied that it will sell the pier.",
        "A parody account of Castor Lines confirmed that it will sell the pier.",
        "A man posing as a spokesman for Castor Lines confirmed that it will sell the pier.",
        "A letter in which Castor Lines confirms that it will sell the pier is a hoax, police said.",
        "Ove Lund falsely claimed that Castor Lines had confirmed that it will sell the pier.",
        "Castor Lines is ready to confirm that it will sell the pier.",
        "Castor Lines acknowledged reports that it will sell the pier.",
    ],
)
def test_unreal(read: Read, text: str) -> None:
    assert not [s for s in read(text).statements if s.act in MOVING]


@pytest.mark.parametrize(
    "text",
    [
        "When Castor Lines confirmed that it will sell the pier, prices fell.",
        "Before Castor Lines confirmed that it will sell the pier, prices had risen.",
        "In a video Castor Lines confirmed that it will sell the pier.",
        "Using a novel test, Castor Lines confirmed that the pier is safe.",
        "Ove Lund said that Castor Lines had confirmed that it will sell the pier.",
    ],
)
def test_real(read: Read, text: str) -> None:
    assert [s.act for s in read(text).statements if s.act in MOVING] == ["confirm"]


def test_false_report_is_no_source(read: Read) -> None:
    assert not read("A false report on a website said that Castor Lines has sold the pier.").statements
