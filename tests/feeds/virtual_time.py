"""An event loop whose time passes only when nothing else can happen: a day takes seconds. No threads, no sockets."""

import asyncio
import selectors
from concurrent.futures import Executor


class _Leaping(selectors.DefaultSelector):
    """Instead of waiting, lets the time that was to be waited pass."""

    now = 0.0

    def select(self, timeout: float | None = None):
        if timeout is None:
            raise RuntimeError("everything waits for something that cannot happen")
        self.now += max(0.0, timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """What would run in a thread runs at once, so that time cannot pass it by."""

    def __init__(self) -> None:
        self._leaping = _Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.now

    def run_in_executor(self, executor: Executor | None, func, *args):
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - it is the future's
            future.set_exception(error)
        return future


def run_virtually(main):
    """Run a coroutine on a loop of its own; return what it returns."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
