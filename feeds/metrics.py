"""What Prometheus is told of polling. A registry of its own; label values come from closed sets only."""

from prometheus_client import CollectorRegistry, Counter, Gauge

REGISTRY = CollectorRegistry()

POLLED = Counter("storywatch_feeds_polled", "Polls, by outcome.", ["outcome"], registry=REGISTRY)
"""fetched, unchanged, held, or the problem (feeds/polling/outcome.py)."""

FAILING = Gauge("storywatch_feeds_failing", "Feeds whose last poll failed.", registry=REGISTRY)
SILENT = Gauge(
    "storywatch_feeds_silent", "Feeds that have brought nothing new for longer than is their habit.", registry=REGISTRY
)
DEAD = Gauge("storywatch_feeds_dead", "Feeds whose every poll has failed for days.", registry=REGISTRY)
ACCEPTED = Counter("storywatch_articles_accepted", "Articles and revisions new to the journal.", registry=REGISTRY)
PUBLISHED = Counter(
    "storywatch_articles_published", "Articles that the broker acknowledged, repeats included.", registry=REGISTRY
)
QUARANTINED = Counter(
    "storywatch_quarantined", "Messages set aside, by the step that could not use them.", ["step"], registry=REGISTRY
)
LEFT_OUT = Counter("storywatch_entries_left_out", "Feed entries beyond the bound of one poll.", registry=REGISTRY)
WAITING = Gauge("storywatch_journal_waiting", "Accepted articles that are not done.", registry=REGISTRY)
BROKER_UP = Gauge("storywatch_poller_broker_up", "1 while the broker acknowledges.", registry=REGISTRY)
BOUNDED = Counter(
    "storywatch_answers_bounded",
    "Answers that were cut short, by the bound that they broke.",
    ["bound"],
    registry=REGISTRY,
)
"""length, bomb, headers, redirects, time (feeds/http/coding.py)."""
PUSHED = Counter(
    "storywatch_feeds_pushed", "Deliveries of hubs, by what became of them.", ["outcome"], registry=REGISTRY
)
"""taken, or unknown, unsigned, too large, too slow, no room, not kept (feeds/websub/listener.py)."""
SUBSCRIBED = Gauge("storywatch_feeds_subscribed", "Feeds whose hub delivers.", registry=REGISTRY)
FORBIDDEN = Counter("storywatch_addresses_forbidden", "Addresses that the guard refused to dial.", registry=REGISTRY)
PAGES = Gauge(
    "storywatch_pages_waiting", "Pages that are still to be fetched, by what for.", ["what"], registry=REGISTRY
)
"""text: an article waits for it. revisit: it is looked at again."""
BEYOND = Counter(
    "storywatch_pages_beyond_budget",
    "Entries that went with their feed's own text, because it has had as many pages fetched as it may.",
    registry=REGISTRY,
)
LOOKED = Counter("storywatch_pages_looked_at", "Looks at pages, by how they ended.", ["outcome"], registry=REGISTRY)
"""read, unchanged, denied, paywalled, nothing_found, missing, unreachable, unreadable (feeds/pages/revisits.py)."""
BREACHES = Counter(
    "storywatch_reading_breaches",
    "Bodies whose reading exceeded a bound and was ended, by the bound.",
    ["bound"],
    registry=REGISTRY,
)
"""time, memory, crash (feeds/reading/confined.py)."""
ROLLED = Counter(
    "storywatch_feeds_rolled_over", "Polls that found nothing left of what the feed listed before.", registry=REGISTRY
)
