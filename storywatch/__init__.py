"""Storywatch tells its subscribers when a story changes, not when another article appears.

This package is the product's own knowledge. It knows nothing of `agents`, `feeds`, Kafka or Faust.
"""

__version__ = "0.1.0"
