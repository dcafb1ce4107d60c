"""The mend is for one version of Faust, and touches only what it says. That it mends is tests/integration's to show."""

import importlib

import faust
import pytest
from faust.transport.consumer import Consumer
from faust.types.tuples import TP, ConsumerMessage

from agents import recovery_mend


def test_another_version_of_faust_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch):
    before = Consumer._wait_next_records
    monkeypatch.setattr(faust, "__version__", "0.15.4")
    with pytest.raises(ImportError, match=r"0\.15\.4 is installed and .* mends 0\.15\.3"):
        importlib.reload(recovery_mend)
    assert Consumer._wait_next_records is before, "nothing is mended twice, or in part"


@pytest.mark.parametrize("handed_out", [True, False])
def test_only_a_message_that_was_handed_out_is_acknowledged(*, handed_out: bool):
    consumer = FakeConsumer()
    message = ConsumerMessage("t", 0, 7, 0.0, 0, None, None, b"", None, tp=TP("t", 0))
    message.tracked = handed_out
    assert recovery_mend._if_handed_out(FakeConsumer.acknowledge)(consumer, message) is handed_out
    assert consumer.acknowledged == ([7] if handed_out else [])


class FakeConsumer:
    """Takes acknowledgements."""

    def __init__(self) -> None:
        self.acknowledged: list[int] = []

    def acknowledge(self, message: ConsumerMessage) -> bool:
        self.acknowledged.append(message.offset)
        return True
