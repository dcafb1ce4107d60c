"""Parsing in processes of its own: order kept, a bad article alone fails, a dead process loses nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from storywatch.language.analyser import Analyser
from storywatch.language.choice import MissingModelError
from storywatch.language.pool import AnalysisPool, Failure, _uninterrupted, analyse_batch
from storywatch.messages import Analysis, decode, encode
from tests.builders import article

TEXT = "The mayor said on Monday that the bridge would close."


@pytest.fixture(scope="module")
def pool():
    pool = AnalysisPool(1)
    yield pool
    pool.stop()


def test_articles_come_back_analysed_in_their_order(pool):
    articles = [article(f"a{number}", TEXT) for number in range(20)]
    results = list(pool.stream(articles))
    assert [one for one, _ in results] == articles
    assert all(isinstance(result, Analysis) and result.article.id == one.header.id for one, result in results)


def test_a_process_that_was_killed_is_replaced(pool):
    pool.warm()
    for process in list(pool._pool._processes.values()):
        os.kill(process.pid, signal.SIGKILL)
    results = list(pool.stream([article("a1", TEXT), article("a2", TEXT)]))
    assert [result.article.id for _, result in results] == ["a1", "a2"]


def test_the_processes_end_with_one_that_was_killed():
    program = (
        "import os, time; from storywatch.language.pool import AnalysisPool\n"
        "pool = AnalysisPool(1); pool.warm()\n"
        "print(*pool._pool._processes, flush=True); time.sleep(60)"
    )
    owner = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    child = int(owner.stdout.readline())
    os.kill(child, 0)  # it is there
    owner.kill()
    owner.wait()
    deadline = time.monotonic() + 10
    while _runs(child):
        assert time.monotonic() < deadline, f"process {child} goes on without the one that it works for"
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_ctrl_c_while_processes_start_is_heard_afterwards():
    go, started = threading.Event(), []
    other = threading.Thread(target=lambda: go.wait() and os.kill(os.getpid(), signal.SIGINT))
    other.start()  # it takes signals, as a library's threads do

    def start() -> None:
        with _uninterrupted():
            go.set()
            other.join()
            time.sleep(0.1)
            started.append(True)

    with pytest.raises(KeyboardInterrupt):
        start()
    assert started


def test_only_the_article_that_analysis_cannot_take_fails(nlp):
    class Choosy(Analyser):
        def read(self, doc, header, *rest, **more):
            if header.id == "bad":
                raise ValueError("this one")
            return super().read(doc, header, *rest, **more)

    articles = [article(name, TEXT) for name in ("a1", "bad", "a2")]
    first, second, third = analyse_batch(Choosy(nlp), articles)
    assert (first.article.id, third.article.id) == ("a1", "a2")
    assert second == Failure("ValueError: this one")


def test_bytes_go_in_and_out(pool):
    (raw,) = pool.submit([encode(article("a1", TEXT))]).result()
    assert decode(raw, Analysis).statements


def test_a_missing_model_is_said_before_a_process_starts():
    with pytest.raises(MissingModelError, match="en_core_web_none"):
        AnalysisPool(1, "en_core_web_none")


@pytest.mark.parametrize("module", ["service.cli", "agents.worker"])
def test_only_the_processes_that_parse_wait_for_spacy(module: str) -> None:
    asked = f"import sys, {module}; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=Path(__file__).parents[2], check=False).returncode == 0
