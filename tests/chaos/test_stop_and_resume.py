"""Ctrl-C in the middle of work ends the run within five seconds, leaves nothing running, and the next start goes on."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.reference import Analyses, accepted, compare_run, undisturbed
from tests.chaos.running import Run
from tests.chaos.writing import write_articles

ARTICLES = 200
STOP_SECONDS = 5.0
"""What the product promises."""


@pytest.mark.timeout(300)
def test_a_run_that_was_stopped_in_the_middle_of_work_goes_on_where_it_was(
    start: Callable[..., Run], folder: Path, analyses: Analyses
):
    articles = write_articles()[:ARTICLES]
    run = start()
    run.publish(articles)
    differences = []
    for by in (signal.SIGINT, signal.SIGTERM):
        before = run.alerts()
        run.wait_until(lambda: run.alerts() > before, 90, "work to stop in the middle of")  # noqa: B023 - called at once
        time.sleep(0.3)
        took = run.stop(by)
        print(f"stopped by {by.name} in {took:.1f} s with {run.journal.waiting()} of {ARTICLES} waiting")
        if took >= STOP_SECONDS:
            differences.append(f"{by.name} took {took:.1f} s")
        differences += [f"still running after {by.name}: {pid}" for pid in run.processes()]
        assert run.journal.waiting(), "all was done before it was stopped: the test saw nothing"
        run.start()
    run.wait_until(lambda: run.journal.counts()[1:] == (ARTICLES, 0), 120, "every article to be done")
    run.wait_until(lambda: run.undelivered() == 0, 20, "the console to have printed every alert")
    run.stop()
    wanted = undisturbed(analyses.of(accepted(run.place.archive, articles)), run.place.config)
    differences += compare_run(run.place.archive, run.place.console.read_text(), wanted)
    assert not differences, "\n".join([f"everything kept in {folder}:", *differences])
