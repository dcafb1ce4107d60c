"""A change of a claim in one generated sentence, what would have changed the verdict, and the sentences both rest on.

All of it comes from the claim's stances, origins and times; there is a phrase for an act and a kind, none for a story.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice

from msgspec import Struct

from storywatch.ledger.headlines import begin, call, conjugate, join
from storywatch.ledger.ladder import SETTLING
from storywatch.ledger.names import Names, resolve
from storywatch.ledger.state import Claim, Stance
from storywatch.messages import About, Act, Evidence, Kind
from storywatch.names import fold_name

MAX_EARLIER = 3
"""Earlier sentences that a development shows."""

MAX_ALIASES = 24
"""Other names that a development carries for those in its claim."""

_DOES: dict[Act, str] = {
    "assert": "says", "confirm": "confirms", "deny": "denies", "decline": "does not confirm", "retract": "takes back",
    "assess": "judges", "commit": "announces", "demand": "demands", "support": "favours", "oppose": "opposes",
}  # fmt: skip
_DID: dict[Act, str] = {
    "assert": "had said so", "confirm": "had confirmed it", "deny": "had denied it",
    "decline": "had not confirmed it", "retract": "had taken it back", "assess": "had judged it",
    "commit": "had announced it", "demand": "had demanded it", "support": "had favoured it",
    "oppose": "had opposed it",
}  # fmt: skip
_TOLD: dict[Act, str] = {
    "assert": "said", "confirm": "confirmed", "deny": "denied", "decline": "did not confirm", "retract": "took back",
    "assess": "judged", "commit": "announced", "demand": "demanded", "support": "favoured", "oppose": "opposed",
}  # fmt: skip
VIEWING: frozenset[Act] = frozenset({"assess", "support", "oppose"})
TURNING: frozenset[Act] = frozenset({"deny", "support", "oppose"})
"""Acts by which a party turns round, beside confirming."""


class Change(Struct, frozen=True, kw_only=True, gc=False):
    """What happened to a claim."""

    kind: Kind
    claim: Claim
    """As it stands now."""
    prior: Claim | None
    """As it stood; None where the story did not have it."""
    stance: Stance | None
    """Who moved it; None where the outlet narrates."""
    at: datetime
    outlet: str
    writer: str
    beside: tuple[str, ...] = ()
    """Who else did the same in the same breath."""
    words: str = ""
    """What was said of the claim, where that is not that it is so, or not that all of it is."""
    unnamed: str = ""
    """What the text calls who speaks, where it gives no name."""
    manner: str = ""
    """The verb for what was done, where it is not the kind's own: *gives up*, *does not deny*."""


def explain(change: Change) -> str:
    """Say what changed, by whom and against what before."""
    claim, prior, stance = change.claim, change.prior, change.stance
    party = stance.party if stance else change.writer
    if change.kind == "corroborated" and party == change.writer and party not in claim.origins:
        party = claim.origins[-1]  # *Valley Council observers*: on whom it rests, though no name speaks
    who = begin(join([call(one) for one in (party, *change.beside)]))
    words = f"“{claim.text.rstrip(' .')}”"
    if prior is None:
        if stance and change.unnamed:
            return f"{change.unnamed} {_TOLD[stance.act]} what this story did not have, as {party} has it: {words}."
        does = conjugate(change.manner or _DOES[stance.act], party) if stance else "tells in its own voice"
        return f"{who} {does} what this story did not have: {words}."
    does = _verb(change, stance) if change.beside else conjugate(_verb(change, stance), party)
    if change.words:
        of = f"{does}, of" if change.kind == "confirmed" else "speaks of"
        return f"{who} {of} {_reported(prior, party, change.at)}, {words}: “{change.words.rstrip(' .')}”."
    history = _history(prior, stance, change.at)
    return f"{who} {does} {_reported(prior, party, change.at)}, {words}{history}."


def _verb(change: Change, stance: Stance | None) -> str:
    if change.manner:
        return change.manner
    match change.kind:
        case "corroborated":
            return "reports from sources of its own"
        case "carried_out":
            return "tells as done"
        case "declined":
            return "were asked about and do not confirm" if change.beside else "was asked about and does not confirm"
        case "retracted":
            return "takes back"
        case "confirmed":
            return "confirms"
        case "denied":
            return "denies"
        case "reversed":
            act = stance.act if stance is not None else "confirm"
            return f"now {_DOES[act if act in TURNING else 'confirm']}"
        case _:
            return _DOES[stance.act] if stance else "tells again"


def _reported(prior: Claim, who: str, now: datetime) -> str:
    """*what The Courier reported on 8 August*: the first origin, and what else stands behind it."""
    if not prior.origins:
        return "what it was asked about"
    first, many = prior.origins[0], len(prior.origins) - 1
    origin = "it" if first == who else call(first)
    others = f" and {many} other{'s' if many > 1 else ''}" if many > 0 else ""
    when = f" on {_day(prior.since, now)}" if prior.since else ""
    does = "announced" if prior.planned and first not in prior.outlets else "reported"
    if prior.stances and prior.stances[0].act == "deny" and first in (prior.stances[0].party, prior.stances[0].body):
        does = "denied"  # nobody had said so here
    return f"what {origin}{others} {does}{when}"


