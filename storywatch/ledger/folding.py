"""Two stories that are one: what the ledger of the one that ends adds to the other's, so that it is not told again.

    fold(kept, other, policy) -> Ledger
    part(ledger, into) -> Ledger    the other way: a half begins with what its story has told

Nothing is told here: that two stories are one is no news. Until the next article closes it, a part of the ledger may be
twice as long as its bound.
"""

from collections import Counter
from typing import TypeVar

from msgspec.structs import replace

from storywatch.ledger.halves import add_counted, join_times
from storywatch.ledger.incidents import are_of_one_time
from storywatch.ledger.matching import ClaimIndex, is_same
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.state import Claim, FigureTrack, Ledger, NamedDay, Party, Status
from storywatch.ledger.timeline import join_days, part_days
from storywatch.names import fold_name

T = TypeVar("T")

MAX_FOLDED = 16
"""Ledgers that one remembers to have taken in: as many stories as a story remembers to have absorbed."""

SETTLED: frozenset[Status] = frozenset({"confirmed", "denied", "retracted"})


def part(ledger: Ledger, into: str) -> Ledger:
    """Give the ledger with which a half of a story begins; it takes its own first article's title."""
    return replace(
        ledger,
        story=into,
        title="",
        claims=tuple(replace(claim, before=claim.mentions) for claim in ledger.claims),
        parties=tuple(replace(party, before=party.statements) for party in ledger.parties),
        timeline=part_days(ledger.timeline),
    )


def fold(kept: Ledger, other: Ledger, policy: LedgerPolicy) -> Ledger:
    """Take another story's ledger into one. A second time changes nothing."""
    if other.story in kept.folded:
        return kept
    aliases = other.aliases | kept.aliases
    parted = not set(kept.applied).isdisjoint(other.applied)
    ends = [until for until in (kept.surging_until, other.surging_until) if until is not None]
    return replace(
        kept,
        claims=_fold_claims(kept, other, aliases, policy, parted=parted),
        figures=_fold_figures(kept.figures, other.figures, policy),
        parties=_fold_parties(kept.parties, other.parties, parted=parted),
        aliases=aliases,
        roles=other.roles | kept.roles,
        outlets=_union(kept.outlets, other.outlets),
        times=join_times(kept.times, other.times, parted=parted),
        surging_until=max(ends, default=None),
        applied=_union(other.applied, kept.applied),
        timeline=_fold_days(kept, other, policy, parted=parted),
        folded=(*kept.folded, other.story)[-MAX_FOLDED:],
    )


def _fold_days(kept: Ledger, other: Ledger, policy: LedgerPolicy, *, parted: bool) -> tuple[NamedDay, ...]:
    """A half that has taken in no more adds nothing."""
    if set(other.applied) <= set(kept.applied):
        return kept.timeline
    return join_days(kept.timeline, other.timeline, policy, parted=parted)


def _fold_claims(
    kept: Ledger, other: Ledger, aliases: dict[str, str], policy: LedgerPolicy, *, parted: bool
) -> tuple[Claim, ...]:
    """A claim of both is one; whoever looks for it finds all that is known of it."""
    index = ClaimIndex(kept.claims, aliases)
    claims = {claim.id: claim for claim in kept.claims}
    for claim in other.claims:
        same = (
            match.claim.id
            for match in index.find(claim.wordings[0])
            if match.same_polarity and match.same_verb and is_same(match, policy)
        )
        found = claims.get(claim.id) or claims.get(next(same, claim.id))
        joined = claim if found is None else _join(found, claim, policy, parted=parted)
        claims[joined.id] = joined
    return tuple(sorted(claims.values(), key=lambda claim: claim.id))


def _join(one: Claim, other: Claim, policy: LedgerPolicy, *, parted: bool) -> Claim:
    stances = sorted(_union(one.stances, other.stances), key=lambda stance: stance.at)
    mentions, before = add_counted((one.mentions, one.before), (other.mentions, other.before), parted=parted)
    told = [since for since in (one.since, other.since) if since is not None]
    return replace(
        one,
        wordings=_union(one.wordings, other.wordings)[: policy.max_wordings],
        status=_status(one, other),
        origins=_union(one.origins, other.origins)[: policy.max_outlets],
        firm=one.firm or other.firm,
        outlets=_union(one.outlets, other.outlets)[: policy.max_outlets],
        routes=_union(one.routes, other.routes)[: policy.max_outlets],
        places=_union(other.places, one.places)[-policy.max_stances :],
        declined=_union(one.declined, other.declined),
        stances=tuple(stances)[-policy.max_stances :],
        planned=one.planned and other.planned,
        mentions=mentions,
        before=before,
        since=min(told, default=None),
    )


def _status(one: Claim, other: Claim) -> Status:
    """Where a claim stands that stood here and there: the further up, the later where both were settled."""
    both = {one.status, other.status}
    if "disputed" in both or both == {"confirmed", "denied"}:
        return "disputed"
    settled = [claim for claim in (one, other) if claim.status in SETTLED]
    if settled:
        return max(settled, key=_last).status
    return "corroborated" if "corroborated" in both else "reported"


def _last(claim: Claim) -> float:
    return max((stance.at.timestamp() for stance in claim.stances), default=0.0)


def _fold_figures(
    kept: tuple[FigureTrack, ...], others: tuple[FigureTrack, ...], policy: LedgerPolicy
) -> tuple[FigureTrack, ...]:
    """A track is one with itself, and with the only other in the same words, unless that is of another incident;
    others that count the same are found by who looks for them.
    """
    tracks = {track.id: track for track in kept}
    ours, theirs = Counter(map(_words, kept)), Counter(map(_words, others))
    alone = {_words(track): track.id for track in kept if ours[_words(track)] == theirs[_words(track)] == 1}
    for track in others:
        found = tracks.get(track.id) or tracks.get(alone.get(_words(track), ""))
        if found is None or not _may_be_one(found, track):
            tracks[track.id] = track
            continue
        readings = sorted(_union(found.readings, track.readings), key=lambda reading: reading.at)
        tracks[found.id] = replace(found, readings=tuple(readings)[-policy.max_readings :])
    return tuple(sorted(tracks.values(), key=lambda track: track.id))


def _words(track: FigureTrack) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    return track.what, track.unit, track.where


def _may_be_one(one: FigureTrack, other: FigureTrack) -> bool:
    here, there = one.readings[-1].happened, other.readings[-1].happened
    return one.id == other.id or here is None or there is None or are_of_one_time(here, there)


def _fold_parties(kept: tuple[Party, ...], others: tuple[Party, ...], *, parted: bool) -> tuple[Party, ...]:
    parties = {fold_name(party.name): party for party in others}
    for party in kept:
        known = parties.pop(fold_name(party.name), party)
        ours, theirs = (party.statements, party.before), (known.statements, known.before)
        said, before = ours if known is party else add_counted(ours, theirs, parted=parted)
        parties[fold_name(party.name)] = replace(party, statements=said, before=before)
    return tuple(parties.values())


def _union(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    """Give what is in either, once, in order."""
    return (*first, *(one for one in second if one not in first))
