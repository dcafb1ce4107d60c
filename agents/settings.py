"""How one worker runs: where the broker is, where it keeps its Tables, what it may use."""

from dataclasses import dataclass
from pathlib import Path

from storywatch.messages.topics import DEFAULT_PREFIX


@dataclass(frozen=True)
class WorkerSettings:
    """Everything that the app needs to know of its surroundings. Policies of the steps are not in here."""

    broker: str
    """HOST:PORT, or several with commas."""
    data_dir: Path
    """Where the Tables are kept. One worker's own: two cannot open the same files."""
    app: str = "storywatch"
    """Faust's application id: consumer group and changelogs are named by it."""
    prefix: str = DEFAULT_PREFIX
    """What the topics' names begin with."""
    member: str | None = None
    """This worker's lasting name in its consumer group: started again, it takes its own place at once instead of
    waiting for its former self to time out. No two workers may share one; None where names do not last. The embedded
    broker is not told: with it, it is slower."""
    embedded: bool = False
    """The broker is the embedded one: its log ends with it, and it counts a batch of records as one."""
    journal: bool = False
    """Articles are marked done in the journal: where the broker's log is not durable, and in a replay."""
    partitions: int = 1
    """Of the topics that drive the Tables."""
    processes: int = 1
    """Processes that parse."""
    web_host: str = "127.0.0.1"
    """Where `/metrics` listens. Loopback unless something in front of it guards it."""
    web_port: int | None = 6066
    """None serves nothing."""
