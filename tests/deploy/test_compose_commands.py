"""The command line knows every command and option that docker-compose.yml gives it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from service.cli import _parser

ROOT = Path(__file__).parents[2]
SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]
OURS = [name for name, service in SERVICES.items() if "build" in service]


def test_the_pipeline_is_among_them() -> None:
    assert {"topics", "worker", "poller"} <= set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_a_service_starts_with_a_command_line_that_is_understood(name: str) -> None:
    options = _parser().parse_args([str(part) for part in SERVICES[name]["command"]])
    assert name == "alerts" or options.kafka == "kafka:9092"  # alerts reads the worker's archive
    assert options.command.__name__ == str(SERVICES[name]["command"][0])
