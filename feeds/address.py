"""What is polled: an address and what the user said of it. Knows nothing of lists, fetching or formats."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["feed", "sitemap", "page"]
"""feed: RSS, Atom, JSON Feed. sitemap: a news sitemap. page: a web page without a feed."""


@dataclass(frozen=True)
class FeedAddress:
    """A feed to poll: an http(s) address, or a file that the list names relative to itself."""

    url: str
    title: str = ""
    path: Path | None = None
    """For a feed that is a file; only a list that the user configured can name one."""
    kind: Kind = "feed"
    full_text: bool | None = None
    """Fetch the pages that its items link to; None: as the configuration says."""
