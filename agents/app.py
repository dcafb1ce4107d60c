"""Makes the Faust app with settings that lose nothing, each with its reason. Knows nothing of what the steps do."""

import logging
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

import agents.recovery_mend  # noqa: F401  # isort: skip  # first: it must be in place before an app is made
import faust
from faust.types import AppT, TopicT

from agents.refusal import reason
from agents.settings import WorkerSettings
from agents.standstill import keep_beating
from storywatch.kept import LaterStateError
from storywatch.messages.codec import MAX_BYTES

ENVELOPE_BYTES = 1_000_000
"""Bytes of key, headers and batch around a message of MAX_BYTES."""

SEND_SECONDS = 30.0
"""How long a message may wait for its acknowledgement before the step tries again."""

SESSION_SECONDS = 6.0
"""How long the partitions of a worker that vanished wait for another: the least that Apache Kafka allows."""

EMBEDDED_SESSION_SECONDS = 2.0
"""The embedded broker has one worker and allows less: a killed worker's successor waits this long."""

FETCH_AHEAD = 64
"""Messages that wait in memory for one step; each is a few KB, at most MAX_BYTES."""

TAKEN_AT_ONCE = FETCH_AHEAD // 5
"""Messages of one partition that are handed out before the next one's turn. Faust stops taking from a partition when
its step's queue is four fifths full, so these always fit, and a slow step never holds up the others' messages."""

LONGEST_STOP_SECONDS = 8.0
"""How long a worker may take to end: in the middle of a rebalance Faust can wait for ever for a coordinator that it has
given up. What it had not finished comes again. Less than the ten seconds that containers are given."""

UNUSED_PORT = 6066
"""Faust wants a port even where it serves nothing."""

QUIET_LOGGERS = ("faust", "mode", "aiokafka", "kafka")
"""Whose chatter is left out below a warning."""


def make_app(settings: WorkerSettings) -> AppT:
    """Make an app without agents. Its topics and changelogs must exist: it creates none."""
    session = EMBEDDED_SESSION_SECONDS if settings.embedded else SESSION_SECONDS
    app = faust.App(
        settings.app,
        broker=[f"kafka://{address}" for address in settings.broker.split(",")],
        datadir=str(settings.data_dir),
        store="rocksdb://",
        autodiscover=False,
        # Topics carry bytes of our own encoding; what is in them is checked by the step that reads them.
        key_serializer="raw",
        value_serializer="raw",
        # Created up front by the service, with the partitions that the Tables need.
        topic_allow_declare=False,
        topic_disable_leader=True,
        reply_create_topic=False,
        table_standby_replicas=0,
        # Heartbeats have a thread of their own, so a busy loop does not miss them.
        broker_session_timeout=session,
        broker_heartbeat_interval=session / 6,
        broker_rebalance_timeout=session,
        broker_max_poll_records=TAKEN_AT_ONCE,
        consumer_group_instance_id=None if settings.embedded else settings.member,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=MAX_BYTES + ENVELOPE_BYTES,
        producer_acks=-1,
        producer_request_timeout=SEND_SECONDS,
        producer_max_request_size=MAX_BYTES + ENVELOPE_BYTES,
        # The embedded broker's end of a topic is the start of its last batch, and recovery reads up to the end: a
        # batch of one record ends where it starts. Its log, and all offsets, end with it, while the Tables stay.
        producer_max_batch_size=1 if settings.embedded else 16_384,
        recovery_consistency_check=not settings.embedded,
        stream_buffer_maxsize=FETCH_AHEAD,
        # A step in the middle of something is not waited for: what it did not finish comes again.
        stream_wait_empty=False,
        web_enabled=settings.web_port is not None,
        web_bind=settings.web_host,
        web_host=settings.web_host,
        web_port=settings.web_port or UNUSED_PORT,
        # Only /metrics is wanted; Tables and the routing of keys are nobody's business.
        web_tables_enabled=False,
        web_router_enabled=False,
        web_graph_enabled=False,
        web_stats_enabled=False,
        worker_redirect_stdouts=False,
    )
    app.task(keep_beating)
    return app


def bytes_topic(app: AppT, name: str) -> TopicT:
    """Return a topic whose keys and values are bytes on both ends."""
    return app.topic(name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")


def run(app: AppT, *, log_level: str = "WARNING") -> None:
    """Run the worker in this process until SIGTERM or Ctrl-C, then exit the process.

    Raises LaterStateError where a step refused to go on.
    """
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(log_level)))
    worker = app.Worker(loglevel=log_level, redirect_stdouts=False, quiet=True)
    worker.spinner = None  # it would write control codes between the lines of whoever reads our output
    worker._schedule_shutdown = _cut_off_after(worker._schedule_shutdown, 0)  # noqa: SLF001  # a signal asked for it
    worker.on_worker_shutdown = _cut_off_after(worker.on_worker_shutdown, 1)  # or it came to that by itself
    try:
        worker.execute_from_commandline()
    except SystemExit:
        if (why := reason()) is not None:
            raise LaterStateError(why) from None
        raise


def _cut_off_after(end: Callable[..., Any], code: int) -> Callable[..., Any]:
    """Wrap what begins the worker's end: when that takes too long, the process ends where it is."""

    def cut_off() -> None:
        if (why := reason()) is not None:
            sys.stderr.write(f"storywatch: {why}\n")
            sys.stderr.flush()
        os._exit(code if why is None else 2)

    def begin_end(*given: Any) -> Any:  # noqa: ANN401  # Faust's own
        timer = threading.Timer(LONGEST_STOP_SECONDS, cut_off)
        timer.daemon = True
        timer.start()
        return end(*given)

    return begin_end
