"""The state of one ledger while one article is judged: opened from the ledger, closed into the next one.

It exists for the length of one call of `revise` and is the only mutable thing in this room.
"""

from datetime import datetime
from operator import is_
from typing import Literal

from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger.acquaintance import Acquaintance
from storywatch.ledger.bounding import keep_newest
from storywatch.ledger.drafts import Draft
from storywatch.ledger.hearing import Hearing
from storywatch.ledger.matching import ClaimIndex
from storywatch.ledger.names import Names
from storywatch.ledger.noting import is_precedent, is_unverified
from storywatch.ledger.origins import add_route
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.press import read_press
from storywatch.ledger.recognising import find_holder, know_bearer
from storywatch.ledger.refusals import Noticed, Reason, Refusals
from storywatch.ledger.shelf import Left, shelf_of
from storywatch.ledger.significance import Signs
from storywatch.ledger.standing import Speaker, stands_for
from storywatch.ledger.state import Claim, FigureTrack, Ledger, Place, Route, Stance
from storywatch.ledger.unfolding import Further
from storywatch.messages import Act, Figure, Narration, Proposition, Span, Statement, StoryUpdate
from storywatch.names import fold_name

VIEWS: frozenset[Act] = frozenset({"assess", "support", "oppose"})
"""Acts that report nothing."""

EMPTY: frozenset[Reason] = frozenset({"brief", "leaning", "question", "noun"})
"""Reasons by which a quotation's first sentence says nothing by itself: *You know what? The dam will be closed.*"""

ALSO = 3
"""Further sentences of an article that are shown as evidence of one development."""


