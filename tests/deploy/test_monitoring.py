"""Every metric that an alert rule or a panel asks for exists in the product, with the labels that it is asked by."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

import feeds.metrics
import storywatch.metrics

DEPLOY = Path(__file__).parents[2] / "deploy"
RULES = yaml.safe_load((DEPLOY / "rules.yml").read_text("utf-8"))["groups"][0]["rules"]
DASHBOARD: dict[str, Any] = json.loads((DEPLOY / "grafana" / "dashboards" / "storywatch.json").read_text("utf-8"))
REGISTRIES = (REGISTRY, feeds.metrics.REGISTRY)
NAME = re.compile(r"\bstorywatch_[a-z_]+")
BY = re.compile(r"\bby \(([^)]*)\)")


def asked() -> dict[str, str]:
    """Where → expression."""
    rules = {f"rule {rule['alert']}": rule["expr"] for rule in RULES}
    panels = {
        f"panel {panel['title']} {target['refId']}": target["expr"]
        for panel in DASHBOARD["panels"]
        for target in panel["targets"]
    }
    return rules | panels


def made() -> dict[str, set[str]]:
    """Name of each sample that the product's metrics yield → its labels."""
    samples: dict[str, set[str]] = {}
    assert storywatch.metrics.ANALYSES  # what it defines stands in the default registry
    for collector in {one for registry in REGISTRIES for one in registry._names_to_collectors.values()}:
        if not isinstance(collector, MetricWrapperBase):
            continue
        labels = set(collector._labelnames)
        suffixes = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(collector._type, ("",))
        for suffix in suffixes:
            samples[collector._name + suffix] = labels | ({"le"} if suffix == "_bucket" else set())
    return samples


@pytest.mark.parametrize("where", asked())
def test_what_is_asked_for_is_made(where: str) -> None:
    samples = made()
    names = set(NAME.findall(asked()[where]))
    assert names <= set(samples)
    labels = {label.strip() for group in BY.findall(asked()[where]) for label in group.split(",")}
    assert all(labels <= samples[name] for name in names)


def test_every_rule_says_what_happened_and_what_to_do() -> None:
    for rule in RULES:
        assert rule["labels"]["severity"] in {"warning", "critical"}
        assert set(rule["annotations"]) == {"summary", "action"}


def test_panels_have_one_number_each_and_do_not_overlap() -> None:
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken = [
        (x, y)
        for grid in (panel["gridPos"] for panel in panels)
        for x in range(grid["x"], grid["x"] + grid["w"])
        for y in range(grid["y"], grid["y"] + grid["h"])
    ]
    assert len(taken) == len(set(taken))
    assert max(x for x, _ in taken) < 24


def test_panels_use_the_provisioned_datasource() -> None:
    provisioned = yaml.safe_load((DEPLOY / "grafana/provisioning/datasources/prometheus.yml").read_text("utf-8"))
    uids = {source["uid"] for source in provisioned["datasources"]}
    used = {target["datasource"]["uid"] for panel in DASHBOARD["panels"] for target in panel["targets"]}
    assert used <= uids


def test_dashboards_are_looked_for_where_compose_mounts_them() -> None:
    provider = yaml.safe_load((DEPLOY / "grafana/provisioning/dashboards/storywatch.yml").read_text("utf-8"))
    compose = yaml.safe_load((DEPLOY.parent / "docker-compose.yml").read_text("utf-8"))
    mounts = {mount.split(":")[1] for mount in compose["services"]["grafana"]["volumes"]}
    assert {entry["options"]["path"] for entry in provider["providers"]} <= mounts
