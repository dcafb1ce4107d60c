"""Who a report rests on in the end. Five outlets that cite one newspaper are one origin."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from storywatch.knowledge import Office
from storywatch.ledger.names import resolve
from storywatch.ledger.press import Press
from storywatch.ledger.standing import bodies_of
from storywatch.ledger.state import Role, Route
from storywatch.messages import Narration, Statement
from storywatch.names import fold_name

UNNAMED = "unnamed reports"
"""What *it was reported* rests on when nobody is named."""


MAX_CALLED = 60
"""Characters of the words that a body of its own is called by."""

_ARTICLE = re.compile(r"^(?:the|an?|le|la|les|une?)\s+|^l['’]", re.IGNORECASE)


class Origin(Struct, frozen=True, gc=False):
    """One place where a report comes from."""

    name: str
    firm: bool
    """Named and attributed. Narration and unnamed reports are not: they add nothing beside a firm origin."""


MEDIA = frozenset(
    """media press newspaper newspapers report reports outlet outlets broadcaster broadcasters
    user users post posts tweet tweets fan fans thousands""".split()
)
"""Speakers that are somebody's reports, nobody says whose: the press at large, and who passes on what it reads."""


MEANT = 4
"""Words at most by which a text means somebody whom it has named: *the port operator*."""


PLAINLY = 2
"""Words of a noun with an article, and nothing beside it."""

BODIES = frozenset(
    """police army navy military government ministry court service authority council department brigade coastguard
    prosecutors firefighters paramedics parliament""".split()
)
"""Last words of bodies that one town has one of: two outlets that cite *the fire service* have one origin."""

HOLDERS = frozenset("mayor governor president premier chancellor king queen pope coroner prosecutor".split())
"""Words for who holds an office that one place has one of: *the mayor* and *Mayor Ana Prieto* are one origin."""

AGENTS = frozenset("spokesman spokeswoman spokesperson officer chief statement".split())
"""Words for what speaks for a body that stands before or behind them: *a police spokesman*, *a statement by police*."""

PAPERS = frozenset("newspaper paper magazine daily broadcaster channel tabloid weekly website".split())
"""Words for whoever published what the text has spoken of: *the newspaper*."""

DELEGATES = frozenset("observers monitors inspectors investigators peacekeepers experts forces troops".split())
"""Last words of those who speak for the body that sent them: *Valley Council observers*."""

HEADS = frozenset("chief commander captain head director leader superintendent marshal president".split())
"""Last words of titles that begin with the body: *fire chief*, *coastguard commander*."""

RANKS = frozenset("vice deputy acting former ex interim assistant senior chief executive managing".split())
"""Words of titles that say how high somebody stands, and not of what."""

_LEADS = re.compile(
    r"^the (?:leader|head|chief|director|president|chairman|chairwoman|chair|chief executive|secretary) of (?:the )?"
    r"(?P<body>[\w’' -]{1,60})$",
    re.IGNORECASE,
)
"""*The leader of the dockers' union*: without a name, and one alone all the same."""

_LEADING = re.compile(
    r"\b(?:leads|heads|runs|chairs|(?:leader|head|chief|director|president|chairman|chairwoman|chair|secretary) of) "
    r"(?:the )?(?P<body>[^,]{1,60}?)(?= in |,|$)",
    re.IGNORECASE,
)
"""*Who leads the dockers' union*: words beside a name that say what somebody leads."""

_FOR = re.compile(rf"^(?:{'|'.join(AGENTS)})\s+(?:for|of|by|from)\s+(?:the\s+)?")


def find_body(speaker: str) -> str | None:
    """Give the body that words for a speaker call by its sort: *the fire service*, *a police spokesman in Orlan*."""
    called = _FOR.sub("", _ARTICLE.sub("", speaker.lower()))
    words = called.partition(" in ")[0].split()
    if len(words) > 1 and words[-1] in AGENTS:
        words.pop()
    if not words or (words[-1] not in BODIES and not (words[-1] in HOLDERS and speaker[:4].lower() == "the ")):
        return None
    return " ".join(words)


def rests_on(origins: Iterable[str], body: str) -> bool:
    """Tell whether a body that is called by its sort is among origins: *the police* are *the Orlan police*."""
    called = set(body.split())
    bodies = (set(known.split()) for known in origins if known.islower() and find_body(f"the {known}"))
    return any(known <= called or called <= known for known in bodies)


def is_one_body(name: str, origins: Iterable[str], roles: Mapping[str, Role], offices: tuple[Office, ...]) -> bool:
    """Tell whether an origin is among others under another name: *police* is *police chief Ana Prieto*, the minister
    the ministry."""
    mine = _sorts_of(name, roles, offices)
    return bool(mine) and any(
        one <= other or other <= one for known in origins for other in _sorts_of(known, roles, offices) for one in mine
    )


def is_led(speaker: str, origins: Iterable[str]) -> bool:
    """Tell whether words for who speaks say that they lead an origin: *Ana Prieto, who leads the dockers' union*."""
    led = [found["body"].lower() for found in _LEADING.finditer(speaker)]
    called = [known.lower() for known in origins]
    return any(body == known or (" " not in body and known.endswith(f" {body}")) for body in led for known in called)