class Bench(Hearing):
    """A ledger taken apart for one article."""

    def __init__(self, ledger: Ledger, update: StoryUpdate, knowledge: Knowledge, policy: LedgerPolicy) -> None:
        analysis = update.analysis
        self.story = ledger.story
        self._prints = update.prints
        self.copied_from = update.copied_from
        self.policy = policy
        self.at = analysis.article.published
        self.opening = not ledger.applied
        self._shelf = shelf_of(ledger.story)
        left = self._shelf.open(ledger, knowledge)
        self.names = left.names if left else Names(ledger.aliases, knowledge)
        self.outlet = self.names.call_outlet(
            analysis.article.outlet, ledger.outlets, (party.name for party in ledger.parties)
        )
        known = ledger.outlets
        self.outlets = known if self.outlet in known else (*known, self.outlet)
        for one in analysis.entities:
            if (holder := find_holder(one, ledger.roles, self.names.aliases)) is not None:
                self.names.hand_over(fold_name(one.name), holder)
        self.names.learn(
            (know_bearer(one, ledger.roles, self.names.aliases) for one in analysis.entities),
            policy.max_aliases + len(self.names.aliases),
            self.outlets,
        )
        super().__init__(analysis, ledger, self.names.aliases, knowledge)
        self.press = read_press(knowledge.outlets)
        self.writer = self.press.find_agency(analysis.sentences) or self.outlet
        """Whose text it is: the outlet's, or an agency's that it prints."""
        language = analysis.article.language
        self.unverified = any(is_unverified(sentence.text, language) for sentence in analysis.sentences)
        """The article says that it could not check what it reports."""
        self.claims = ClaimIndex(ledger.claims, self.aliases, self._shelf, left)
        self.figures = list(ledger.figures)
        self.known = Acquaintance(ledger, analysis, *self.claims.count_words(), self.fold)
        self.mentioned: set[str] = set()
        """Ids of the claims that this article has taken up so far."""
        self.contradicted: dict[str, int] = {}
        """Ids of the claims of which it says the opposite, and the sentence that does."""
        self.current: str | None = None
        """Id of the claim that the text was last about: what *declined to comment* refers to."""
        self.drafts: list[Draft] = []
        self.said: dict[str, list[int]] = {}
        """Claim id → the sentences of this article that say so."""
        self.part: Statement | Narration | Figure | None = None
        """What is under judgement."""
        self.refusals = Refusals()
        self._unheard: set[tuple[Span, ...]] = set()
        """Cues of the quotations that opened with what says nothing by itself."""
        self._narrated = 0
        self._size = len(ledger.times) + 1

    def refuse(self, reason: Reason, rule: str) -> None:
        """Note why the candidate under judgement is not told: a by-product, but for how a quotation goes on."""
        self.refusals.refuse(reason, rule)
        if isinstance(self.part, Statement) and not isinstance(self.part, Further) and reason in EMPTY:
            self._unheard.add(self.part.cue)

    def is_unheard(self, statement: Statement) -> bool:
        """Tell whether a quotation has said nothing up to here that could be news by itself."""
        return statement.cue in self._unheard

    def has_told(self, speaker: Speaker) -> bool:
        """Tell whether words of somebody's are told of this article already."""
        return any(draft.party == speaker.name for draft in self.drafts)

    def narrate(self, *, dated: bool) -> bool:
        """Count a claim of the outlet's own; tell whether there is room for it. In a story's first a day makes room."""
        self._narrated += 1
        if (self.opening and dated) or self._narrated <= self.policy.max_narrated:
            return True
        self.refuse("crowded", f"{self.policy.max_narrated} claims of the outlet's own are told of one article")
        return False

    def pass_over_parties(self) -> None:
        """Note why those who spoke for the first time are not told as new. Ask after all was judged."""
        for speaker, sentence in self.newcomers():
            noticed = Noticed("party", stands_for(speaker), sentence)
            role = self.roles.get(speaker.name)
            if self.opening:
                self.refusals.leave_out(noticed, "opening", "everybody is new where the story opens")
            elif not speaker.official or (speaker.person and (role is None or role.title is None)):
                self.refusals.leave_out(noticed, "stands_for_nobody", "no office or body is named that it speaks for")
            else:
                self.refusals.leave_out(noticed, "told_otherwise", "its words were something weightier, or nothing new")

    def consider(self, part: Statement | Narration | Figure) -> None:
        """Say what is judged next."""
        self.part = part
        self.refusals.consider(part)

    def quoted_with(self, sentence: int) -> tuple[int, ...]:
        """Give the further sentences that the content under judgement runs over, at most ALSO."""
        if not isinstance(self.part, Statement):
            return ()
        places = {place for span in self.part.content for place in self.find_sentences(*span)} - {sentence}
        return tuple(sorted(places))[:ALSO]

    def read_signs(self, claim: Claim, sentence: int) -> Signs:
        """Gather what speaks for the new claim under judgement."""
        part, wording = self.part, claim.wordings[0]
        speaker = self.speaker(part) if isinstance(part, Statement) else None
        counted = any(one.sentence == sentence and not one.background for one in self.analysis.figures)
        return Signs(
            named=self.known.held[self.fold(speaker.name)] if speaker else 0,
            number=bool(wording.numbers) or counted,
            day=self.analysis.sentences[sentence].dated if self.analysis.sentences else False,
            body=isinstance(part, Statement) and part.speaker_kind in ("organisation", "place", "group"),
            plain=wording.mood != "conditional",
            typical=self.known.typify(wording),
            central=any(self.fold(name) in self.known.central for name in wording.names),
            planned=claim.planned,
        )

    def gather(self, draft: Draft) -> Draft:
        """Add to a draft where else the article says so. Ask when all was judged."""
        said = self.said.get(draft.subject.partition(":")[0], ())
        language = self.analysis.article.language
        also = dict.fromkeys(
            place
            for place in (*draft.also, *said)
            if place != draft.sentence and not is_precedent(self.sentence_text(place), language)
        )
        return replace(draft, also=tuple(also)[:ALSO])

    def take_up(self, claim: Claim) -> Claim:
        """Store a claim's next state; count it once an article as mentioned, by this outlet too."""
        if claim.id not in self.mentioned:
            self.mentioned.add(claim.id)
            outlets = tuple(dict.fromkeys((*claim.outlets, self.outlet)))[: self.policy.max_outlets]
            claim = replace(claim, mentions=claim.mentions + 1, outlets=outlets)
        self.current = claim.id
        self.claims.put(claim)
        return claim

    def open(self, claim: Claim) -> Claim:
        """Add a claim that the story did not have."""
        claim = replace(claim, since=self.at)
        self.mentioned.add(claim.id)
        self.current = claim.id
        self.claims.put(claim)
        return claim

    def share(self, claim: Claim) -> float:
        """Tell what share of the story's other articles took a claim up, 0 to 1."""
        return min(1.0, (claim.mentions - 1) / self._size)

    def stance(self, speaker: Speaker | None, act: Act, sentence: int, *, standing: bool) -> Stance:
        """Record what somebody did to a claim here."""
        party = speaker.name if speaker else self.writer
        body = speaker.body if speaker and speaker.body != party else None
        return Stance(party=party, body=body, act=act, standing=standing, at=self.at, evidence=self.cite(sentence))

    def add_stance(self, claim: Claim, stance: Stance, wording: Proposition | None) -> Claim:
        """Keep a stance that its party did not take last, and a wording that is not kept; the oldest stances leave."""
        wordings = claim.wordings
        if wording is not None and len(wordings) < self.policy.max_wordings and wording not in wordings:
            wordings = (*wordings, wording)
        own = [known for known in claim.stances if known.party == stance.party]
        again = bool(own) and (own[-1].act, own[-1].standing) == (stance.act, stance.standing)
        stances = claim.stances if again else (*claim.stances, stance)[-self.policy.max_stances :]
        return replace(claim, wordings=wordings, stances=stances)

    def place(self, claim: Claim, sentence: int) -> Claim:
        """Note in which of the article's sentences a claim stands."""
        self.said.setdefault(claim.id, []).append(sentence)
        printed = self._prints[sentence] if 0 <= sentence < len(self._prints) else 0
        here = Place(article=self.analysis.article.id, print=printed)
        if not printed or here in claim.places:
            return claim
        return replace(claim, places=(*claim.places, here)[-self.policy.max_stances :])

    def route(self, claim: Claim, origin: str, how: Literal["cites", "copies"]) -> Claim:
        """Note on whom this outlet's report of a claim rests."""
        way: Literal["cites", "copies", "prints"] = "prints" if origin == self.writer else how
        route = Route(outlet=self.outlet, origin=origin, how=way)
        return replace(claim, routes=add_route(claim.routes, route, self.policy.max_outlets))

    def own(self, claim: Claim) -> Claim:
        """Note that this outlet now has a claim from sources of its own: it rests on nobody any more."""
        return replace(claim, routes=tuple(route for route in claim.routes if route.outlet != self.outlet))

    def close(self, ledger: Ledger, applied: str, *, counts: bool, surging_until: datetime | None) -> Ledger:
        """Put the ledger together again, every part within its bound. `counts`: as an arrival of its own."""
        policy = self.policy
        claims, stirred = self.claims.close(policy.max_claims)
        closed = replace(
            ledger,
            title=ledger.title or self.analysis.article.title,
            language=self.analysis.article.language,
            claims=claims,
            figures=self._close_figures(ledger.figures),
            parties=tuple(self.parties.values())[-policy.max_parties :],
            aliases=self.names.settle(policy.max_aliases),
            roles=keep_newest(self.roles, policy.max_roles),
            outlets=self.outlets[: policy.max_outlets],
            times=tuple(sorted((*ledger.times, self.at) if counts else ledger.times))[-policy.max_times :],
            applied=(*ledger.applied, applied)[-policy.max_applied :],
            surging_until=surging_until,
        )
        self._shelf.leave(Left(closed, self.knowledge, self.names, stirred))
        return closed

    def _close_figures(self, before: tuple[FigureTrack, ...]) -> tuple[FigureTrack, ...]:
        """Give the figures that stay, those read last, by id."""
        bound = self.policy.max_figures
        if len(self.figures) == len(before) <= bound and all(map(is_, self.figures, before)):
            return before  # as most articles leave them
        latest = sorted(self.figures, key=lambda track: track.readings[-1].at, reverse=True)[:bound]
        return tuple(sorted(latest, key=lambda track: track.id))
