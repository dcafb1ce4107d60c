"""What became of an article, as lines for a terminal: what was told, and to whom; what was not told, and why."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from storywatch.alerting import UNWATCHED, Subscriber, Watching, name_alert, why_not
from storywatch.archive import Alerts, Judgement
from storywatch.delivery.console import plain
from storywatch.ledger import Suppressed
from storywatch.messages import Development

ASKS = "asks for it, as it did not when this was told"
"""Of a rule of today's that raised no alert."""


def explain(
    judgement: Judgement,
    subscribers: Sequence[Subscriber],
    raised: Alerts,
    watching: Watching = UNWATCHED,
    *,
    edited: bool = False,
) -> str:
    """Word one text's judgement. `subscribers` are today's: a rule may have read otherwise when it was told.

    `edited`: a later text of the article was judged too.
    """
    article = judgement.article
    text = f"revision {article.revision}" + (", an earlier text: a later one follows" if edited else "")
    since = f", which was parted: it is in story {judgement.parted} since" if judgement.parted else ""
    lines = [
        f"{plain(article.title)} — {plain(article.outlet)}, {article.published:%d %b %Y %H:%M}",
        f"  {plain(article.url)}  {text}, story {judgement.story}{since}",
        "",
        "  told" if judgement.told else "  told: nothing",
    ]
    for development in judgement.told:
        lines += _told(development, subscribers, raised, watching)
    lines += ["", "  not told" if judgement.suppressed else "  not told: nothing else was looked at"]
    for (reason, rule), many in groupby(_once(judgement.suppressed), key=lambda one: (one.reason, one.rule)):
        lines += _suppressed(reason, rule, list(many))
    return "\n".join(lines) + "\n"


def _told(development: Development, subscribers: Sequence[Subscriber], raised: Alerts, watching: Watching) -> list[str]:
    kind = development.kind.replace("_", " ").upper()
    lines = [
        f"    {kind} {development.significance:.2f}  {plain(development.headline)}",
        f"      {plain(development.explanation)}",
        f"      because: {plain(development.rule)}",
        f"      otherwise: {plain(development.otherwise)}",
    ]
    for subscriber in subscribers:
        alert = raised.find(name_alert(development.id, subscriber.name))
        if alert is not None:
            lines.append(f"      alert: {plain(subscriber.name)} (rule {plain(alert.rule)})")
        else:
            whys = [f"{rule.called}: {why_not(rule, development, watching) or ASKS}" for rule in subscriber.rules]
            lines.append(f"      no alert: {plain(subscriber.name)} (by today's rules: {'; '.join(map(plain, whys))})")
    return lines


def _once(suppressed: Iterable[Suppressed]) -> list[Suppressed]:
    """What one sentence tells in several clauses reads the same for each."""
    return list({(one.reason, one.rule, one.sort, one.span, one.candidate): one for one in suppressed}.values())


def _suppressed(reason: str, rule: str, many: Sequence[Suppressed]) -> list[str]:
    return [
        f"    {reason}: {plain(rule)}",
        *(f"      {one.sort} at {one.span[0]}: {plain(one.candidate)}" for one in many),
    ]
