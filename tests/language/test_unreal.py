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
        "Ove Lund insisted that Castor Lines admit that it will sell the pier.",
        "Ove Lund suggested that the ministry confirm that it will sell the pier.",
        "Ove Lund demanded that the ministers deny that they will sell the pier.",
        "Ove Lund asked that the Harbour Post retract its report that he sold the pier.",
        "The Harbour Post refused to retract its report that Ove Lund sold the pier.",
        "The Harbour Post declined to withdraw its report that Ove Lund sold the pier.",
        "The Harbour Post has not retracted its report that Ove Lund sold the pier.",
        "Castor Lines all but confirmed on Tuesday that it will sell the pier.",
        "Castor Lines almost confirmed that it will sell the pier.",
        "Castor Lines jokingly confirmed on 1 April that it will sell the pier.",
        "Castor Lines mistakenly confirmed that it will sell the pier.",
        "Castor Lines confirmed in error that it will sell the pier.",
    ],
)
def test_unreal(read: Read, text: str) -> None:
    assert not [s for s in read(text).statements if s.act in MOVING]


@pytest.mark.parametrize(
    "text",
    [
        "When Castor Lines confirmed that it will sell the pier, prices fell.",
        "Ove Lund said that the ministers confirm that they will sell the pier.",
        "Ove Lund insisted that Castor Lines has confirmed that it will sell the pier.",
        "The Harbour Post retracted its report that Ove Lund sold the pier.",
        "Castor Lines falsely denied that it will sell the pier.",
        "All but two owners confirmed that they will sell the pier.",
        "Before Castor Lines confirmed that it will sell the pier, prices had risen.",
        "In a video Castor Lines confirmed that it will sell the pier.",
        "Using a novel test, Castor Lines confirmed that the pier is safe.",
        "Ove Lund said that Castor Lines had confirmed that it will sell the pier.",
    ],
)
def test_real(read: Read, text: str) -> None:
    assert len([s for s in read(text).statements if s.act in MOVING]) == 1


def test_false_report_is_no_source(read: Read) -> None:
    assert not read("A false report on a website said that Castor Lines has sold the pier.").statements
