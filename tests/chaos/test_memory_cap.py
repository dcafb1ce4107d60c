"""Over its memory cap the embedded broker is started afresh while articles wait; nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.reference import Analyses, accepted, compare_run, undisturbed
from tests.chaos.running import Run
from tests.chaos.writing import write_articles

CAP_MB = 32
"""The least that can be configured: some 12 MB above what the broker starts with."""

ARTICLES, PADDING = 200, 20_000
"""So long that their messages pass the cap four times; the less that comes again, the seldomer."""

AFRESH_AT_LEAST = 2


@pytest.mark.timeout(300)
def test_a_broker_over_its_cap_is_started_afresh_and_nothing_is_lost(
    start: Callable[..., Run], folder: Path, analyses: Analyses
):
    articles = write_articles(8, ARTICLES // 8, seed=11, padding=PADDING)
    run = start(broker_memory_mb=CAP_MB)
    run.publish(articles)
    run.wait_until(lambda: run.journal.counts()[1:] == (ARTICLES, 0), 200, "every article to be done")
    run.wait_until(lambda: run.undelivered() == 0, 20, "the console to have printed every alert")
    run.stop()
    console = run.place.console.read_text()
    afresh = console.count("Starting afresh: the embedded broker uses")
    print(f"the broker was started afresh {afresh} times")
    wanted = undisturbed(analyses.of(accepted(run.place.archive, articles)), run.place.config)
    differences = compare_run(run.place.archive, console, wanted)
    differences += [f"still running: {pid}" for pid in run.processes()]
    assert not differences, "\n".join([f"everything kept in {folder}:", *differences])
    assert afresh >= AFRESH_AT_LEAST, "the cap was not passed often enough: write more or longer articles"
