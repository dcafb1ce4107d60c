"""What one statement, or one sentence of narration, does to the story's claims."""

from msgspec.structs import replace

from storywatch.ledger.bench import VIEWS, Bench, name_claim
from storywatch.ledger.drafts import Draft, latest_evidence
from storywatch.ledger.headlines import write_headline
from storywatch.ledger.ladder import Move, climb
from storywatch.ledger.matching import Match, is_same
from storywatch.ledger.names import resolve
from storywatch.ledger.origins import Origin, add_origin, follow, origin_of, origin_of_narration
from storywatch.ledger.senses import sense
from storywatch.ledger.standing import Speaker, concern_of, does_it, has_standing
from storywatch.ledger.state import Claim, Stance, Status
from storywatch.messages import Act, Kind, Narration, Proposition, Statement

ASSERTING: frozenset[Act] = frozenset({"assert", "confirm"})
PLANNING: frozenset[Act] = frozenset({"commit", "demand"})
BRIEF = 3
"""Features up to which a content is a mere mention of a claim (*the directive*), found by containment."""


def judge_statement(bench: Bench, statement: Statement) -> None:
    """Let one statement act on the ledger, and draft what it changes."""
    speaker = bench.speaker(statement)
    if speaker:
        bench.meet(speaker)
    if statement.act == "decline":
        _decline(bench, statement, speaker)
        return
    proposition = statement.proposition
    if proposition is None or proposition.mood == "question":
        return
    if statement.act == "retract":
        _retract(bench, statement, proposition, speaker)
        return
    match = _find(bench, proposition, about=statement.act not in ASSERTING | PLANNING | VIEWS)
    origin = origin_of(statement, bench.speaker_words(statement), bench.writer, bench.aliases)
    if match is None:
        _open(bench, statement, proposition, speaker, origin)
    elif statement.act in VIEWS | PLANNING:
        _take_side(bench, statement, match.claim, speaker)
    else:
        _move(bench, statement.act, proposition, match, statement.sentence, speaker, origin)


def judge_narration(bench: Bench, narration: Narration) -> None:
    """Let what the outlet tells in its own voice act on the ledger."""
    proposition = narration.proposition
    if narration.background or proposition.mood in ("question", "conditional"):
        return
    match = _find(bench, proposition, about=False)
    origin = origin_of_narration(narration, bench.writer, bench.aliases)
    if match is not None:
        _move(bench, "assert", proposition, match, narration.sentence, None, origin)
        return
    if not _noteworthy(bench, proposition):
        return
    claim = _new_claim(bench, proposition, bench.sentence_text(narration.sentence), narration.sentence, origin)
    claim = bench.open(replace(claim, planned=proposition.mood == "future"))
    if bench.tells_narration(narration):
        _draft(bench, "new_claim", claim, None, narration.sentence, None, "the story did not have this proposition")


def note_repeat(bench: Bench, part: Statement | Narration) -> None:
    """Note that a claim is told again in another's words: one more outlet prints it, and no more rests on it."""
    if part.proposition is not None and (match := _find(bench, part.proposition, about=False)) is not None:
        claim = match.claim
        if bench.copied_from is not None:
            claim = bench.route(claim, resolve(bench.copied_from, bench.aliases), "copies")
        bench.take_up(claim)


def _find(bench: Bench, proposition: Proposition, *, about: bool) -> Match | None:
    """Find the claim that a proposition words; `about`: that it addresses, be it only by a noun."""
    matches = bench.claims.find(proposition)
    if about and matches and len(proposition.terms) <= BRIEF:
        contained = [match for match in matches if match.containment >= 0.99]  # noqa: PLR2004 - all of it
        if contained:
            return max(contained, key=lambda m: (m.claim.mentions, m.claim.id == bench.current, m.score, m.claim.id))
    fitting = [
        match
        for match in matches
        if is_same(match, bench.policy) or (about and match.score >= bench.policy.addressed and match.same_verb)
    ]
    return max(fitting, key=lambda m: (m.same_act, m.same_verb, m.score, m.claim.id), default=None)


def _noteworthy(bench: Bench, proposition: Proposition) -> bool:
    """A clause that says something of somebody; a bare noun (*the idea*) is a mention."""
    return len(proposition.terms) >= bench.policy.noteworthy_terms and bool(proposition.subject or proposition.object)


def _standing(bench: Bench, speaker: Speaker | None, claim: Claim, *, asked: bool = False) -> bool:
    if speaker is None:
        return False
    concern = concern_of(claim, bench.aliases, bench.roles)
    return has_standing(speaker, concern, bench.knowledge.bodies, bench.central, asked=asked)


def _does_it(bench: Bench, speaker: Speaker | None, claim: Claim) -> bool:
    if speaker is None:
        return False
    return does_it(speaker, concern_of(claim, bench.aliases, bench.roles), bench.knowledge.bodies)


