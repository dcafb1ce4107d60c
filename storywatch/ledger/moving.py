"""How a known claim moves along its ladder when somebody asserts, confirms or denies it."""

from msgspec.structs import replace

from storywatch.ledger.addressing import ASSERTING, acts_itself, may_settle, speaks_of_itself
from storywatch.ledger.bench import Bench
from storywatch.ledger.fulfilling import is_other
from storywatch.ledger.headlines import write_headline
from storywatch.ledger.ladder import Move, climb
from storywatch.ledger.matching import Match
from storywatch.ledger.noting import is_secondhand, load_words
from storywatch.ledger.origins import Origin, add_origin, follow, is_led, is_one_body, rests_on
from storywatch.ledger.senses import speech, stances
from storywatch.ledger.standing import Speaker, concern_of, held_once, stands_for
from storywatch.ledger.state import Claim, Stance, Status
from storywatch.ledger.telling import tell
from storywatch.ledger.voices import has_it_from_others
from storywatch.messages import Act, Kind, Mood, Proposition, Statement

GIVES_UP = "gives up"
"""What who denies its own plan does."""

ANNOUNCING: frozenset[Act] = frozenset({"assert", "assess", "commit"})
"""Acts by which somebody says what is to come: *said it will close*, *vowed to close*."""


def announces(bench: Bench, act: Act, proposition: Proposition, claim: Claim) -> bool:
    """Tell whether it says that all that is planned will be, and not only that it may: *said it would close it*."""
    if not claim.planned or act not in ANNOUNCING or _rests_on_others(bench, claim):
        return False
    moods: tuple[Mood, ...] = ("future",) if act == "assert" else ("future", "conditional")
    return (proposition.mood in moods or act == "commit") and not is_other(claim.wordings, proposition, bench.fold)


def _rests_on_others(bench: Bench, claim: Claim) -> bool:
    """*Channel Nine reported, quoting the Echo*: with a name that nobody knows, or beside the claim's own origin."""
    part = bench.part
    if not isinstance(part, Statement) or part.speaker_kind != "unknown" or part.speaker_entity or part.body:
        return False
    if not any(word[:1].isupper() for word in bench.speaker_words(part).split()):
        return False  # *three managers*
    beside = bench.beside(part)
    return not part.via or any(origin in beside for origin in claim.origins)


