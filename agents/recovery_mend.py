"""Mends Faust 0.15.3's loss of messages when a worker restarts or rebalances while input waits.

The defect: at the end of recovery Faust resumes the stream's partitions, seeks them to the committed offsets and clears
the agents' queues, all while its fetch loop runs. What the loop fetched between these steps is cleared away (lost), or
comes again after the seek (doubled). Faust means to wait for that loop (`Consumer.wait_for_stopped_flow`), but the flag
for it, `not_waiting_next_records`, is set and never cleared (upstream issue 596).

The mend, in the same order of events: the loop clears the flag while it fetches and delivers, and sets it only once it
is parked behind a stopped flow; the end of recovery stops the flow and waits for that before anything is resumed. Also,
the loop fetches for a snapshot of the active partitions, and for none when there are none: aiokafka reads an empty set
as *all*. And a message that no agent was handed is not acknowledged when it is skipped as stale.

A second defect beside it: the loop hands out all that one fetch brought, thousands of articles when many wait, before
it looks at what the later steps wait for. So it takes from each partition in turn, `broker_max_poll_records` at a time:
aiokafka's own bound is one on all partitions together, which the first with much waiting uses up for itself.

Import this module before the app is made. It refuses a version it was not written for: mending unknown code could lose
more than the defect does. It can go when `tests/integration/test_faust_restart.py` passes without it.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import faust
from faust.tables.recovery import Recovery
from faust.transport.consumer import Consumer

MENDED = "0.15.3"
"""The one version of faust-streaming that this was written and tested for."""

IDLE_SECONDS = 0.2
"""How often a loop with no active partition looks again; Faust's own second would only delay the start."""


class UnknownFaustError(ImportError):
    """Another Faust than the one mended here is installed."""


async def _fetch_or_park(self: Any, timeout: float) -> tuple[dict[Any, Any], Any]:  # noqa: ANN401, ASYNC109  # Faust's own
    """Replace `Consumer._wait_next_records`."""
    while not self.flow_active and not self.should_stop:
        self.not_waiting_next_records.set()
        await self.wait(self.can_resume_flow)
    self.not_waiting_next_records.clear()
    if self.app.client_only:
        return await self._getmany(active_partitions=None, timeout=timeout), None
    active = set(self._get_active_partitions())
    if not active:
        await self.sleep(IDLE_SECONDS)
        return {}, active
    records: dict[Any, Any] = {}
    for partition in active:
        records.update(await self._getmany(active_partitions={partition}, timeout=0.0))
    return records or await self._getmany(active_partitions=active, timeout=timeout), active


def _behind_a_parked_loop(finish: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Wrap a method of `Recovery` that resumes the streams: nothing may be in flight from the broker meanwhile."""

    async def finish_parked(self: Any, generation_id: int = 0) -> None:  # noqa: ANN401  # Faust's own
        self.app.consumer.stop_flow()
        self.app.flow_control.suspend()
        await self._wait(self.app.consumer.wait_for_stopped_flow(), timeout=self.app.conf.broker_request_timeout)
        await finish(self, generation_id)

    return finish_parked


def _if_handed_out(acknowledge: Callable[..., bool]) -> Callable[..., bool]:
    """Wrap `Consumer.ack`: a stream marks a message as tracked when it hands it to an agent, and only then."""
    return lambda self, message: bool(message.tracked) and acknowledge(self, message)


if faust.__version__ != MENDED:
    raise UnknownFaustError(
        f"faust-streaming {faust.__version__} is installed and agents/recovery_mend.py mends {MENDED}: "
        "install that, or run tests/integration/test_faust_restart.py without the mend and drop it if it passes",
    )
Consumer._wait_next_records = _fetch_or_park  # noqa: SLF001  # Faust offers no hook here
Consumer.ack = _if_handed_out(Consumer.ack)
Recovery.on_recovery_completed = _behind_a_parked_loop(Recovery.on_recovery_completed)
Recovery._resume_streams = _behind_a_parked_loop(Recovery._resume_streams)  # noqa: SLF001
