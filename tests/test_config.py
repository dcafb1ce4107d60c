"""The configuration file."""

from pathlib import Path

import pytest

from storywatch.config import Config, ConfigError, load_config
from storywatch.knowledge import KnowledgeError, load_knowledge

RULE = "[[subscribers]]\nname='me'\n[[subscribers.rules]]\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "storywatch.toml"
    path.write_text(text, "utf-8")
    return path


def test_no_file_is_needed():
    assert load_config(None) == Config()
    assert load_knowledge(Path(Config().knowledge)).outlets


def test_a_file_changes_what_it_names(tmp_path):
    text = """
        archive = "elsewhere"
        [worker]
        processes = 3
        [ledger]
        quiet_days = 2.5
        [[subscribers]]
        name = "ann"
        [[subscribers.rules]]
        kinds = ["confirmed"]
    """
    config = load_config(written(tmp_path, text))
    assert (config.archive, config.worker.processes, config.ledger.quiet_days) == ("elsewhere", 3, 2.5)
    assert config.subscribers[0].rules[0].kinds == ("confirmed",)
    assert config.worker.web_port == Config().worker.web_port


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("archve = 'x'", "unknown key `archve`.*is it `archive` that was meant"),
        ("[worker]\nproceses = 2", r"unknown key `proceses`, at `worker`; is it `processes` that was meant"),
        ("[worker]\nprocesses = 0", "processes"),
        ("[languages]\nread = []", "read"),
        ("[languages]\nlanguage = 'en'", r"unknown key `language`, at `languages`"),
        ("[worker]\nprocesses = 'two'", "Expected a whole number, got a string, at `worker.processes`"),
        ("[[subscribers]]\nname='a'\n[[subscribers.rules]]\nwords='bank'", "Expected a list, got a string"),
        ("[feeds]\ninterval_seconds = 0", "interval_seconds"),
        (
            "[[subscribers]]\nname='a'\n[[subscribers.rules]]\nkinds=['konfirmed']",
            "'konfirmed', at .*new_story, .*, resumed",
        ),
        ("[ledger]\nkind_weights = {denial = 0.5}", "'denial', at `ledger.kind_weights`: .*denied"),
        (f"{RULE}watch='directive'", "rule 1 of subscriber 'me': cannot watch 'directive': fewer than 3 .* write one"),
        (
            f"{RULE}[[subscribers.rules]]\nname='b'\nwatch='Did the board cancel it?'",
            "rule 'b' of .* a question; write",
        ),
        (f"{RULE}watch='Der Rat sperrt die Brücke'\nlanguage='de'", "watches in 'de', which is not read: name it in"),
        (f"{RULE}reported=true", "rule 1 of subscriber 'me': `reported` says something .* add `watch`"),
        (f"{RULE}language='fr'", "`language` says something of a watched proposition only"),
        ("archive = ", "no TOML"),
        ("archive = ''", "archive"),
        ("[stories]\nhalf_life_days = 0", "half_life_days"),
        ("[stories]\nthreshold = nan", "threshold"),
        ("[stories]\nmax_articles = 0", "max_articles"),
        ("[ledger]\nsame_claim = -3", "same_claim"),
        ("[kafka]\nprefix = 'a b/'", "prefix"),
        (f"{RULE}[[subscribers]]\nname='me'\n[[subscribers.rules]]", "two subscribers have one name"),
        ("[[subscribers]]\nname='a'\nrules=[]", "rules"),
        ("[[subscribers]]\nname='a'", "missing key `rules`, at `subscribers"),
        (f"{RULE}words=['bank', ' ']", "rule 1 of subscriber 'me': one of its `words` is empty"),
        (f"{RULE}watch=' '", "rule 1 of subscriber 'me': `watch` is blank: write one"),
        ("[feeds]\nwebsub_callback='http://x'", "no hub can push to http://x: give a public https address"),
        ("[feeds]\nwebsub_callback='http://me.example/hooks'", "public https address"),
        ("[feeds]\nwebsub_callback='https://localhost/hooks'", "public https address"),
        ("[feeds]\nwebsub_callback='https://192.168.0.7/hooks'", "public https address"),
    ],
)
def test_what_is_wrong_is_said_with_the_file_and_the_key(tmp_path, text, why):
    path = written(tmp_path, text)
    with pytest.raises(ConfigError, match=why) as caught:
        load_config(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value).split("TOML")[0]


def test_a_hub_may_push_to_a_public_name_or_to_a_network_that_is_allowed(tmp_path):
    public = "[feeds]\nwebsub_callback='https://me.example/hooks'"
    own = "[feeds]\nallow_networks=['127.0.0.0/8']\nwebsub_callback='http://127.0.0.1:6068/hooks'"
    for text in (public, own):
        assert load_config(written(tmp_path, text)).feeds.websub_callback


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(ConfigError, match="No such file"):
        load_config(tmp_path / "none.toml")


def test_a_byte_order_mark_is_no_part_of_a_configuration(tmp_path):
    (tmp_path / "storywatch.toml").write_text("archive = 'x'", "utf-8-sig")
    assert load_config(tmp_path / "storywatch.toml").archive == "x"


def test_a_knowledge_file_with_an_unknown_key_is_refused(tmp_path):
    path = tmp_path / "outlets.toml"
    path.write_text('[[outlets]]\ndomain = "a.example"\nname = "A"\ncolour = "red"\n', "utf-8")
    with pytest.raises(KnowledgeError, match="colour"):
        load_knowledge(path)
