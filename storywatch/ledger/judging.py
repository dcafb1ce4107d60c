"""What one statement, or one sentence of narration, does to the story's claims: which room it goes to."""

from msgspec.structs import replace

from storywatch.ledger.addressing import ASSERTING, PLANNING, find_claim, is_mention
from storywatch.ledger.bench import VIEWS, Bench
from storywatch.ledger.moving import move
from storywatch.ledger.names import resolve
from storywatch.ledger.opening import open_narrated, open_stated
from storywatch.ledger.origins import origin_of, origin_of_narration
from storywatch.ledger.retracting import retract
from storywatch.ledger.siding import decline, take_side
from storywatch.ledger.standing import Speaker, call_body
from storywatch.messages import Act, Narration, Proposition, Statement

LADDER: frozenset[Act] = frozenset({"confirm", "deny", "decline", "retract"})
"""Acts that move a claim by themselves: told of an older time, they have moved it before."""


def judge_statement(bench: Bench, statement: Statement) -> None:
    """Let one statement act on the ledger, and draft what it changes."""
    speaker = bench.speaker(statement)
    if speaker is None and statement.act in LADDER:
        speaker = call_body(bench.speaker_words(statement))
    if speaker:
        bench.meet(speaker, statement.sentence)
    if statement.background and statement.act in LADDER:
        bench.refuse("background", "told of an older time that it was said")
    elif statement.act == "decline":
        decline(bench, statement, speaker)
    elif statement.proposition is None:
        bench.refuse("no_content", "its content says nothing that could be so")
    elif statement.proposition.mood == "question":
        bench.refuse("question", "it asks, and says nothing")
    else:
        _judge_content(bench, statement, statement.proposition, speaker)


def _judge_content(bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None) -> None:
    if statement.act == "retract":
        retract(bench, statement, proposition, speaker)
        return
    hearsay = bench.is_hearsay(statement)
    if hearsay:
        speaker = None
    about = statement.act not in ASSERTING | PLANNING | VIEWS
    match = find_claim(bench, proposition, about=about, mention=is_mention(bench, statement))
    origin = origin_of(statement, bench.speaker_words(statement), bench.writer, bench.aliases)
    if hearsay:
        origin = replace(origin, firm=False)
    if match is None:
        open_stated(bench, statement, proposition, speaker, origin)
    elif statement.act in VIEWS | PLANNING:
        take_side(bench, statement, match.claim, speaker)
    else:
        move(bench, statement.act, proposition, match, statement.sentence, speaker, origin)


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
        bench.refuse("conditional", "it would be so only under an *if*")
        return
    match = find_claim(bench, proposition, about=False)
    origin = origin_of_narration(narration, bench.writer, bench.aliases)
    if match is not None:
        move(bench, "assert", proposition, match, narration.sentence, None, origin)
        return
    open_narrated(bench, narration, origin)


def note_repeat(bench: Bench, part: Statement | Narration) -> None:
    """Note that a claim is told again in another's words: one more outlet prints it, and no more rests on it."""
    if part.proposition is not None and (match := find_claim(bench, part.proposition, about=False)) is not None:
        claim = match.claim
        if bench.copied_from is not None:
            claim = bench.route(claim, resolve(bench.copied_from, bench.aliases), "copies")
        bench.take_up(claim)