def _sorts_of(name: str, roles: Mapping[str, Role], offices: tuple[Office, ...]) -> list[frozenset[str]]:
    """Give what an origin is called by its sort, or the body that it answers for by its title, each as words."""
    titles = {role.title for role in (roles.get(name),) if role and role.title}
    titles |= {f"{name} {role.title}".lower() for role in roles.values() if role.body == name and role.title}
    called = [find_body(f"the {one}") for one in (name, *titles)]
    called += [body for title in titles for body in bodies_of(title, None, offices)]
    called += [_begin_title(title) for title in titles]
    return [frozenset(words.split()) for words in called if words]


def _begin_title(title: str) -> str | None:
    """*Coastguard commander*: the coastguard; *deputy director* names no body."""
    *body, last = title.lower().split()
    return " ".join(body) if last in HEADS and not RANKS.intersection(body) else None


def call_institution(statement: Statement, speaker: str) -> str | None:
    """Give the words for a body of its own that a name only tells from others: *court in Orlan*, *Prieto's party*."""
    if statement.speaker_kind != "organisation" or statement.speaker_entity or statement.body:
        return None
    words = _ARTICLE.sub("", speaker.partition(",")[0].strip())
    return words if 0 < len(words) <= MAX_CALLED else None


def origin_of(statement: Statement, speaker: str, writer: str, aliases: Mapping[str, str]) -> Origin:
    """Find who a statement rests on: its speaker, or whoever has it from a speaker that is not named.

    `speaker`: the words that name the speaker in the text (*two inspectors*), empty where nobody is said to speak.
    `writer`: the outlet, or the agency whose text it prints.
    """
    named = [name for name in statement.via if _is_proper(name)]
    entity = statement.body or statement.speaker_entity
    words = speaker.lower().split()
    sent = bool(statement.body) and bool(words) and words[-1] in DELEGATES
    if entity and (statement.speaker_kind != "anonymous" or sent) and _is_proper(entity):
        return Origin(resolve(entity, aliases), firm=True)
    if named:
        return Origin(resolve(named[-1], aliases), firm=True)
    if body := call_institution(statement, speaker) or find_body(speaker):
        return Origin(body, firm=True)
    if entity and statement.speaker_kind == "organisation":
        return Origin(resolve(entity, aliases), firm=True)  # *the electoral commission*
    if words[:1] == ["the"] and len(words) == PLAINLY and words[1] in PAPERS:
        return Origin(UNNAMED, firm=False)  # which the text has spoken of before
    if statement.speaker_kind == "anonymous" and (led := _LEADS.match(speaker)):
        return Origin(led["body"], firm=True)
    if statement.speaker_kind == "unknown" and words[:1] == ["the"] and 1 < len(words) <= MEANT and _is_body(words[-1]):
        return Origin(" ".join(words[1:]), firm=True)  # whom a reader of the story knows by then: *the federation*
    if statement.speaker_kind == "anonymous" or (words and words[-1] not in MEDIA):
        return Origin(writer, firm=True)  # somebody unnamed told whoever wrote this
    return Origin(UNNAMED, firm=False)


def origin_of_narration(narration: Narration, writer: str, aliases: Mapping[str, str]) -> Origin:
    """Find who narration rests on: whoever wrote it, unless it passes on somebody's report."""
    named = [name for name in narration.via if _is_proper(name)]
    if named:
        return Origin(resolve(named[-1], aliases), firm=True)
    return Origin(UNNAMED, firm=False) if narration.via else Origin(writer, firm=False)


def _is_body(word: str) -> bool:
    """One of several is as good as unnamed: *the ships*."""
    return word not in MEDIA and not word.endswith("s")


def follow(origin: Origin, routes: Iterable[Route]) -> Origin:
    """Follow an origin to where it has the claim from itself: who cites one that cites a newspaper rests on that."""
    onward = {route.outlet: route.origin for route in routes}
    name, seen = origin.name, {origin.name}
    while (further := onward.get(name)) is not None and further not in seen:
        name = further
        seen.add(name)
    return origin if name == origin.name else Origin(name, origin.firm)


def add_origin(origins: tuple[str, ...], new: Origin, *, firm: bool, press: Press) -> tuple[tuple[str, ...], bool]:
    """Add an origin to a claim's; tell whether that makes one more *independent* origin beside an earlier one.

    `firm` tells whether the origins that the claim has are firm. A firm one takes the place of narration and of unnamed
    reports: these may well rest on it. Outlets of one owner are one.
    """
    if not new.firm or not firm:
        return ((new.name,) if new.firm or not origins else origins), False
    if press.house(new.name) in {press.house(name) for name in origins}:
        return origins, False
    return (*origins, new.name), True


def add_route(routes: tuple[Route, ...], new: Route, bound: int) -> tuple[Route, ...]:
    """Note on whom an outlet's report rests; what it said first holds, since it is what others had from it."""
    if new.origin in (new.outlet, UNNAMED) or any(fold_name(new.outlet) == fold_name(r.outlet) for r in routes):
        return routes
    return (*routes, new)[:bound]


def _is_proper(name: str) -> bool:
    """A proper name ends in a capital word or a number: *The Courier*, not *local media*."""
    words = name.split()
    return bool(words) and not words[-1][0].islower()
