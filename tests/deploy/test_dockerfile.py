"""The image is made of what is locked, and runs as nobody in particular."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "deploy" / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
STEPS = [tuple(line.split(maxsplit=1)) for line in LINES if line and not line.startswith("#")]


def values(instruction: str) -> list[str]:
    return [step[1] for step in STEPS if step[0] == instruction]


def test_the_last_stage_runs_as_the_same_number_that_compose_gives() -> None:
    uid = values("USER")[-1].split(":")[0]
    assert uid != "0"
    assert f'user: "{uid}:{uid}"' in (ROOT / "docker-compose.yml").read_text("utf-8")
    assert f"--uid {uid} " in " ".join(values("RUN"))


def test_everything_is_installed_by_hash_from_the_lock() -> None:
    installs = [run for run in values("RUN") if "pip install" in run]
    assert all("--require-hashes" in run or "--no-deps" in run for run in installs)
    assert any("-r requirements.lock" in run for run in installs)


def test_the_base_image_is_pinned_to_a_python_that_we_support() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    least = tuple(int(part) for part in wanted.removeprefix(">=").split("."))
    for base in values("FROM"):
        match = re.match(r"python:(\d+)\.(\d+)-slim", base)
        assert match, base
        assert (int(match[1]), int(match[2])) >= least


def test_every_package_of_the_product_is_copied() -> None:
    found = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]["find"]
    copied = " ".join(values("COPY"))
    ignored = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    for package in (pattern.rstrip("*") for pattern in found["include"]):
        assert f"COPY {package} ./{package}" in "\n".join(LINES), copied
        assert f"!{package}" in ignored
