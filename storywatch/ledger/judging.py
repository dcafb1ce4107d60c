"""What one statement, or one sentence of narration, does to the story's claims: which room it goes to."""

from msgspec.structs import replace

from storywatch.ledger.abandoning import drops, ends_plan, gives_up, is_given_up, refuse_plan
from storywatch.ledger.addressing import (
    ASSERTING,
    PLANNING,
    acts_itself,
    find_claim,
    is_mention,
    may_settle,
)
from storywatch.ledger.bare import name_bare
from storywatch.ledger.bench import VIEWS, Bench
from storywatch.ledger.citing import find_called, find_outlet, name_outlet
from storywatch.ledger.ladder import SETTLING
from storywatch.ledger.matching import Match
from storywatch.ledger.moving import announces, move, qualifies
from storywatch.ledger.names import resolve
from storywatch.ledger.noting import load_words
from storywatch.ledger.opening import open_narrated, open_stated
from storywatch.ledger.origins import Origin, origin_of, origin_of_narration
from storywatch.ledger.rebutting import find_alleged, rebuts
from storywatch.ledger.refuting import find_told, is_of_report, names_it, only_names_report, refute, says_no_sign
from storywatch.ledger.retracting import disown, withdraw
from storywatch.ledger.senses import asserted
from storywatch.ledger.siding import decline, take_side
from storywatch.ledger.standing import Speaker, call_body, stands_for
from storywatch.ledger.voices import is_paper
from storywatch.ledger.worth import introduces, weigh_voice
from storywatch.messages import Act, Narration, Proposition, Statement

LEAST_STEM = 4
"""Letters that a cue and the verb of what is narrated have in common, where they are one: *passed*, *pass*."""

REFUTING: frozenset[Act] = ASSERTING | {"deny"}
"""Acts by which a report is said not to be so; where they are a denial already, it may be read of the report itself."""


def judge_statement(bench: Bench, statement: Statement) -> None:
    """Let one statement act on the ledger, and draft what it changes."""
    speaker = bench.speaker(statement)
    if speaker is None and statement.act in SETTLING:
        words = bench.speaker_words(statement)
        named = bench.recognise(words) if statement.act == "decline" else None
        speaker = named or call_body(words)
    if speaker:
        bench.meet(speaker, statement.sentence)
    if statement.background and statement.act in SETTLING:
        bench.refuse("background", "told of an older time that it was said")
    elif statement.act == "decline":
        decline(bench, statement, _who_declines(bench, statement, speaker))
    elif statement.proposition is None:
        bench.refuse("no_content", "its content says nothing that could be so")
    elif statement.proposition.mood == "question":
        bench.refuse("question", "it asks, and says nothing")
    elif statement.act == "support" and _fulfils(bench, statement):
        bench.refuse("repeat", "what it does is told as what was planned and is done")
    elif statement.act == "commit" and is_given_up(bench, statement, statement.proposition):
        bench.refuse("undone", "its sentence says that the plan is given up")
    else:
        _judge_content(bench, statement, statement.proposition, speaker)


def _finds_nothing(bench: Bench, statement: Statement, match: Match, speaker: Speaker | None) -> bool:
    """*Said she had found no evidence of it*: only by whoever it is about, or the authority on it, is that a denial."""
    cue = bench.cue_words(statement).lower().split()
    finds = statement.act == "deny" and says_no_sign(bench.word(statement), cue, bench.analysis.article.language)
    if not finds or may_settle(bench, speaker, match.claim):
        return False
    bench.refuse("no_standing", f"{stands_for(speaker)} found no sign of it, and could not settle it")
    return True


def _is_condition(bench: Bench, statement: Statement) -> bool:
    """*If the Echo withdraws its report*, and no more: nothing of that is said to be so."""
    words = bench.word(statement)
    return "," not in words and load_words(bench.analysis.article.language).conditions.search(words.partition(" ")[0])


def _who_declines(bench: Bench, statement: Statement, speaker: Speaker | None) -> list[Speaker]:
    """Name all who refuse in one breath: *the Port Authority and Kolm Bank declined to comment*."""
    if speaker is None:
        return []
    others = [one for one in bench.recognise_all(bench.speaker_words(statement)) if one.name != speaker.name]
    for one in others:
        bench.meet(one, statement.sentence)
    return [speaker, *others]


