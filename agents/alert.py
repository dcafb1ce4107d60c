"""Step four: developments become alerts for those who asked, recorded once; the last one completes its article."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from faust.types import AppT, StreamT, TopicT

from agents.stream import Step, handle, send_acknowledged
from storywatch import metrics
from storywatch.alerting import Subscriber, Watching, raise_alerts
from storywatch.archive import Alerts
from storywatch.messages import Development, encode


def add_alert(
    app: AppT,
    step: Step[Development],
    developments: TopicT,
    alerts: TopicT,
    archive: Alerts,
    subscribers: Sequence[Subscriber],
    watching: Watching,
    finished: Callable[[str, int], Awaitable[None]],
) -> None:
    """Read `developments`, send alerts to `alerts` and record them; call `finished` after an article's last one.

    On the topic an alert may stand twice after a kill, under one id; in the archive, and so for a subscriber, once.
    """

    async def act(development: Development) -> None:
        with metrics.timed("alert"):
            raised = raise_alerts(development, subscribers, datetime.now(UTC), watching)
            await send_acknowledged(alerts, [(alert.subscriber, encode(alert)) for alert in raised])
            for alert in await asyncio.to_thread(archive.record_all, raised):
                metrics.count_alert(alert)
            if development.position == development.of:
                await finished(development.article, development.evidence[0].revision)

    @app.agent(developments, name="alert")
    async def alert(stream: StreamT) -> None:
        await handle(stream, step, act)
