"""From text to entities, statements, narration and figures, over a spaCy parse.

Knows nothing of stories, ledgers, queues or files: an article goes in, an Analysis comes out. `choice` and `pool` need
no spaCy; what parses is imported from here when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from storywatch.language.choice import MissingModelError

if TYPE_CHECKING:
    from storywatch.language.analyser import Analyser, Policy
    from storywatch.language.parse.model import load_model

__all__ = ["Analyser", "MissingModelError", "Policy", "load_model"]


_PARSES = {"Analyser": "analyser", "Policy": "analyser", "load_model": "parse.model"}
"""What takes spaCy, a second to import, and the module that has it."""


def __getattr__(name: str) -> object:
    if name not in _PARSES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_PARSES[name]}"), name)
    return found