def _new_claim(bench: Bench, proposition: Proposition, text: str, sentence: int, origin: Origin) -> Claim:
    article = bench.analysis.article.id
    claim = Claim(
        id=name_claim(bench.story, article, sentence, proposition.terms),
        text=text[: bench.policy.max_claim_text],
        wordings=(proposition,),
        status="reported",
        origins=(origin.name,),
        firm=origin.firm,
        outlets=(bench.outlet,),
    )
    return bench.route(bench.place(claim, sentence), origin.name, "cites")


def _open(
    bench: Bench,
    statement: Statement,
    proposition: Proposition,
    speaker: Speaker | None,
    origin: Origin,
) -> None:
    """Open a claim that the story did not have, told if it is news."""
    if not _noteworthy(bench, proposition) and statement.act not in ("deny", "confirm"):
        return
    act = statement.act
    claim = _new_claim(bench, proposition, bench.word(statement), statement.sentence, origin)
    standing = _standing(bench, speaker, claim, asked=act in ("confirm", "deny"))
    if act == "deny" and not standing:
        return  # nobody asserted it, and who denies it is not known to know: told, it would read as a report of it
    move: Move = "deny" if act == "deny" else "assert"
    status = climb(None, move, standing=standing and act in ("confirm", "deny", "assert"), independent=True)
    stance = bench.stance(speaker, act, statement.sentence, standing=standing)
    planned = act in PLANNING or proposition.mood == "future"
    claim = bench.open(replace(claim, status=status, stances=(stance,), planned=planned))
    kind: Kind = "new_claim"
    rule = "the story did not have this proposition"
    if act == "deny" and standing:
        kind, rule = "denied", f"{stance.party} has standing and denies it"
    elif act == "confirm" and standing:
        kind, rule = "confirmed", f"{stance.party} has standing and confirms what the story did not have"
    elif speaker and bench.introduces(speaker):
        bench.introduce(speaker)
        kind, rule = "new_party", f"{speaker.name} speaks in this story for the first time"
    elif not bench.tells_statement(statement, speaker):
        return
    _draft(bench, kind, claim, stance, statement.sentence, None, rule)


def _take_side(bench: Bench, statement: Statement, claim: Claim, speaker: Speaker | None) -> None:
    """Note a view, a promise or a demand about a known claim: who spoke for the first time is news."""
    standing = _standing(bench, speaker, claim)
    stance = bench.stance(speaker, statement.act, statement.sentence, standing=standing)
    claim = bench.take_up(bench.add_stance(claim, stance, None))
    if speaker and bench.introduces(speaker):
        bench.introduce(speaker)
        rule = f"{speaker.name} speaks in this story for the first time"
        _draft(bench, "new_party", claim, stance, statement.sentence, None, rule)


def _move(
    bench: Bench,
    act: Act,
    proposition: Proposition,
    match: Match,
    sentence: int,
    speaker: Speaker | None,
    origin: Origin,
) -> None:
    """Move a known claim along its ladder."""
    prior = match.claim
    standing = _standing(bench, speaker, prior, asked=act in ("confirm", "deny"))
    opposite = (act == "deny") != (not match.same_polarity)
    move: Move = "deny" if opposite else "assert"
    stance = bench.stance(speaker, "deny" if opposite else act, sentence, standing=standing)
    origins, independent = prior.origins, False
    if opposite:
        bench.contradicted.setdefault(prior.id, sentence)
    else:
        reached = origin if origin.name == bench.writer else follow(origin, prior.routes)
        origins, independent = add_origin(prior.origins, reached, firm=prior.firm, press=bench.press)
        origins = origins[: bench.policy.max_outlets]
        independent = (
            independent
            and match.score >= bench.policy.same_claim
            and set(proposition.numbers) <= {number for wording in prior.wordings for number in wording.numbers}
            and all(earlier.party != stance.party for earlier in prior.stances)
        )
    first_hand = standing and (
        act == "confirm" or opposite or (_is_news_from(stance, prior) and _does_it(bench, speaker, prior))
    )
    turned = standing and _turned(prior, stance, opposite=opposite)
    below: Status = "reported" if turned else prior.status  # who turns takes its own earlier stance off the ladder
    status = climb(below, move, standing=first_hand or turned, independent=independent)
    happened = (
        prior.planned
        and prior.id not in bench.mentioned  # an article that orders and tells in one breath tells one thing
        and not opposite
        and proposition.mood == "fact"
        and match.same_verb
        and act in ASSERTING
    )
    claim = bench.add_stance(prior, stance, None if opposite else proposition)
    if not opposite:
        claim = bench.place(claim, sentence)
        claim = (
            bench.own(claim) if origin == Origin(bench.outlet, firm=True) else bench.route(claim, origin.name, "cites")
        )
    claim = bench.take_up(
        replace(
            claim,
            status=status,
            origins=origins,
            firm=prior.firm or (origin.firm and not opposite),
            planned=prior.planned and not happened,
        )
    )
    verdict = _verdict(prior, stance, status, opposite=opposite, turned=turned, happened=happened)
    if verdict is not None:
        kind, rule = verdict
        _draft(bench, kind, claim, stance, sentence, prior, rule)


