"""The command line as a person meets it: batch files, and every refusal one sentence with exit code 2."""

import json
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.cli import main
from storywatch.config import ROOT

LINE = {
    "url": "https://gazette.example/1",
    "outlet": "The Gazette",
    "title": "Crane falls in Marlow",
    "published": "2026-03-02T08:00:00Z",
    "language": "en",
}
TEXT = (
    "A crane fell in the port of Marlow on Monday, the fire service said. Port chief Ida Quill said that 11 workers "
    "were injured. The Port Authority declined to say why the crane had fallen."
)


def storywatch(*arguments, cwd=None, stdin=b"", env=None):
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *map(str, arguments)],
        cwd=cwd or ROOT,
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
    )


def refused(result) -> str:
    """Check that a command was refused properly; return its sentence."""
    error = result.stderr.decode()
    assert result.returncode == 2, error
    assert "Traceback" not in error
    assert error.startswith("storywatch: ")
    assert len(error.strip().splitlines()) == 1
    return error


@pytest.fixture
def articles(tmp_path) -> Path:
    path = tmp_path / "articles.jsonl"
    rows = [LINE | {"id": "a1", "text": TEXT}, LINE | {"id": "a2", "text": ""}, LINE | {"id": "a3", "text": TEXT}]
    path.write_bytes(b"\n".join(json.dumps(row).encode() for row in rows) + b"\n{broken\n")
    return path


def rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("processes", [1, 2])
def test_analyse_writes_a_line_an_article_and_sets_aside_what_it_cannot_use(articles, tmp_path, processes):
    out = tmp_path / "statements.jsonl"
    result = storywatch("analyse", articles, "--out", out, "--processes", processes)
    assert result.returncode == 0, result.stderr
    assert [row["id"] for row in rows(out)] == ["a1", "a3"]
    start, end = rows(out)[0]["statements"][0]["content"][0]
    assert TEXT[start:end]
    aside = rows(tmp_path / "statements.jsonl.quarantine")
    assert [row["origin"].rsplit(":", 1)[1] for row in aside] == ["2", "4"]
    assert [row for row in aside if "at" in row] == []  # a file has no clock of its own
    assert b"2 article(s) could not be used" in result.stderr
    assert f"2 article(s) read, 6 statement(s) found, written to {out}\n".encode() in result.stderr


def test_replay_writes_developments_and_stories(articles, tmp_path):
    out, stories = tmp_path / "developments.jsonl", tmp_path / "stories.jsonl"
    result = storywatch("replay", articles, "--out", out, "--stories", stories, "--processes", 1)
    assert result.returncode == 0, result.stderr
    assert rows(out)[0]["kind"] == "new_story"
    assert {row["article"] for row in rows(out)} == {"a1"}
    summed_up = (
        f"2 article(s) read, {len(rows(out))} development(s) in 1 story written to {out}; replay with --why FILE"
    )
    assert summed_up in result.stderr.decode()
    assert len({row["story"] for row in rows(stories)}) == 1
    assert [row["id"] for row in rows(stories)] == ["a1", "a3"]


def test_replay_writes_on_whom_each_story_rests_and_its_days(articles, tmp_path):
    origins = tmp_path / "origins.jsonl"
    out = tmp_path / "developments.jsonl"
    days = tmp_path / "days.jsonl"
    result = storywatch("replay", articles, "--out", out, "--origins", origins, "--timeline", days, "--processes", 1)
    assert result.returncode == 0, result.stderr
    (day,) = rows(days)
    (graph,) = rows(origins)
    assert {claim["status"] for claim in graph["claims"]} <= {"reported", "confirmed"}
    assert [node["name"] for node in graph["nodes"] if node["sort"] == "outlet"]
    assert (day["day"], day["articles"], day["article"], day["significance"]) == ("2026-03-02", 1, "a1", 0.5)
    assert day["sentence"].startswith("A crane fell")


@pytest.mark.parametrize("option", ["--origins", "--timeline"])
def test_what_ledgers_hold_is_not_written_through_kafka(articles, tmp_path, option):
    out = tmp_path / "out.jsonl"
    command = ("replay", articles, "--out", out, option, tmp_path / "more.jsonl", "--through-kafka")
    assert option in refused(storywatch(*command))
    assert not out.exists()


def test_standard_input_and_output_can_be_used(articles, tmp_path):
    raw = articles.read_bytes()
    result = storywatch("analyse", "-", "--out", "-", "--processes", 1, cwd=tmp_path, stdin=raw)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a1", "a3"]


def test_an_unfinished_output_is_not_left_under_its_name(articles, tmp_path):
    missing = tmp_path / "no" / "out.jsonl"
    error = refused(storywatch("analyse", articles, "--out", missing))
    assert "No such file" in error
    assert str(missing) in error
    assert "partial" not in error


