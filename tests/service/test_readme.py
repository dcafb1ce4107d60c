"""The README's example configuration is one that Storywatch takes."""

import re

from service.watch import read_rules
from storywatch.config import ROOT, load_config


def test_the_example_is_read_and_its_proposition_can_be_watched(tmp_path):
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    file = tmp_path / "storywatch.toml"
    file.write_text(example, "utf-8")
    config = load_config(file)
    watched = [rule.watch for subscriber in config.subscribers for rule in subscriber.rules if rule.watch]
    assert watched
    assert read_rules(config, config.subscribers)
