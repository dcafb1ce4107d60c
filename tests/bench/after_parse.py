"""What everything after parsing costs, as a share of a bare parse: extraction, story, ledger."""

import time
from pathlib import Path

from spacy.language import Language

from storywatch.config import Config
from storywatch.knowledge import load_knowledge
from storywatch.language.analyser import Analyser, Policy
from storywatch.language.pool import BATCH
from storywatch.ledger import Ledger, revise
from storywatch.messages import Analysis, Article
from storywatch.stories import Desk
from tests.bench.table import Line


def measure_after_parse(nlp: Language, articles: list[Article]) -> tuple[list[Line], list[Analysis]]:
    """Take each batch of articles through all steps, with a clock between; also return the analyses."""
    config = Config()
    knowledge = load_knowledge(Path(config.knowledge))
    analyser, desk, ledgers = Analyser(nlp), Desk(config.stories, config.copies), {}
    analyses: list[Analysis] = []
    spent = dict.fromkeys(("parse", "read", "story", "ledger"), 0.0)
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        clock = time.process_time()
        docs = list(nlp.pipe([article.text[: Policy().max_chars] for article in batch], batch_size=BATCH))
        clock = _lap(spent, "parse", clock)
        read = [analyser.read(doc, article.header) for doc, article in zip(docs, batch, strict=True)]
        clock = _lap(spent, "read", clock)
        updates = []
        for analysis in read:
            arrival = desk.arrive(analysis)
            desk.accept(arrival)
            updates.append(arrival.update)
        clock = _lap(spent, "story", clock)
        for update in updates:
            ledger = ledgers.get(update.story) or Ledger(story=update.story)
            ledgers[update.story], _ = revise(ledger, update, knowledge, config.ledger)
        _lap(spent, "ledger", clock)
        analyses += read
    parse = spent["parse"]
    share = {step: 100 * seconds / parse for step, seconds in spent.items()}
    note = f"extraction {share['read']:.1f}, story {share['story']:.1f}, ledger {share['ledger']:.1f}"
    return [
        Line("everything after the parse / the bare parse", sum(share.values()) - 100, "%", most=10, note=note),
        Line("bare parse, an article", 1000 * parse / len(articles), "ms"),
    ], analyses


def _lap(spent: dict[str, float], step: str, since: float) -> float:
    now = time.process_time()
    spent[step] += now - since
    return now