def test_a_missing_article_file_is_refused(tmp_path):
    assert "cannot use" in refused(storywatch("replay", tmp_path / "none.jsonl", "--out", tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_an_unknown_configuration_key_is_refused(tmp_path):
    config = tmp_path / "storywatch.toml"
    config.write_text("[worker]\nproceses = 2\n")
    assert "unknown key `proceses`" in refused(storywatch("run", "--config", config))


def test_a_proposition_that_cannot_be_watched_is_refused_before_anything_starts(tmp_path):
    config = tmp_path / "storywatch.toml"
    rule = 'watch = "The crane fell. The board cancelled the inspection."'
    config.write_text(f'archive = "var"\n[[subscribers]]\nname = "me"\n[[subscribers.rules]]\n{rule}\n')
    error = refused(storywatch("run", "--config", config, cwd=tmp_path))
    assert "rule 1 of subscriber 'me': cannot watch 'The crane fell. The board" in error
    assert "it has 2 sentences; write one sentence" in error
    assert not (tmp_path / "var").exists()


NOT_THERE = {
    "knowledge": ('knowledge = "missing.toml"', "cannot read the known outlets, missing.toml"),
    "model": ('[worker]\nmodel = "en_core_web_none"', "en_core_web_none is not installed"),
    "language": ('[languages]\nread = ["xx"]', "There is no pack for xx"),
}


@pytest.mark.parametrize("command", ["run", "worker", "replay", "analyse"])
@pytest.mark.parametrize(("text", "why"), NOT_THERE.values(), ids=NOT_THERE)
def test_what_is_not_there_is_refused_before_anything_starts(
    articles, tmp_path, monkeypatch, capsys, command, text, why
):
    monkeypatch.chdir(tmp_path)
    config = tmp_path / "storywatch.toml"
    config.write_text(text + "\n")
    files = {"worker": ["--kafka", "127.0.0.1:1"], "run": []}.get(command, [str(articles), "--out", "out"])
    there = set(tmp_path.iterdir())
    assert main([command, *files, "--config", str(config)]) == 2
    told = capsys.readouterr()
    assert why in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert set(tmp_path.iterdir()) == there


def test_a_missing_model_is_refused_with_the_remedy(articles, tmp_path):
    config = tmp_path / "storywatch.toml"
    config.write_text('[worker]\nmodel = "en_core_web_none"\n')
    error = refused(storywatch("analyse", articles, "--out", tmp_path / "out", "--processes", 1, "--config", config))
    assert "en_core_web_none" in error
    assert "install" in error
    refused(storywatch("analyse", articles, "--out", tmp_path / "out", "--processes", 2, "--config", config))


def test_a_cluster_that_does_not_answer_is_refused(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"

    def ask(command):
        config = tmp_path / f"{command}.toml"
        config.write_text(f'archive = "{tmp_path / command}"\n[worker]\nweb_port = 0\n[feeds]\nmetrics_port = 0\n')
        return storywatch(command, "--kafka", address, "--config", config)

    commands = ("run", "worker", "poll", "topics")
    with ThreadPoolExecutor(len(commands)) as at_once:  # each waits a while for an answer
        for end in at_once.map(ask, commands):
            assert address in refused(end)


def test_a_taken_port_is_refused_with_the_key_to_change(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        config = tmp_path / "storywatch.toml"
        config.write_text(f'archive = "{tmp_path / "var"}"\n[worker]\nweb_port = {port}\n[feeds]\nmetrics_port = 0\n')
        error = refused(storywatch("run", "--config", config))
    assert str(port) in error
    assert "worker.web_port" in error


def test_a_feed_list_that_is_missing_or_broken_is_refused(tmp_path):
    config = tmp_path / "storywatch.toml"
    config.write_text(f'archive = "{tmp_path / "var"}"\n[worker]\nweb_port = 0\n[feeds]\nmetrics_port = 0\n')
    broken = tmp_path / "broken.opml"
    broken.write_text("<opml><body>")
    for opml in (tmp_path / "none.opml", broken):
        assert opml.name in refused(storywatch("run", "--config", config, "--opml", opml))


def test_worker_without_a_cluster_is_refused():
    assert "--kafka HOST:PORT" in refused(storywatch("worker"))


def test_alerts_before_any_run_are_refused(tmp_path):
    assert "storywatch run" in refused(storywatch("alerts", cwd=tmp_path))


@pytest.mark.parametrize("command", [("analyse",), ("replay",), ("replay", "--through-kafka")])
@pytest.mark.parametrize("option", ["--out", "--quarantine", "--stories"])
def test_a_file_given_for_two_things_is_refused_and_untouched(articles, tmp_path, command, option):
    if option == "--stories" and command == ("analyse",):
        pytest.skip("analyse writes no stories")
    before = articles.read_bytes()
    same = tmp_path / "link.jsonl"
    same.symlink_to(articles)
    rest = [] if option == "--out" else ["--out", tmp_path / "out.jsonl"]
    error = refused(storywatch(*command, articles, option, same, *rest))
    assert f"ARTICLES.jsonl and {option}" in error
    assert articles.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles.jsonl", "link.jsonl"]


def test_stories_in_the_output_file_are_refused(articles, tmp_path):
    out = tmp_path / "out.jsonl"
    assert "--out and --stories" in refused(storywatch("replay", articles, "--out", out, "--stories", out))
    assert not out.exists()


def test_nothing_is_said_when_the_reader_of_the_output_has_gone():
    code = """if True:
        import sys
        from service import cli, commands
        def gone(options):
            raise BrokenPipeError(32, "Broken pipe")
        commands.alerts = gone
        sys.exit(cli.main(["alerts"]))
    """
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (result.returncode, result.stderr) == (1, b"")


def test_a_number_that_is_none_is_said():
    result = storywatch("alerts", "-n", "few")
    assert b"must be a number, 1 or more, and is 'few'" in result.stderr


def test_a_worker_takes_only_a_port():
    result = storywatch("worker", "--web-port", "70000")
    assert result.returncode == 2
    assert b"must be 0 to 65535" in result.stderr


def test_what_only_a_replay_in_this_process_writes_is_refused_with_a_broker_all_at_once(tmp_path, capsys):
    lines = tmp_path / "articles.jsonl"
    lines.write_text("")
    asked = ["--out", str(tmp_path / "o"), "--why", str(tmp_path / "w"), "--timeline", str(tmp_path / "t")]
    assert main(["replay", str(lines), *asked, "--through-kafka"]) == 2
    assert "--why and --timeline" in capsys.readouterr().err
