"""A worker that does not come to its end is cut off, and says by its exit code whether it was asked to end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HANGING = """
import signal, sys, time
import agents.app
from agents.app import run
from agents.refusal import refuse

class Hanging:
    '''A worker that is asked to stop, or crashes, and then waits for ever.'''
    def __init__(self, **_given): pass
    def _schedule_shutdown(self, _signal): pass
    def on_worker_shutdown(self): pass
    def execute_from_commandline(self):
        signal.signal(signal.SIGTERM, lambda number, _frame: self._schedule_shutdown(number))
        {happens}
        time.sleep(60)

class App:
    Worker = Hanging

agents.app.LONGEST_STOP_SECONDS = 0.2
run(App())
"""


@pytest.mark.parametrize(
    ("happens", "code", "says"),
    [
        ("signal.raise_signal(signal.SIGTERM)", 0, ""),
        ("self.on_worker_shutdown()", 1, ""),
        ("refuse('not this version')", 2, "storywatch: not this version\n"),
    ],
)
def test_a_worker_that_hangs_while_it_ends_is_cut_off(happens, code, says):
    done = subprocess.run(
        [sys.executable, "-c", HANGING.format(happens=happens)],
        capture_output=True, text=True, timeout=40, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (code, says)
