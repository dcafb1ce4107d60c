"""docker-compose.yml keeps to the compose schema and to its promises: loopback only, no root, checked and bounded."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from storywatch.config import Config
from storywatch.messages.codec import MAX_BYTES

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((Path(__file__).parent / "compose-spec" / "compose-spec.json").read_text("utf-8"))
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {"topics", "worker", "poller", "alerts"}


def test_the_file_keeps_to_the_compose_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    errors = [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(COMPOSE)]
    assert errors == []


def test_the_schema_catches_a_wrong_key() -> None:
    wrong = {"services": {"kafka": {"image": "apache/kafka", "healthchek": {}}}}
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(wrong)


@pytest.mark.parametrize("name", SERVICES)
def test_ports_are_published_on_loopback_only(name: str) -> None:
    assert all(re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port) for port in SERVICES[name].get("ports", []))
    assert SERVICES[name].get("network_mode") is None


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_runs_as_root_or_gains_rights(name: str) -> None:
    user = SERVICES[name]["user"].partition(":")[0]
    assert user not in {"", "0", "root"}
    assert SERVICES[name]["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in SERVICES[name]["security_opt"]
    assert not SERVICES[name].get("privileged")


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_is_pinned_or_built_here(name: str) -> None:
    service = SERVICES[name]
    if name in OURS:
        assert (ROOT / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    else:
        assert re.fullmatch(r"[a-z]+/[a-z]+:v?\d+\.\d+\.\d+", service["image"])


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"topics"}))
def test_what_stays_up_is_checked_bounded_and_restarted(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["restart"] == "unless-stopped"
    assert service["mem_limit"]
    assert service["logging"]["options"]["max-size"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"topics"}))
def test_what_is_kept_lies_on_a_named_volume(name: str) -> None:
    sources = [mount.split(":")[0] for mount in SERVICES[name]["volumes"]]
    named = [source for source in sources if not source.startswith(".")]
    assert named
    assert set(named) <= set(COMPOSE["volumes"])
    assert all((ROOT / source).exists() for source in sources if source.startswith("."))


def test_files_of_the_checkout_are_mounted_read_only() -> None:
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", ()) if mount.startswith(".")]
    assert mounts
    assert all(mount.endswith(":ro") for mount in mounts)


def test_nothing_starts_before_its_topics_exist() -> None:
    assert SERVICES["topics"]["depends_on"]["kafka"]["condition"] == "service_healthy"
    for name in ("worker", "poller"):
        assert SERVICES[name]["depends_on"]["topics"]["condition"] == "service_completed_successfully"
    assert SERVICES["kafka"]["environment"]["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_everyone_speaks_to_the_listener_that_kafka_advertises() -> None:
    env = SERVICES["kafka"]["environment"]
    advertised = dict(entry.split("://") for entry in env["KAFKA_ADVERTISED_LISTENERS"].split(","))
    for name in OURS - {"alerts"}:  # it reads an archive
        command = SERVICES[name]["command"]
        assert command[command.index("--kafka") + 1] == advertised["INTERNAL"]
    published = SERVICES["kafka"]["ports"][0].rsplit(":", 1)[0]
    assert advertised["HOST"] == published


def test_kafka_takes_our_largest_message() -> None:
    assert SERVICES["kafka"]["environment"]["KAFKA_MESSAGE_MAX_BYTES"] > MAX_BYTES


def test_prometheus_scrapes_the_ports_that_our_processes_open() -> None:
    config = yaml.safe_load((ROOT / "deploy" / "prometheus.yml").read_text("utf-8"))
    scraped = {
        (found["names"][0], found["port"])
        for job in config["scrape_configs"]
        for found in job.get("dns_sd_configs", ())
    }
    defaults = Config()
    assert scraped == {("worker", defaults.worker.web_port), ("poller", defaults.feeds.metrics_port)}
    for name, port in scraped:
        assert f"127.0.0.1:{port}/metrics" in SERVICES[name]["healthcheck"]["test"][-1]
    mounted = {mount.split(":")[1] for mount in SERVICES["prometheus"]["volumes"]}
    assert {f"/etc/prometheus/{rule}" for rule in config["rule_files"]} <= mounted