def _judge_content(bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None) -> None:
    read = None if withdraw(bench, statement, proposition, speaker) else _refute(bench, statement, proposition)
    if read is None:
        return
    statement, proposition = read
    hearsay = bench.is_hearsay(statement)
    if hearsay:
        speaker = None
    if rebuts(bench, statement, proposition, speaker) or gives_up(bench, statement, proposition, speaker):
        return
    match = _find_addressed(bench, statement, proposition, speaker)
    origin = _trace(bench, statement)
    if hearsay or (statement.background and match is not None):  # what was said before is no further origin
        origin = replace(origin, firm=False)
    if match is not None and _is_condition(bench, statement):
        bench.refuse("conditional", "it would be so only under an *if*")
    elif match is None:
        open_stated(bench, statement, proposition, speaker, origin)
    elif ends_plan(bench, statement, proposition, match, speaker):
        refuse_plan(bench, statement, proposition, match, speaker)
    elif statement.act in VIEWS | PLANNING and not _announces(bench, statement, proposition, match, speaker):
        take_side(bench, statement, proposition, match, speaker)
    elif not (
        qualifies(bench, statement.act, match, speaker)
        or disown(bench, statement, match, speaker)
        or _finds_nothing(bench, statement, match, speaker)
    ):
        speaker, origin = name_bare(bench, statement, proposition, match.claim, speaker, origin)
        told = match.claim.wordings[0].polarity == "pos"  # *it refused it* denies that it agreed, and not the other way
        contradicts = statement.act == "deny" or (told and match.same_frame and not match.same_polarity)
        newcomer = contradicts and introduces(bench, statement, speaker)
        denied = _denied_with(bench, statement) if statement.act == "confirm" else ""
        words = bench.word(statement) + denied
        move(
            bench,
            statement.act,
            proposition,
            match,
            statement.sentence,
            speaker,
            origin,
            newcomer=newcomer,
            words=words,
            in_part=bool(denied),
        )


def _denied_with(bench: Bench, statement: Statement) -> str:
    """*Confirmed the visit but denied that money was paid*: give what its speaker denies in the same breath."""
    for other in bench.analysis.statements:
        beside = other.sentence == statement.sentence and other.act == "deny" and other.cue > statement.cue
        if beside and other.speaker_entity is not None and other.speaker_entity == statement.speaker_entity:
            return ", but denied " + " ".join([bench.quote(start, end).strip() for start, end in other.content])
    return ""


def _announces(
    bench: Bench, statement: Statement, proposition: Proposition, match: Match, speaker: Speaker | None
) -> bool:
    """Tell whether it is a report of what is planned, and no view of it: who does it says that it will, or somebody
    unnamed does who is no onlooker.
    """
    if not match.claim.planned or not match.same_polarity or statement.certainty != "certain":
        return False
    one_event = match.same_verb or match.same_act or match.same_frame
    if not one_event or not announces(bench, statement.act, proposition, match.claim):
        return False
    language = bench.analysis.article.language
    if proposition.mood == "conditional" and load_words(language).conditions.search(
        bench.sentence_text(statement.sentence)
    ):
        return False  # *said it would close it if*
    if speaker is not None:
        return acts_itself(bench, speaker, match.claim)
    if proposition.mood != "future" or is_paper(bench.speaker_words(statement), language):
        return False  # *a draft says that it will close*: who wrote it is to say so
    return weigh_voice(bench, statement, None) not in ("outsider", "nobody")


def _points_back(bench: Bench, statement: Statement, proposition: Proposition) -> bool:
    """*The allegation*, *the allegations as absurd*: it says no more of what is denied than that somebody said it."""
    if only_names_report(proposition, bench.analysis.article.language):
        return True
    bare = not (proposition.names or proposition.subject or proposition.object)
    return bare and proposition.terms[0] in asserted() and " as " in bench.word(statement)


def _find_addressed(
    bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None
) -> Match | None:
    """Find the claim that a statement is about."""
    if statement.act == "deny" and _points_back(bench, statement, proposition):
        alleged = find_alleged(bench, statement, speaker)
        if alleged is not None or not proposition.terms:
            return alleged
    about = statement.act not in ASSERTING | PLANNING | VIEWS
    match = find_claim(bench, proposition, about=about, mention=is_mention(bench, statement))
    return None if match is not None and _asks_another(statement, proposition, match) else match


