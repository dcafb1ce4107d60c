"""The page of metrics names every metric of ours, with its labels, and none that there is not."""

import re

from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

import feeds.metrics
import storywatch.metrics
from storywatch.config import ROOT

PAGE = (ROOT / "docs/metrics.md").read_text("utf-8")


def series() -> set[str]:
    """Name every metric as Prometheus shows it."""
    found = set()
    for module in (storywatch.metrics, feeds.metrics):
        for metric in vars(module).values():
            if isinstance(metric, MetricWrapperBase):
                labels = ",".join(metric._labelnames)
                total = "_total" if metric._type == "counter" else ""
                found.add(metric._name + total + (f"{{{labels}}}" if labels else ""))
    return found


def test_the_page_has_all_metrics_and_no_others():
    assert REGISTRY is not feeds.metrics.REGISTRY
    assert set(re.findall(r"^\| `(storywatch_[^`]+)`", PAGE, re.MULTILINE)) == series()
