"""Draws docs/run.svg, the README's picture: real alerts of the sample story, as the terminal shows them.

make picture
"""

import re
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from storywatch.alerting import CONSOLE, Rule, Subscriber, raise_alerts
from storywatch.batch import Monitor
from storywatch.config import Config
from storywatch.delivery import show_alert
from storywatch.knowledge import load_knowledge
from storywatch.language import Analyser, load_model
from tests.seeds.test_sample_story import sample_articles

SHOWN = {"declined", "corroborated", "confirmed", "denied", "reversed", "figure_changed"}
"""Kinds in the picture: enough to see a claim move."""

WIDTH = 108


def main() -> None:
    """Draw the first development of each kind that is shown."""
    console = Console(record=True, width=WIDTH, file=Path("/dev/null").open("w"))  # noqa: SIM115 - ends with the process
    console.print(Text("$ make run", style="bold"))
    reader = Subscriber(name=CONSOLE.name, rules=(Rule(name=CONSOLE.rules[0].name),))
    left = set(SHOWN)
    config = Config()
    monitor = Monitor(load_knowledge(Path(config.knowledge)), config.stories, config.ledger)
    analyses = Analyser(load_model()).analyse(sample_articles())
    for development in (one for analysis in analyses for one in monitor.take(analysis)[1]):
        if development.kind not in left:
            continue
        left.discard(development.kind)
        (alert,) = raise_alerts(development, [reader], development.published)
        console.print(Text.from_ansi("\n" + show_alert(alert, colour=True, width=WIDTH)))
    own_fonts = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)  # nothing from elsewhere
    Path("docs/run.svg").write_text(console.export_svg(title="storywatch run", code_format=own_fonts), "utf-8")


if __name__ == "__main__":
    main()