def move(
    bench: Bench,
    act: Act,
    proposition: Proposition,
    match: Match,
    sentence: int,
    speaker: Speaker | None,
    origin: Origin,
    *,
    newcomer: bool = False,
    words: str = "",
    gives_up: bool = False,
    in_part: bool = False,
) -> None:
    """Move a known claim along its ladder. `newcomer`: its speaker stands for a body and was not heard before.

    `words`: what it says, as the article words it. `gives_up`: it is planned, and denied by being given up.
    `in_part`: who confirms it denies something of it.
    """
    prior = match.claim
    standing = may_settle(bench, speaker, prior, asked=act in ("confirm", "deny")) or (
        act in ("confirm", "deny") and speaks_of_itself(bench, speaker, prior, proposition)
    )
    opposite = (act == "deny") != (not match.same_polarity)
    move: Move = "deny" if opposite else "assert"
    recants = opposite and speaker is None and _recants(bench, prior, origin)
    if recants:
        speaker = Speaker(_call(bench, origin), None, official=True, person=False)
    stance = bench.stance(speaker, "deny" if opposite else act, sentence, standing=standing)
    to_come = not opposite and announces(bench, act, proposition, prior)
    certain = proposition.mood == "fact" or act in ("confirm", "deny") or to_come  # what may be so settles nothing
    origins, independent = prior.origins, False
    if opposite:
        bench.contradicted.setdefault(prior.id, sentence)
    else:
        reached = origin if origin.name == bench.writer else follow(origin, prior.routes)
        origins, independent = _add(bench, prior, reached, speaker, standing=standing)
        origins = origins[: bench.policy.max_outlets]
        independent = (
            independent
            and certain
            and sentence not in bench.said.get(prior.id, ())  # two cues in one sentence are no two sources
            and match.score >= bench.policy.same_claim
            and set(proposition.numbers) <= {number for wording in prior.wordings for number in wording.numbers}
            and all(earlier.party != stance.party for earlier in prior.stances)
        )
    happened = (
        prior.planned
        and prior.id not in bench.mentioned  # an article that orders and tells in one breath tells one thing
        and not opposite
        and proposition.mood == "fact"
        and match.same_verb
        and _is_the_deed(bench, proposition, match)
        and (
            act == "assert" or (act == "confirm" and bool(proposition.subject))
        )  # *confirmed the closure*: it is to come
        and not any(earlier.act == "demand" and is_one(earlier, stance) for earlier in prior.stances)
    )
    itself = (  # of a plan only that it is done, or will be
        (not prior.planned or happened or to_come)
        and _tells_itself(proposition, match)
        and _is_news_from(stance, prior)
    )
    settles = act == "confirm" or opposite or (itself and acts_itself(bench, speaker, prior, proposition))
    first_hand = standing and certain and settles
    turned = certain and speaker is not None and (recants or _turned(prior, stance, opposite=opposite))
    taken_off = turned and _is_its_own(speaker, prior, standing=standing)  # its own earlier stance off the ladder
    fallen = taken_off or (happened and prior.status == "denied")  # what was denied of a plan is told as done
    below: Status = "reported" if fallen else prior.status
    status = climb(below, move, standing=first_hand or taken_off, independent=independent)
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
    verdict = _verdict(prior, stance, status, opposite=opposite, turned=turned, happened=happened, gives_up=gives_up)
    if verdict is not None:
        kind, rule = verdict
        partly = kind == "confirmed" and (in_part or not _gives_all(bench, proposition, prior, stance))
        own = words if partly else ""  # who confirms the sale has not confirmed its price
        tell(bench, kind, claim, stance, sentence, prior, rule, words=own, manner=GIVES_UP if gives_up else "")
        if kind == "carried_out":
            _word_deed(bench, words or bench.told_in(sentence))
    elif newcomer and speaker is not None and opposite:
        bench.introduce(speaker)
        rule = f"{speaker.name} speaks in this story for the first time and denies it, without standing to settle it"
        tell(bench, "new_party", claim, stance, sentence, prior, rule)
    elif act in ("confirm", "deny") and not standing:
        bench.refuse("no_standing", f"{stands_for(speaker)} cannot settle it: it stays {prior.status}")
    else:
        bench.refuse("repeat", f"{stance.party}: the story has this claim, {prior.status}, and it stays {status}")


def _word_deed(bench: Bench, words: str) -> None:
    """Head what is carried out with how it was done: on another day, maybe, than it was planned for."""
    bench.drafts[-1] = replace(bench.drafts[-1], headline=write_headline("carried_out", None, words))


def _has_it_from_others(bench: Bench, speaker: Speaker | None) -> bool:
    """A rival, an analyst, a former head, who cites the same memo: what they say is no report of their own."""
    if not isinstance(bench.part, Statement):
        return False
    if is_secondhand(bench.beside(bench.part), bench.analysis.article.language):
        return True
    if speaker is None:
        return False
    role = bench.roles.get(speaker.name)
    title = role.title if role else None
    called, language = bench.speaker_words(bench.part), bench.analysis.article.language
    return held_once(title) or has_it_from_others(called, language, person=speaker.person, once=title is None)


def _add(
    bench: Bench, prior: Claim, origin: Origin, speaker: Speaker | None, *, standing: bool
) -> tuple[tuple[str, ...], bool]:
    """Add an origin, unless it is one that the claim rests on under another name, or had it from others."""
    one = prior.firm and (
        is_one_body(origin.name, prior.origins, bench.roles, bench.knowledge.offices)
        or (isinstance(bench.part, Statement) and is_led(bench.speaker_words(bench.part), prior.origins))
        or (not standing and (_has_it_from_others(bench, speaker) or _is_namesakes(bench, speaker, prior)))
    )
    return (prior.origins, False) if one else add_origin(prior.origins, origin, firm=prior.firm, press=bench.press)


def _is_namesakes(bench: Bench, speaker: Speaker | None, prior: Claim) -> bool:
    """A ministry of another land under the same name: what its spokesman says *it* did is that one's act."""
    if speaker is None or not isinstance(bench.part, Statement):
        return False
    actors = concern_of(prior, bench.aliases, bench.roles).actors
    return bench.has_namesake(speaker, bench.part, actors)


