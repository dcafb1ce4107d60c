"""Ctrl-C while a batch command works: it ends, and neither prints nor leaves what nobody asked for."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storywatch.config import ROOT
from tests.service.test_cli import LINE, TEXT

SECONDS = 60.0


def parsers(pid: int) -> list[str]:
    """The processes that a command has started to parse in."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    lines = (Path(f"/proc/{child}/cmdline").read_text() for child in children)
    return [child for child, line in zip(children, lines, strict=True) if "spawn_main" in line]


@pytest.mark.parametrize("command", ["replay", "watch"])
def test_an_interrupted_command_says_nothing_and_leaves_no_file(tmp_path, command):
    articles = tmp_path / "articles.jsonl"
    articles.write_text("\n".join(json.dumps(LINE | {"id": f"a{n}", "text": TEXT}) for n in range(200)))
    options = {
        "replay": [articles, "--out", tmp_path / "out", "--processes", "2"],
        "watch": ["The board closed the bridge", "--file", articles, "--processes", "2"],
    }[command]
    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", command, *map(str, options)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # so that Ctrl-C, which reaches every process of a terminal, does not reach us
    )
    end = time.monotonic() + SECONDS
    while len(started := parsers(process.pid)) < 2:
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, out.decode(), err.decode()) == (130, "", "")
    assert set(tmp_path.iterdir()) == {articles}
    assert not [child for child in started if Path(f"/proc/{child}").exists()]
