from collections.abc import Callable

import pytest

from storywatch.messages import Analysis

Read = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("rule", "text", "act"),
    [
        ("said is assert", "Ana Prieto said the dam was closed.", "assert"),
        ("confirmed that is confirm", "Ana Prieto confirmed that the dam was closed.", "confirm"),
        ("denied is deny", "Ana Prieto denied that the dam had leaked.", "deny"),
        ("appeared to confirm is a view of it", "Ana Prieto appeared to confirm that the dam had leaked.", "assess"),
        ("seemed to deny is a view of it", "Ana Prieto seemed on Tuesday to deny that the dam had leaked.", "assess"),
        ("rejected a report is deny", "Ana Prieto rejected the report of a leak.", "deny"),
        ("dismissed a report as something is deny", "Ana Prieto dismissed the reports as pure invention.", "deny"),
        ("dismissed a plan as something is oppose", "Ana Prieto dismissed the plan as pure folly.", "oppose"),
        ("rejected a plan is oppose", "Ana Prieto rejected the plan to drain the lake.", "oppose"),
        ("dismissed a possibility is deny", "Ana Prieto dismissed the possibility of a flood.", "deny"),
        ("ruled out is deny", "Ana Prieto ruled out a flood.", "deny"),
        ("did not confirm is decline", "Ana Prieto did not confirm the leak.", "decline"),
        ("could not confirm is decline", "Ana Prieto could not confirm the leak.", "decline"),
        ("refused to say is decline", "Ana Prieto refused to say whether the dam was safe.", "decline"),
        ("declined to comment is decline", "Ana Prieto declined to comment.", "decline"),
        ("would not say is decline", "Ana Prieto would not say whether the dam was safe.", "decline"),
        ("dodged a query is decline", "Ana Prieto dodged a query about the dam.", "decline"),
        ("did not respond is decline", "The ministry did not respond to requests for comment.", "decline"),
        ("refused to do is oppose", "Ana Prieto refused to close the dam.", "oppose"),
        ("warned is assess", "Ana Prieto warned that the dam could break.", "assess"),
        ("vowed is commit", "Ana Prieto vowed to rebuild the dam.", "commit"),
        ("urged is demand", "Ana Prieto urged residents to leave the valley.", "demand"),
        ("called for is demand", "Ana Prieto called for an inquiry.", "demand"),
        ("welcomed is support", "Ana Prieto welcomed the agreement.", "support"),
        ("a belief is assess", "Ana Prieto knows that the dam is unsafe.", "assess"),
        ("a way of seeing is assess", "Ana Prieto sees the dam as a danger.", "assess"),
        ("an intention is commit", "Ana Prieto wants to rebuild the dam.", "commit"),
        ("a wish for others' act is demand", "Ana Prieto wants residents to leave.", "demand"),
        ("supports doing is support", "Ana Prieto supports closing the dam.", "support"),
        ("a liking is support", "Ana Prieto likes the plan.", "support"),
        ("a dislike is oppose", "Ana Prieto dislikes the plan.", "oppose"),
        ("criticised is oppose", "Ana Prieto criticised the builders.", "oppose"),
        ("attacked a plan is oppose", "Ana Prieto attacked the plan.", "oppose"),
        ("attacked somebody over something is oppose", "Ana Prieto attacked the builders over the cost.", "oppose"),
    ],
)
def test_act(read: Read, rule: str, text: str, act: str) -> None:
    statements = read(text).statements
    assert [s.act for s in statements][:1] == [act], rule
