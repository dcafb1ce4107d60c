"""Configuration: one TOML file, every key known, every default safe. No file is needed."""

import re
import tomllib
from difflib import get_close_matches
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, get_args
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from storywatch.alerting import CONSOLE, Subscriber, find_flaws
from storywatch.ledger import LedgerPolicy
from storywatch.messages import Kind
from storywatch.stories import CopyPolicy, StoryPolicy

ROOT = Path(__file__).resolve().parents[1]
"""The checkout: `seeds/` lies beside this package."""


_WORDS = (
    ("Object contains unknown field", "unknown key"),
    ("Object missing required field", "missing key"),
    ("Invalid enum value", "unknown kind of development"),
    (" - at `$.", ", at `"),
    (" - at `$`", ""),
    (" - at `key` in `$.", ", at `"),
    (" - at `$", ", at `"),
    ("`array`", "a list"),
    ("`object`", "a table"),
    ("`str`", "a string"),
    ("`float`", "a number"),
    ("`int`", "a whole number"),
    ("`bool`", "true or false"),
)
"""msgspec's words in a message, and TOML's."""

_UNKNOWN = re.compile(r"unknown key `(\w+)`")


OWN_LIST = Path("feeds.opml")
"""Of a user who has not named another; `storywatch feeds add` begins it."""

SAMPLE_LIST = ROOT / "seeds" / "feeds.opml"
"""Live news in English and the sample story, for a first look."""


_AT_HOME = (".local", ".localhost", ".internal", ".lan", ".home.arpa")
"""Ends of names that lead nowhere from outside."""


class ConfigError(ValueError):
    """The configuration cannot be used; the message says where, why and what to do."""


