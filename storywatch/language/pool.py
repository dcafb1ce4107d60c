"""Parsing in processes of its own, so that it blocks no event loop and uses every core; results keep their order.

What crosses the border is bytes: encoded articles in, encoded analyses or a `Failure` out.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct

from storywatch.knowledge import Knowledge
from storywatch.language.choice import LANGUAGES, find_packs, language_of
from storywatch.language.notices import Notices
from storywatch.messages import Analysis, Article, decode, encode

if TYPE_CHECKING:
    from storywatch.language.analyser import Analyser
    from storywatch.language.readers import Readers

BATCH = 8
"""Articles parsed together: enough for the model to work on full batches, few enough to keep memory small."""


class Failure(Struct, frozen=True):
    """An article that analysis could not take, and why."""

    error: str


class AnalysisPool:
    """Processes with models of their own. Raises MissingModelError where the first language has none, or PackError."""

    def __init__(
        self,
        processes: int,
        model: str = "",
        languages: Sequence[str] = LANGUAGES,
        files: Sequence[str] = (),
        knowledge: Knowledge | None = None,
    ) -> None:
        """`files` are packs of the user's own; `model` is the first language's; `knowledge` names what is known."""
        self._processes = processes
        self._setup = (model, tuple(languages), tuple(files), knowledge)
        self._notices = Notices(languages, files)
        self._packs = find_packs(languages, files, model)  # here: a process that cannot start says only that it broke
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._processes,
            mp_context=multiprocessing.get_context("spawn"),  # a fork would copy the threads' locks
            initializer=_load,
            initargs=self._setup,
        )

    @property
    def width(self) -> int:
        """Articles that keep every process busy: one under way and one waiting for each."""
        return 2 * self._processes

    def language_of(self, article: Article) -> str | None:
        """The language whose pack reads this article."""
        self._notices.hear(article)
        return language_of(article, self._packs)

    def warm(self) -> None:
        """Load the models now. Raises what loading raises."""
        for future in [self._submit(()) for _ in range(self._processes)]:
            future.result()

    def submit(self, raw: Sequence[bytes]) -> Future[list[bytes | Failure]]:
        """Analyse a batch. The future raises BrokenProcessPool if a process died of it."""
        try:
            return self._submit(tuple(raw))
        except BrokenProcessPool:
            self.restart()
            return self._submit(tuple(raw))

    def _submit(self, raw: tuple[bytes, ...]) -> "Future[list[bytes | Failure]]":
        with _uninterrupted():  # the first starts the processes
            return self._pool.submit(_analyse, raw)

    def restart(self) -> None:
        """Start fresh processes, after one died."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._start()

    def stop(self) -> None:
        """End the processes; what they work on is lost, and its sender has it still."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def cut_off(self) -> None:
        """End the processes at once, loading or parsing: who interrupts a command waits for no model."""
        processes = list((self._pool._processes or {}).values())  # noqa: SLF001 - public from Python 3.14 on
        self.stop()
        for process in processes:
            process.terminate()

    def stream(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis | Failure]]:
        """Analyse articles in order, a few batches a process ahead."""
        waiting: deque[tuple[list[Article], Future[list[bytes | Failure]]]] = deque()
        batch: list[Article] = []
        for article in articles:
            batch.append(article)
            if len(batch) == BATCH:
                waiting.append((batch, self.submit([encode(one) for one in batch])))
                batch = []
            if len(waiting) > self.width:
                yield from self._collect(*waiting.popleft())
        if batch:
            waiting.append((batch, self.submit([encode(one) for one in batch])))
        while waiting:
            yield from self._collect(*waiting.popleft())

    def _collect(
        self, articles: list[Article], future: Future[list[bytes | Failure]]
    ) -> Iterator[tuple[Article, Analysis | Failure]]:
        try:
            results = future.result()
        except BrokenProcessPool:  # one of the articles ended the process: each alone, so that only that one fails
            results = [self._alone(article) for article in articles]
        for article, result in zip(articles, results, strict=True):
            self._notices.hear(article)
            yield article, result if isinstance(result, Failure) else decode(result, Analysis)

    def _alone(self, article: Article) -> bytes | Failure:
        try:
            (result,) = self.submit([encode(article)]).result()
        except BrokenProcessPool:
            return Failure("its analysis ended the process")
        return result


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach, from their first moment: their parent ends them.

    A Ctrl-C of that moment is heard afterwards. The mask, which the processes inherit, does not keep it from a parent
    with other threads: any of them takes the signal, and a process half started would say that its input is cut off.
    """
    heard: list[int] = []
    main = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number)) if main else None
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if main:
            signal.signal(signal.SIGINT, signal.SIG_DFL if handler is None else handler)
        if heard:
            signal.raise_signal(signal.SIGINT)


def analyse_batch(analyser: "Analyser | Readers", articles: Sequence[Article]) -> list[Analysis | Failure]:
    """Analyse articles together; when one of them raises, each alone, so that only that one fails."""
    try:
        return list(analyser.analyse(articles))
    except Exception:  # noqa: BLE001 - any article may hold what no rule foresaw; it is found below
        return [_analyse_alone(analyser, article) for article in articles]


def _analyse_alone(analyser: "Analyser | Readers", article: Article) -> Analysis | Failure:
    try:
        return analyser.analyse_one(article)
    except Exception as error:  # noqa: BLE001 - the error goes to quarantine with the article
        return Failure(f"{type(error).__name__}: {error}")


_readers: "Readers | None" = None


def _load(model: str, languages: tuple[str, ...], files: tuple[str, ...], knowledge: Knowledge | None) -> None:
    """Give this process its readers and the first language's model, once."""
    global _readers  # noqa: PLW0603 - a worker process has no other place to keep it
    from storywatch.language.readers import Readers  # noqa: PLC0415 - only a process that parses needs spaCy

    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    _readers = Readers(find_packs(languages, files, model), model, knowledge=knowledge)
    _readers.warm()


def _end_with_parent() -> None:
    """End when the process that sends the work does: one that was killed ends nobody, and a model is 0.4 GB."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _analyse(raw: Sequence[bytes]) -> list[bytes | Failure]:
    if _readers is None:
        raise RuntimeError("this process has no model: the pool's initializer did not run")
    results = analyse_batch(_readers, [decode(one, Article) for one in raw])  # the sender decoded them before
    return [result if isinstance(result, Failure) else encode(result) for result in results]
