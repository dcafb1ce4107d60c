"""The locks name every package that the packages in them need: they are installed as they stand."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from storywatch.config import ROOT


def named(lock: str) -> set[str]:
    text = (ROOT / lock).read_text("utf-8")
    return {canonicalize_name(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}


def needed(package: str, extra: str) -> list[Requirement]:
    """What an installed package needs here, of itself or by one of its extras; nothing of one that is not installed."""
    try:
        every = [Requirement(one) for one in requires(package) or ()]
    except PackageNotFoundError:  # for another system, or of the other lock
        return []
    return [one for one in every if one.marker is None or one.marker.evaluate({"extra": extra})]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_all_that_its_packages_need(lock):
    held = named(lock)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    ours = [Requirement(one) for one in project["dependencies"]]
    left = [(str(one.name), extra) for one in ours for extra in ("", *one.extras)]
    left += [(name, "") for name in held]
    seen = set()
    while left:
        package, extra = left.pop()
        if (canonicalize_name(package), extra) in seen:
            continue
        seen.add((canonicalize_name(package), extra))
        assert canonicalize_name(package) in held
        for one in needed(package, extra):
            left += [(one.name, wanted) for wanted in ("", *one.extras)]
    assert ("lxml", "html_clean") in seen