def _history(prior: Claim, stance: Stance | None, now: datetime) -> str:
    """*; it had not confirmed it on 9 August (The Echo)*: its own last word before, and the last who settled it."""
    told = []
    own = _last(prior.stances, lambda one: stance is not None and one.party == stance.party)
    turns = stance is not None and stance.act in VIEWING
    if own is not None and (turns or own.act in SETTLING or own.party not in prior.origins[:1]):
        told.append(f"it {_DID[own.act]} on {_day(own.at, now)} ({own.evidence.outlet})")
    other = _last(
        prior.stances,
        lambda one: one.act in SETTLING and one.standing and (stance is None or one.party != stance.party),
    )
    if other is not None:
        told.append(f"{other.party} {_DID[other.act]} on {_day(other.at, now)} ({other.evidence.outlet})")
    return "".join(f"; {one}" for one in told)


def _last(stances: Iterable[Stance], wanted: Callable[[Stance], bool]) -> Stance | None:
    return max((one for one in stances if wanted(one)), key=lambda one: one.at, default=None)


def counter(change: Change, aliases: Mapping[str, str]) -> str:
    """Say what would have changed the verdict, or would change it now."""
    claim, stance = change.claim, change.stance
    settlers = name_settlers(claim, aliases)
    match change.kind:
        case "confirmed" | "denied" if stance is not None:
            other = "denies" if change.kind == "confirmed" else "confirms"
            before = change.prior.status if change.prior else "a report"
            return (
                f"from anybody without standing it would have stayed {before}; "
                f"it becomes disputed if another party with standing {other} it"
            )
        case "reversed":
            return "the same words from anybody who had not taken the other side would have been no reversal"
        case "declined":
            return f"it is settled once {settlers} says whether it is so; until then it stays {claim.status}"
        case "retracted":
            if claim.status == "retracted":
                return "with another independent origin it would stand on"
            return f"it stands on, since it rests on {', '.join(claim.origins)} too"
        case "carried_out":
            return "told as planned again it would have been a repeat"
        case "corroborated":
            known = ", ".join(claim.origins[:-1])
            return f"had it rested on {known} it would have been a repeat; {_confirmable(settlers)}"
        case _:
            return _of_report(claim, stance, settlers, change.unnamed)


def _of_report(claim: Claim, stance: Stance | None, settlers: str, unnamed: str) -> str:
    if claim.planned:
        return "it is carried out once it is told as done; told again as planned it is a repeat"
    if stance is not None and stance.act in VIEWING:
        viewer = unnamed or call(stance.party)
        return f"it is a view of {viewer}'s, and no opinion settles a fact; {_confirmable(settlers)}"
    if stance is not None and stance.standing:
        return f"{stance.party} can settle it; from anybody without standing it would have been a report"
    who = unnamed or call(stance.party if stance else claim.origins[0])
    origin = claim.origins[0] if claim.origins else who
    return (
        f"it is a report: {who} {conjugate('has', who)} no standing on it; "
        f"corroborated once an origin that does not rest on {origin} "
        f"reports it; {_confirmable(settlers)}"
    )


def _confirmable(settlers: str) -> str:
    return f"confirmed once {settlers} says so"


def name_settlers(claim: Claim, aliases: Mapping[str, str]) -> str:
    """Name who can settle a claim: whoever acts in it."""
    named = dict.fromkeys(
        resolve(name, aliases) for wording in claim.wordings for name in wording.subject if name in wording.names
    )
    return " or ".join(list(named)[:2]) or "a party that it is about"


def gather_earlier(change: Change) -> tuple[Evidence, ...]:
    """Give the sentences on which the state before rested: the first report, this party's last word, the latest."""
    if change.prior is None:
        return ()
    stances = change.prior.stances
    own = [one for one in stances if change.stance is not None and one.party == change.stance.party]
    latest = _last(stances, lambda _: True)
    chosen = [*([latest] if latest else []), *own[-1:], *stances[:1]]
    places = {(one.evidence.article, one.evidence.revision, one.evidence.span): one.evidence for one in chosen}
    return tuple(places.values())[:MAX_EARLIER]


def carry(claim: Claim, names: Names) -> About:
    """Give what it takes to hold another proposition against a claim: its wordings, and who is called what in them."""
    wanted = {resolve(name, names.aliases) for wording in claim.wordings for name in (*wording.names, *wording.subject)}
    forms = ((form, name) for form, name in names.forms_of(wanted) if form != fold_name(name))
    return About(wordings=claim.wordings, aliases=dict(islice(forms, MAX_ALIASES)))


def _day(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "an earlier day"
    return f"{at.day} {at:%B}" + ("" if at.year == now.year else f" {at.year}")
