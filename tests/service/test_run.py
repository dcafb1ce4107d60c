"""`storywatch run` on the sample story, with no network: real developments, then an end in order."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from service.begun import NAME
from storywatch.archive import FILE, Alerts, Journal, Timelines
from storywatch.config import ROOT

FIRST_ALERT_SECONDS = 30.0
STOP_SECONDS = 5.0
SLACK = 3.0
"""Seconds that a test leaves to a machine that does other things: the promise is for one that does not."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def of_archive(folder: Path) -> list[str]:
    """Command lines of the processes that name this archive."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in line:
            found.append(line)
    return found


@pytest.fixture
def monitor(tmp_path):
    """Start the monitor on the sample feeds; yield (process, log, archive folder)."""
    folder = tmp_path / "var"
    opml = tmp_path / "feeds.opml"
    sample = ROOT / "seeds" / "sample"
    urls = [path.as_uri() for path in sorted(sample.glob("*.xml"))] + [f"http://127.0.0.1:{free_port()}/feed"]
    outlines = "".join(f'<outline type="rss" text="{url}" xmlUrl="{url}"/>' for url in urls)
    opml.write_text(f"<opml version='2.0'><body>{outlines}</body></opml>", "utf-8")
    config = tmp_path / "storywatch.toml"
    config.write_text(
        f'archive = "{folder}"\n[worker]\nweb_port = {free_port()}\n'
        f'[feeds]\nopml = "{opml}"\nmetrics_port = {free_port()}\n',
        "utf-8",
    )
    log = tmp_path / "out.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "service.cli", "run", "--config", str(config)],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    yield process, log, folder
    if process.poll() is None:
        process.kill()
        process.wait()


def until(condition, seconds: float) -> float:
    """Wait until a condition holds; return the seconds that it took."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds, f"not within {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - start


def test_it_shows_developments_within_thirty_seconds_and_stops_in_order_within_five(monitor, tmp_path):
    process, log, folder = monitor
    until(lambda: "NEW STORY" in log.read_text("utf-8"), FIRST_ALERT_SECONDS + SLACK)
    with (tmp_path / "storywatch.toml").open("a") as config:
        config.write("# changed\n")
    until(lambda: "The configuration has changed: stop Storywatch" in log.read_text("utf-8"), 5)
    assert (folder / NAME).exists()
    until(lambda: "RESUMED" in log.read_text("utf-8"), 30)
    journal = Journal(folder / FILE)
    until(lambda: journal.waiting() == 0, 10)
    journal.close()
    process.send_signal(signal.SIGINT)
    start = time.monotonic()
    assert process.wait(STOP_SECONDS + SLACK) == 0
    assert time.monotonic() - start < STOP_SECONDS + SLACK
    until(lambda: not of_archive(folder), 1)
    assert not (folder / NAME).exists()
    text = log.read_text("utf-8")
    assert "Traceback" not in text
    assert "Feeds: http://127.0.0.1:" in text
    assert "feeds.allow_networks does not allow" in text
    assert text.rstrip().endswith("Every article is done.")
    for kind in (
        "CONFIRMED",
        "DECLINED",
        "DENIED",
        "REVERSED",
        "CORROBORATED",
        "CARRIED OUT",
        "FIGURE CHANGED",
        "SURGE",
    ):
        assert kind in text


def test_a_second_monitor_on_the_same_archive_is_refused(monitor, tmp_path):
    _, log, _ = monitor
    until(lambda: "Alerts appear here" in log.read_text("utf-8"), 30)
    second = subprocess.run(
        [sys.executable, "-m", "service.cli", "run", "--config", str(tmp_path / "storywatch.toml")],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert second.returncode == 2
    assert b"another Storywatch runs" in second.stderr


def test_what_was_shown_is_in_the_archive_once(monitor):
    process, log, folder = monitor
    until(lambda: "RESUMED" in log.read_text("utf-8"), FIRST_ALERT_SECONDS + 30)
    process.send_signal(signal.SIGTERM)
    assert process.wait(STOP_SECONDS + SLACK) == 0
    archive = Alerts(folder / FILE)
    recorded = archive.recent(1_000)
    archive.close()
    shown = [alert.development.headline for alert in recorded if alert.development.headline in log.read_text("utf-8")]
    assert len(shown) == len(recorded)
    assert len({alert.id for alert in recorded}) == len(recorded)
    timelines = Timelines(folder / FILE)
    kept = timelines.find(recorded[0].development.story)
    timelines.close()
    assert kept is not None
    assert date(2026, 3, 2) in {one.day for one in kept.days}