def _is_news_from(stance: Stance, prior: Claim) -> bool:
    """A party that asserts first-hand what others reported confirms it; one that repeats itself does not."""
    voices = {earlier.party for earlier in prior.stances if earlier.act in ASSERTING}
    return stance.party not in voices and stance.party not in prior.origins


def _verdict(
    prior: Claim, stance: Stance, status: str, *, opposite: bool, turned: bool, happened: bool
) -> tuple[Kind, str] | None:
    """Say which kind of development a move is, and why; None for a repeat."""
    party = stance.party
    if turned:
        return "reversed", f"{party} took the opposite stance before"
    if happened:
        return "carried_out", "it was planned when last told, and is now told as done"
    if status == prior.status:
        return None
    if opposite:
        return "denied", f"{party} has standing and denies what was {prior.status}"
    if status == "corroborated":
        return "corroborated", f"{party} adds an origin that does not rest on {', '.join(prior.origins)}"
    if status in ("confirmed", "disputed"):
        return "confirmed", f"{party} has standing and {stance.act}s what was {prior.status}"
    return None


def _turned(prior: Claim, stance: Stance, *, opposite: bool) -> bool:
    """This party took the other side in an earlier article."""
    own = [
        earlier
        for earlier in prior.stances
        if earlier.party == stance.party
        and earlier.act in (*ASSERTING, "deny")
        and earlier.evidence.article != stance.evidence.article
    ]
    return bool(own) and (own[-1].act == "deny") != opposite


def _decline(bench: Bench, statement: Statement, speaker: Speaker | None) -> None:
    """Note that a party was asked and did not confirm: told once a party and claim."""
    if speaker is None:
        return
    prior = None
    if statement.proposition is not None and statement.proposition.terms:
        match = _find(bench, statement.proposition, about=True)
        prior = match.claim if match else None
    elif bench.current is not None:
        prior = bench.claims.get(bench.current)
    if prior is None or not (speaker.official or _standing(bench, speaker, prior)) or speaker.name in prior.declined:
        return
    stance = bench.stance(speaker, "decline", statement.sentence, standing=True)
    claim = bench.take_up(replace(bench.add_stance(prior, stance, None), declined=(*prior.declined, speaker.name)))
    rule = f"{speaker.name} was asked and did not confirm it"
    _draft(bench, "declined", claim, stance, statement.sentence, prior, rule)


def _retract(bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None) -> None:
    """Let an origin take back what it reported; nobody else can."""
    name = speaker.name if speaker else bench.writer
    own = [
        match
        for match in bench.claims.find(proposition)
        if name in match.claim.origins and match.claim.status != "retracted"
    ]
    if not own:
        return
    verb = sense(proposition.predicate)
    prior = max(own, key=lambda m: (any(sense(w.predicate) == verb for w in m.claim.wordings), m.score)).claim
    stance = bench.stance(speaker, "retract", statement.sentence, standing=True)
    take_back(bench, prior, name, stance, f"{name} was an origin and takes it back", sentence=statement.sentence)


def take_back(bench: Bench, prior: Claim, name: str, stance: Stance, rule: str, *, sentence: int) -> None:
    """Take an origin from a claim, which is retracted when it was the last."""
    origins = tuple(origin for origin in prior.origins if origin != name)
    status: Status = prior.status if origins else "retracted"
    claim = bench.take_up(
        replace(bench.add_stance(prior, stance, None), status=status, origins=origins or prior.origins)
    )
    _draft(bench, "retracted", claim, stance, sentence, prior, rule)


def describe(claim: Claim) -> str:
    """Write a claim's state in words: *reported, declined by the ministry*."""
    state = claim.status + (" (planned)" if claim.planned else "")
    if not claim.declined or claim.status in ("confirmed", "retracted"):
        return state  # who did not confirm it before is history
    return f"{state}, declined by {', '.join(claim.declined)}"


def _draft(
    bench: Bench, kind: Kind, claim: Claim, stance: Stance | None, sentence: int, prior: Claim | None, rule: str
) -> None:
    party = stance.party if stance else None
    bench.drafts.append(
        Draft(
            kind=kind,
            headline=write_headline(kind, party, claim.text),
            subject=f"{claim.id}:{party or ''}",
            claim=claim.text,
            party=party,
            before=describe(prior) if prior else None,
            after=describe(claim),
            sentence=sentence,
            earlier=latest_evidence(prior.stances) if prior else (),
            origins=claim.origins,
            outlets=claim.outlets,
            standing=bool(stance and stance.standing),
            share=bench.share(claim),
            rule=rule,
        )
    )
