"""Writes the articles of the chaos tests: eighty invented stories, interleaved, told by four invented outlets.

Deterministic for a seed. In each story parties report, refuse, deny, confirm and take back, and figures change, so that
developments of nearly every kind arise. Knows nothing of how articles are fed or what is made of them.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

T0 = datetime(2025, 3, 3, 6, 0, tzinfo=UTC)
STORIES, ARTICLES_EACH = 80, 25
STORY_EVERY = timedelta(hours=12)
"""Between the beginnings of two stories: with a horizon of some days, old ones close while new ones open."""

OUTLETS = {
    "morrowdale-courier.example": "The Morrowdale Courier",
    "castrel-wire.example": "Castrel Wire",
    "evening-lantern.example": "The Evening Lantern",
    "brightwater-post.example": "Brightwater Dispatch",
}

_FIRST = "Ana Tomas Elena Marcus Lena Oskar Irene Victor Clara Hugo Nadia Felix Marta Simon Julia Peter".split()
_HEADS = "Bel Cor Dar Fen Gal Har Jor Kel Lor Mar Nor Pel Quil Ros Sel Tar Ul Ver Wex Yar".split()
_TAILS = (
    "aven berg dane field gard hollow ick land mere ness oran port quay rath stead thorpe ulm vale wick yard".split()
)

_EVENTS = (
    ("tunnel", "flooded", "flood", "passengers", "closed the pumps", "close the tunnel"),
    ("refinery", "burned", "fire", "workers", "ignored the alarms", "shut the refinery"),
    ("bridge", "collapsed", "collapse", "drivers", "skipped the inspection", "demolish the bridge"),
    ("hospital", "lost its power", "outage", "patients", "sold the generators", "replace the generators"),
    ("reservoir", "leaked", "leak", "villagers", "hid the cracks", "drain the reservoir"),
    ("ferry", "sank", "sinking", "sailors", "overloaded the ferry", "inspect every ferry"),
    ("mine", "caved in", "cave-in", "miners", "removed the supports", "seal the mine"),
    ("laboratory", "released a gas", "release", "students", "stored the gas illegally", "clear the laboratory"),
)


@dataclass(frozen=True)
class Written:
    """One article as its outlet publishes it."""

    outlet: str
    path: str
    title: str
    text: str
    published: datetime

    @property
    def link(self) -> str:
        return f"https://{self.outlet}/{self.path}"


@dataclass(frozen=True)
class _Cast:
    """What a story is about."""

    place: str
    thing: str
    happened: str
    event: str
    hurt: str
    act: str
    order: str
    body: str
    voice: str
    minister: str
    rival: str
    union: str


def write_articles(
    stories: int = STORIES, each: int = ARTICLES_EACH, *, seed: int = 7, padding: int = 0
) -> list[Written]:
    """Write them in the order of their times. `padding`: characters that each is longer by, for tests that need large
    messages: dashes, which cost no parse and change nothing that is read."""
    chance = random.Random(seed)
    names = [head + tail for head in _HEADS for tail in _TAILS]
    chance.shuffle(names)
    written = []
    for story in range(stories):
        cast = _cast(names[story * 5 : story * 5 + 5], _EVENTS[story % len(_EVENTS)], chance)
        at = T0 + story * STORY_EVERY
        count, told = chance.randint(2, 9), ""
        for number in range(each):
            at += timedelta(minutes=chance.choice((7, 11, 95, 240, 610)), seconds=chance.randint(0, 59))
            count += chance.choice((0, 0, 1, 2, 5))
            outlet = chance.choice(list(OUTLETS))
            told, rest = _tell(cast, number, count, outlet, chance)
            text = " ".join([told, *rest]) + (f"\n\nIt is {'-' * padding} so." if padding else "")
            written.append(Written(outlet, f"{story}/{number}", told.rstrip("."), text, at))
    return sorted(written, key=lambda article: (article.published, article.path))


def _cast(names: list[str], event: tuple[str, ...], chance: random.Random) -> _Cast:
    thing, happened, noun, hurt, act, order = event
    place, voice, minister, rival, industry = names
    first = [chance.choice(_FIRST) for _ in range(3)]
    return _Cast(
        place=place, thing=f"{industry} {thing}", happened=happened, event=noun, hurt=hurt, act=act, order=order,
        body=f"{place} {chance.choice(('Authority', 'Council', 'Agency', 'Company'))}",
        voice=f"{first[0]} {voice}", minister=f"{first[1]} {minister}", rival=f"{first[2]} {rival}",
        union=f"{industry} {chance.choice(('Union', 'Alliance', 'Association'))}",
    )  # fmt: skip


def _tell(c: _Cast, number: int, count: int, outlet: str, chance: random.Random) -> tuple[str, list[str]]:
    """Give an article's first sentence, which is its news, and one to three more."""
    other = chance.choice([name for domain, name in OUTLETS.items() if domain != outlet])
    day = chance.choice("Monday Tuesday Wednesday Thursday Friday".split())
    news = [
        f"The {c.thing} in {c.place} {c.happened} on {day} and {count} {c.hurt} were injured.",
        f"The {c.body} {c.act} before the {c.event}, two officials told {OUTLETS[outlet]}.",
        f"The {c.body} declined to confirm that it {c.act}.",
        f"Minister {c.minister} denied on {day} that the {c.body} {c.act}.",
        f"The {c.body} {c.act}, {other} reported, citing two inspectors.",
        f"{c.rival}, the leader of the {c.union}, called on {c.minister} to {c.order}.",
        f"{c.minister} ordered the {c.body} on {day} to {c.order}.",
        f"The {c.body} confirmed on {day} that it {c.act}.",
        f"At least {count} {c.hurt} were injured by the {c.event} in {c.place}, the {c.body} said.",
        f"{c.voice}, a spokeswoman for the {c.body}, said that {count} {c.hurt} were in hospital.",
        f"{OUTLETS[outlet]} retracted its report that the {c.body} {c.act}.",
        f"{c.rival} said that {c.minister} knew of the {c.event} in {c.place} for {count} days.",
        f"{c.minister} denied that he knew of the {c.event} in {c.place}.",
        f"{c.minister} acknowledged on {day} that he knew of the {c.event} in {c.place}.",
        f"The {c.union} rejected the plan of the {c.body} to {c.order}.",
    ]  # fmt: skip
    first = news[number] if number < len(news) else chance.choice(news)
    more = chance.sample([one for one in news if one != first], chance.randint(1, 3))
    return first, more


def write_feed(outlet: str, articles: list[Written]) -> str:
    """Write an outlet's RSS file, the latest article first."""
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{one.link}</link><guid>{one.link}</guid>"
        f"<pubDate>{format_datetime(one.published, usegmt=True)}</pubDate>"
        f"<description>{escape(one.text)}</description></item>\n"
        for one in reversed(articles)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(OUTLETS[outlet])}</title><link>https://{outlet}/</link><language>en</language>\n"
        f"{items}</channel></rss>\n"
    )