def _recants(bench: Bench, prior: Claim, origin: Origin) -> bool:
    """Tell whether a body without a name now says the opposite of what an earlier article has from it."""
    return origin.name != bench.writer and prior.id not in bench.mentioned and rests_on(prior.origins, origin.name)


def _call(bench: Bench, origin: Origin) -> str:
    """Name a body by the article's words for it: *Orlan police*."""
    words = bench.speaker_words(bench.part) if isinstance(bench.part, Statement) else ""
    return words[4:] if words[:4].lower() == "the " else words or origin.name


def _is_its_own(speaker: Speaker | None, prior: Claim, *, standing: bool) -> bool:
    """Tell whether a claim falls with a party's word for it: a witness who turns leaves what others say as it was."""
    if standing or speaker is None:
        return standing
    return speaker.official or {*prior.origins} <= {speaker.name, speaker.body}


def _gives_all(bench: Bench, proposition: Proposition, prior: Claim, stance: Stance) -> bool:
    """Tell whether somebody confirms a claim as it was told: its numbers, names and manner, and no others instead.

    A mere noun (*the sale*) means all of it, and whoever speaks need not name themselves.
    """
    first = prior.wordings[0]
    if first.numbers and set(first.numbers) != set(proposition.numbers):
        return False
    if not (proposition.subject and proposition.object):
        return True
    own = {bench.fold(name) for name in (stance.party, stance.body) if name}
    told, given = ({bench.fold(name) for name in names} - own for names in (first.names, proposition.names))
    manners = load_words(bench.analysis.article.language).manners
    return told == given and manners.intersection(first.terms) <= set(proposition.terms)


def qualifies(bench: Bench, act: Act, match: Match, speaker: Speaker | None) -> bool:
    """*Said that he slept well, but that some nights he did not*: nobody denies what they say in the same breath."""
    if speaker is None or (act == "deny") == (not match.same_polarity):
        return False
    article = bench.analysis.article.id
    own = (one for one in match.claim.stances if one.party == speaker.name and one.evidence.article == article)
    both = any(one.act in ASSERTING for one in own)
    if both:
        bench.refuse("repeat", f"{speaker.name} says the opposite in this article too, and only qualifies it")
    return both


def _is_the_deed(bench: Bench, proposition: Proposition, match: Match) -> bool:
    """Tell whether what was planned is what is told as done: one event with somebody or some place named in both, or
    with the same who acts.

    A verb in common is not enough: *the aim is to fill it* is not done where *it will be filled* was told.
    """
    plans = match.claim.wordings
    if plans[0].polarity == "neg":
        return False
    fold = bench.fold
    acting, named = ({fold(name) for name in names} for names in (proposition.subject, proposition.names))
    return (
        match.firm_frame
        or any(not (acting & named).isdisjoint(map(fold, (*one.subject, *one.names))) for one in plans)
        or (match.same_frame and any(not named.isdisjoint(map(fold, one.names)) for one in plans))
    )


def _tells_itself(proposition: Proposition, match: Match) -> bool:
    """To say it makes it so only of the very event, and of no stance: whoever condemns once more confirms nothing."""
    one_event = match.same_frame or match.same_act or match.same_verb
    return one_event and proposition.predicate not in stances() | speech()


def _is_news_from(stance: Stance, prior: Claim) -> bool:
    """A party that asserts first-hand what others reported confirms it; one that repeats itself does not."""
    told = {*ASSERTING, *ANNOUNCING} if prior.planned else ASSERTING  # to announce it again makes no plan a fact
    voices = (earlier for earlier in prior.stances if earlier.act in told)
    return not any(is_one(earlier, stance) for earlier in voices) and stance.party not in prior.origins


def is_one(earlier: Stance, later: Stance) -> bool:
    """The same party, or a body and who spoke for it."""
    return later.party in (earlier.party, earlier.body) or earlier.party == later.body


def _verdict(
    prior: Claim, stance: Stance, status: str, *, opposite: bool, turned: bool, happened: bool, gives_up: bool
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
        does = "gives up what was planned" if gives_up else f"denies what was {prior.status}"
        return "denied", f"{party} has standing and {does}"
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
        if is_one(earlier, stance)
        and earlier.act in (*ASSERTING, "deny", *(("assess", "commit") if prior.planned and opposite else ()))
        and earlier.evidence.article != stance.evidence.article
    ]
    return bool(own) and (own[-1].act == "deny") != opposite