class _Section(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A section of the file: a key that it does not know is an error."""


def _reaches(url: str, allowed: tuple[str, ...]) -> bool:
    """Tell whether a hub out there may reach an address, or it lies in a network of the user's that may be asked."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        address = ip_address(host)
    except ValueError:
        return parts.scheme == "https" and "." in host.strip(".") and not host.endswith(_AT_HOME)
    inside = any(address in ip_network(network) for network in allowed)
    return inside or (parts.scheme == "https" and address.is_global)


class Feeds(_Section, frozen=True, kw_only=True):
    """What is polled, and how often."""

    opml: str = ""
    """The feed list; empty: OWN_LIST in the working folder, and where there is none, the sample."""
    interval_seconds: Annotated[float, Meta(ge=5, le=86_400)] = 300.0
    """Between two polls of a feed whose rhythm is not known yet."""
    shortest_seconds: Annotated[float, Meta(ge=5, le=86_400)] = 60.0
    longest_seconds: Annotated[float, Meta(ge=60, le=86_400)] = 86_400.0
    """The limits of the wait that a feed's own rhythm leads to."""
    host_requests: Annotated[int, Meta(ge=1, le=8)] = 2
    """To one host at once ..."""
    host_spacing_seconds: Annotated[float, Meta(ge=0, le=60)] = 1.0
    """... and begun at least so far apart."""
    contact: Annotated[str, Meta(max_length=200, pattern=r"^[\x20-\x7e]*$")] = ""
    """An address, mail or web, that outlets may write to; in the User-Agent of every request."""
    allow_networks: tuple[str, ...] = ()
    """Networks (CIDR) or addresses that are not public and may be asked all the same, say "192.168.0.0/16"."""
    full_text: bool = False
    """Fetch the pages of entries whose feed gives a summary, for feeds whose list does not say (fullText="true")."""
    revisit_hours: tuple[Annotated[float, Meta(gt=0, le=720)], ...] = (1, 6, 24)
    """After an article's page was read, when to look whether it was edited or taken down; none: never."""
    websub_callback: Annotated[str, Meta(max_length=500, pattern=r"^(https?://[^\s?#]+)?$")] = ""
    """The public https address that leads to `websub_port`, for hubs that push; empty polls only."""
    websub_host: str = "127.0.0.1"
    websub_port: Annotated[int, Meta(ge=0, le=65_535)] = 6068
    """Where hubs are listened for: loopback, behind a proxy of yours."""
    metrics_port: Annotated[int, Meta(ge=0, le=65_535)] = 6067
    """On loopback; 0 serves none."""

    def lists(self) -> tuple[Path, ...]:
        """Where the feed list is looked for; the first that exists counts, and commands change the first."""
        return (Path(self.opml),) if self.opml else (OWN_LIST, SAMPLE_LIST)

    def __post_init__(self) -> None:
        """Raise ValueError where limits cross, or a network is none."""
        if not self.shortest_seconds <= self.longest_seconds:
            raise ValueError("feeds.shortest_seconds must not be above feeds.longest_seconds")
        if sorted(set(self.revisit_hours)) != list(self.revisit_hours):
            raise ValueError("feeds.revisit_hours must rise")
        for network in self.allow_networks:
            try:
                ip_network(network)
            except ValueError as error:
                raise ValueError(f"feeds.allow_networks: {error}") from error
        if self.websub_callback and not _reaches(self.websub_callback, self.allow_networks):
            raise ValueError(
                f"feeds.websub_callback: no hub can push to {self.websub_callback}: give a public https address, "
                "or none to poll only"
            )


class Worker(_Section, frozen=True, kw_only=True):
    """How the agents run."""

    processes: Annotated[int, Meta(ge=1, le=256)] = 1
    """Processes that parse, each with a model in memory (about 0.5 GB)."""
    model: str = ""
    """An installed spaCy model; empty takes the best that is installed."""
    web_port: Annotated[int, Meta(ge=0, le=65_535)] = 6066
    """`/metrics`, on loopback; 0 serves none."""
    broker_memory_mb: Annotated[int, Meta(ge=32)] = 1_024
    """The embedded broker keeps its log in memory: above this it is started afresh, and nothing is lost."""


class Languages(_Section, frozen=True, kw_only=True):
    """Which languages statements are read in. Articles in others are clustered, and their numbers read."""

    read: Annotated[tuple[str, ...], Meta(min_length=1)] = ("en", "fr")
    """Languages with a pack, ISO 639-1; the first must have its model installed, the others are read if theirs is.
    Every process loads a language's model at its first article (French: about 0.4 GB more)."""
    packs: tuple[str, ...] = ()
    """Files of packs of your own, which stand in for those of the same language."""


class Kafka(_Section, frozen=True, kw_only=True):
    """A cluster to use instead of the embedded broker."""

    broker: str = ""
    """HOST:PORT; empty starts the embedded broker."""
    prefix: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{0,100}$")] = "storywatch."
    """What the topics' names begin with."""
    partitions: Annotated[int, Meta(ge=1, le=1_000)] = 4
    replication: Annotated[int, Meta(ge=1, le=9)] = 1


class Config(_Section, frozen=True, kw_only=True):
    """The whole file."""

    archive: Annotated[str, Meta(min_length=1)] = "var"
    """Folder of the archive, the tables and the logs."""
    knowledge: str = str(ROOT / "seeds" / "outlets.toml")
    feeds: Feeds = Feeds()
    worker: Worker = Worker()
    languages: Languages = Languages()
    kafka: Kafka = Kafka()
    stories: StoryPolicy = StoryPolicy()
    copies: CopyPolicy = CopyPolicy()
    ledger: LedgerPolicy = LedgerPolicy()
    subscribers: tuple[Subscriber, ...] = (CONSOLE,)

    def __post_init__(self) -> None:
        """Raise ValueError where two subscribers have one name (their alerts have one id then), or a rule is no use."""
        names = [subscriber.name for subscriber in self.subscribers]
        if len(set(names)) < len(names):
            raise ValueError("two subscribers have one name; give each its own")
        if flaws := find_flaws(self.subscribers, self.languages.read):
            raise ValueError("; ".join(flaws))


def load_config(path: Path | None) -> Config:
    """Read a configuration file; None takes the defaults. Raises ConfigError."""
    if path is None:
        return Config()
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8-sig")), Config)
    except OSError as error:
        raise ConfigError(f"cannot read the configuration {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is no TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {_explain(error)}; docs/configuration.md lists every key") from error


def _explain(error: msgspec.ValidationError) -> str:
    text = str(error)
    if "Invalid enum value" in text:  # the kinds of development are the only ones
        text += f": known are {', '.join(get_args(Kind))}"
    for theirs, ours in _WORDS:
        text = text.replace(theirs, ours)
    unknown = _UNKNOWN.search(text)
    near = get_close_matches(unknown[1], _list_keys(Config), 1) if unknown else []
    return f"{text}; is it `{near[0]}` that was meant?" if near else text


def _list_keys(section: object) -> dict[str, None]:
    """List the keys of a section and of those in it."""
    parts = get_args(section)
    if not (isinstance(section, type) and issubclass(section, Struct)):
        return {key: None for part in parts for key in _list_keys(part)}
    fields = msgspec.structs.fields(section)
    return dict.fromkeys(
        [*(one.encode_name for one in fields), *(key for one in fields for key in _list_keys(one.type))]
    )
