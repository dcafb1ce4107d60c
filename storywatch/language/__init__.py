"""From text to entities, statements, narration and figures, over a spaCy parse.

Knows nothing of stories, ledgers, queues or files: an article goes in, an Analysis comes out.
"""

from storywatch.language.analyser import Analyser, Policy
from storywatch.language.parse.model import MissingModelError, load_model

__all__ = ["Analyser", "MissingModelError", "Policy", "load_model"]