def _asks_another(statement: Statement, proposition: Proposition, match: Match) -> bool:
    """*Called on her to resign*, *she refused to resign*: it is no view of whatever else she did."""
    acts = statement.act == "demand" or (statement.act == "oppose" and bool(proposition.subject))
    return acts and not (match.same_verb or match.same_act or match.same_frame)


def _refute(bench: Bench, statement: Statement, proposition: Proposition) -> tuple[Statement, Proposition] | None:
    """Turn *said that reports that it was sold were baseless* into a denial; None where it only names the report."""
    if statement.act not in REFUTING or not is_of_report(proposition):
        return statement, proposition
    language = bench.analysis.article.language
    named = names_it(bench.cue_words(statement), language)
    told = find_told(bench.word(statement), language, named=named)
    denied = refute(proposition, told, language) if told is not None else None
    if denied is not None:
        return replace(statement, act="deny", proposition=denied), denied
    if named and statement.act != "deny" and not asserted().isdisjoint(proposition.object):
        bench.refuse("view", "it says what it thinks of a report, and does not report it")
        return None
    return statement, proposition


def _trace(bench: Bench, statement: Statement) -> Origin:
    """Find who a statement rests on; who writes counts for nothing where it had a report from others.

    An outlet of the story is known by its name, be it the end of it or in words that no name was found in.
    """
    origin = origin_of(statement, bench.speaker_words(statement), bench.writer, bench.aliases)
    if origin.name != bench.writer:
        if not origin.firm or origin.name in bench.outlets:
            return origin
        person = statement.speaker_kind == "person" and statement.body is None
        cited = name_outlet(bench.speaker_words(statement), bench.outlets)
        if cited is None and not person:
            cited = find_called(origin.name, bench.outlets)
        return origin if cited is None else replace(origin, name=cited)
    cited = find_outlet(bench.beside(statement), bench.outlets) if statement.act == "assert" else None
    if cited is not None and cited != bench.outlet:
        return Origin(cited, firm=True)
    return replace(origin, firm=origin.firm and not bench.unverified)


def judge_narration(bench: Bench, narration: Narration) -> None:
    """Let what the outlet tells in its own voice act on the ledger."""
    proposition = narration.proposition
    if narration.background:
        bench.refuse("background", "told of a time before the article's news, or a standing explanation")
        return
    if proposition.mood == "question":
        bench.refuse("question", "it asks, and says nothing")
        return
    if proposition.mood == "conditional":
        bench.refuse("conditional", "it would be so only under an *if*, or all but happened")
        return
    origin = origin_of_narration(narration, bench.writer, bench.aliases)
    if drops(bench, narration, origin):
        return
    match = find_claim(bench, proposition, about=False)
    if match is not None:
        move(bench, "assert", proposition, match, narration.sentence, None, origin)
        return
    if any(draft.sentence == narration.sentence and draft.party for draft in bench.drafts) and _is_side(
        bench, narration
    ):
        bench.refuse("repeat", "it is told as the side that a body takes")
        return
    open_narrated(bench, narration, origin)


def _fulfils(bench: Bench, statement: Statement) -> bool:
    """*The senate passed the bill*, as was planned: narration of the same sentence tells it as done."""
    cue = bench.cue_words(statement).lower()
    told = (one.proposition for one in bench.analysis.narration if one.sentence == statement.sentence)
    deeds = (one for one in told if one.predicate and cue.startswith(one.predicate[:LEAST_STEM]))
    found = (find_claim(bench, deed, about=False) for deed in deeds)
    return any(one is not None and one.claim.planned and one.same_verb and one.same_polarity for one in found)


def _is_side(bench: Bench, narration: Narration) -> bool:
    """*The senate approved the bill* is a deed, and the side that it takes on the bill."""
    beside = (one for one in bench.analysis.statements if one.sentence == narration.sentence)
    return any(one.act in ("support", "oppose") and one.form == "indirect" for one in beside)


def note_repeat(bench: Bench, part: Statement | Narration) -> None:
    """Note that a claim is told again in another's words: one more outlet prints it, and no more rests on it."""
    if part.proposition is not None and (match := find_claim(bench, part.proposition, about=False)) is not None:
        claim = match.claim
        if bench.copied_from is not None:
            claim = bench.route(claim, resolve(bench.copied_from, bench.aliases), "copies")
        bench.take_up(claim)
