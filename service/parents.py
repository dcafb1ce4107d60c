"""A process that ends with the one that started it, whatever kills that one. Linux alone can promise it."""

import ctypes
import os
import sys
from collections.abc import Callable
from signal import Signals

_PR_SET_PDEATHSIG = 1


def die_with_parent(by: Signals) -> Callable[[], None] | None:
    """Return what the child is to do between fork and exec, so that the kernel sends it `by` when we are gone.

    "We" is the thread that starts it: start it from the main thread. All that needs a lock is done here, before the
    fork: in the child, a lock that another thread of ours held would stay held for ever.
    """
    if sys.platform != "linux":
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, int(by))
        if os.getppid() != parent:  # it ended before we could ask
            os._exit(1)

    return ask
