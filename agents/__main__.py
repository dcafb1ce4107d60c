"""`python -m agents`: one worker, until SIGTERM."""

import argparse
import socket
import sys
from contextlib import ExitStack
from pathlib import Path

from msgspec.structs import replace

from agents.app import run
from agents.settings import WorkerSettings
from agents.worker import make_worker
from storywatch.archive import ArchiveError
from storywatch.archive.places import claim_place, name_place
from storywatch.config import Config, ConfigError, load_config
from storywatch.kept import LaterStateError
from storywatch.knowledge import KnowledgeError
from storywatch.language.choice import MissingModelError
from storywatch.language.packfile import PackError
from storywatch.messages.topics import DEFAULT_PREFIX

LOOPBACK = "127.0.0.1"

TABLES = "tables"
"""The places of workers: where each keeps its Tables."""

MAX_WORKERS = 64
"""Workers on one archive: more than a machine has cores for."""


def main() -> int:
    """Run one worker; return 2, after one sentence, where it cannot."""
    parser = argparse.ArgumentParser(prog="python -m agents")
    parser.add_argument("--broker", required=True, metavar="HOST:PORT")
    parser.add_argument("--archive", required=True, type=Path)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--embedded", action="store_true", help="the broker keeps its log in memory")
    parser.add_argument("--journal", action="store_true", help="mark articles done in the archive")
    parser.add_argument("--app", default="storywatch", help="names the consumer group and the changelogs")
    parser.add_argument("--prefix", default=DEFAULT_PREFIX, help="what the topics' names begin with")
    parser.add_argument("--partitions", type=int, default=1)
    parser.add_argument("--web-host", default=LOOPBACK)
    parser.add_argument("--web-port", type=int, help="serve /metrics here; 0 does not")
    options = parser.parse_args()
    with ExitStack() as stack:
        try:
            config = replace(load_config(options.config), archive=str(options.archive))
            settings = _settings(
                options, config, stack.enter_context(claim_place(options.archive, TABLES, MAX_WORKERS))
            )
            _require_broker(settings.broker)
            _require_port(settings)
            worker = make_worker(settings, config)
        except (ArchiveError, ConfigError, KnowledgeError, MissingModelError, PackError, ConnectionError) as error:
            print(f"storywatch: {error}", file=sys.stderr)
            return 2
        stack.callback(worker.close)
        try:
            run(worker.app)
        except LaterStateError as error:
            print(f"storywatch: {error}", file=sys.stderr)
            return 2
    return 0


def _settings(options: argparse.Namespace, config: Config, tables: Path) -> WorkerSettings:
    return WorkerSettings(
        broker=options.broker,
        data_dir=tables,
        member=f"storywatch-{name_place(tables)}",
        app=options.app,
        prefix=options.prefix,
        embedded=options.embedded,
        journal=options.journal,
        partitions=options.partitions,
        processes=config.worker.processes,
        web_host=options.web_host,
        web_port=(config.worker.web_port if options.web_port is None else options.web_port) or None,
    )


def _require_port(settings: WorkerSettings) -> None:
    """Raise ConnectionError where the port of /metrics is taken."""
    if settings.web_port is None:
        return
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.web_host, settings.web_port))
        except OSError as error:
            raise ConnectionError(
                f"port {settings.web_port} at {settings.web_host} cannot be used ({error.strerror}): "
                "end what uses it, or give --web-port another, or 0 for none"
            ) from error


def _require_broker(address: str) -> None:
    """Raise ConnectionError where nobody listens: Faust would try for ever without a word."""
    last: OSError | None = None
    for one in address.split(","):
        host, _, port = one.rpartition(":")
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=5).close()
        except (OSError, ValueError) as error:
            last = OSError(str(error))
        else:
            return
    raise ConnectionError(f"no broker answers at {address} ({last}): start it, or correct --kafka HOST:PORT") from last


if __name__ == "__main__":
    sys.exit(main())
