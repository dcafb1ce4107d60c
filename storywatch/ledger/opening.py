"""What a story did not have: a claim is opened by who states it, or by the outlet that narrates it."""

from msgspec.structs import replace

from storywatch.ledger.addressing import DEFINITE, PLANNING, is_noteworthy, may_settle, rules_on
from storywatch.ledger.bench import Bench
from storywatch.ledger.counted import load_words as load_counted
from storywatch.ledger.ladder import Move, climb
from storywatch.ledger.naming import name_claim
from storywatch.ledger.noting import lacks, only_names, word_accusation
from storywatch.ledger.origins import Origin
from storywatch.ledger.reading import PLAIN
from storywatch.ledger.refuting import find_told, says_no_sign
from storywatch.ledger.senses import asserted
from storywatch.ledger.standing import Speaker, stands_for
from storywatch.ledger.state import Claim
from storywatch.ledger.telling import tell
from storywatch.ledger.voices import is_office
from storywatch.ledger.worth import introduces, tells_narration, tells_statement
from storywatch.messages import Act, Kind, Narration, Proposition, Statement

WANTING: frozenset[Act] = frozenset({"demand", "support", "oppose"})
"""Acts whose content is not said to be so."""

MEANING: frozenset[Act] = frozenset({"commit", "assess"})
"""Acts whose content may be what somebody means to do."""

INFINITIVE = frozenset("to not de d à ne".split())
"""First words of an act that nobody is said to do: *to resign*, *de démissionner*."""

SIDES: frozenset[Act] = frozenset({"support", "oppose"})
"""Acts of which one is the other's opposite."""

POINTING = 2
"""Content words up to which a definite noun only points at something: *the finding*, *the attack there*."""

SPELT_OUT = 5
"""Words that such a noun has with the rest of its sentence, at least, where that says what is meant."""

TOO_BRIEF = "too few content words, or nobody and nothing in it, for a claim of its own"


def open_stated(
    bench: Bench,
    statement: Statement,
    proposition: Proposition,
    speaker: Speaker | None,
    origin: Origin,
) -> None:
    """Open a claim that the story did not have, told if it is news."""
    if _is_finding(bench, statement, proposition, speaker) or _is_count(statement, proposition):
        statement, proposition = _assert_finding(statement, proposition)
    act, words = statement.act, _words(bench, statement)
    if _is_brief(bench, statement, proposition, speaker, words):
        bench.refuse("brief", TOO_BRIEF)
        return
    claim = write_claim(bench, proposition, words, statement.sentence, origin)
    accused = accuse(bench, statement) is not None
    standing = may_settle(bench, speaker, claim, asked=act in ("confirm", "deny")) and not accused
    if act == "deny" and not standing:
        bench.refuse("no_standing", f"nobody asserted it, and {stands_for(speaker)} is not known to know")
        return  # nobody asserted it, and who denies it is not known to know: told, it would read as a report of it
    move: Move = "deny" if act == "deny" else "assert"
    status = climb(None, move, standing=standing and act in ("confirm", "deny", "assert"), independent=True)
    stance = bench.stance(speaker, act, statement.sentence, standing=standing)
    planned = act in PLANNING or proposition.mood == "future"
    stances = (stance,) if lasts(bench, statement) else ()
    claim = bench.open(replace(claim, status=status, stances=stances, planned=planned))
    kind: Kind = "new_claim"
    rule = "the story did not have this proposition"
    if act == "deny" and standing:
        kind, rule = "denied", f"{stance.party} has standing and denies it"
    elif act == "confirm" and standing:
        kind, rule = "confirmed", f"{stance.party} has standing and confirms what the story did not have"
    elif not tells_statement(bench, statement, proposition, speaker):
        return
    elif speaker and introduces(bench, statement, speaker):
        bench.introduce(speaker)
        kind, rule = "new_party", f"{speaker.name} speaks in this story for the first time"
    tell(bench, kind, claim, stance, statement.sentence, None, rule, words=bench.utter(statement) if accused else "")


def _is_finding(bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None) -> bool:
    """*Said there was no sign of it*, *said tests had shown it*: where nobody claimed it, that confirms or denies
    nothing, and is a claim of its own. Only whoever is the authority on it settles it by its tests.
    """
    words, language = bench.word(statement), bench.analysis.article.language
    if statement.act not in ("deny", "confirm") or find_told(words, language, named=True, denied=True) is not None:
        return False
    cue = bench.cue_words(statement).lower().split()
    if statement.act == "deny":
        return says_no_sign(words, cue, language)
    return PLAIN.issuperset(cue) and not rules_on(
        bench, speaker, write_claim(bench, proposition, words, statement.sentence, None)
    )


def _is_count(statement: Statement, proposition: Proposition) -> bool:
    """*Has confirmed 141 deaths*: how many there are, which nobody had said."""
    counted = bool(proposition.numbers) and proposition.predicate in load_counted().events
    return statement.act == "confirm" and counted and not proposition.subject


def _assert_finding(statement: Statement, proposition: Proposition) -> tuple[Statement, Proposition]:
    """Read what was found, or not, as what its speaker says of its own accord."""
    if statement.act == "deny":
        proposition = replace(proposition, polarity="neg" if proposition.polarity == "pos" else "pos")
    return replace(statement, act="assert", proposition=proposition), proposition


def lasts(bench: Bench, statement: Statement) -> bool:
    """Tell whether who takes a side has it from now on: *had backed it*, *has not backed it* is no side of today."""
    if statement.act not in SIDES:
        return True
    return not statement.background and not lacks(bench.upto_cue(statement), bench.analysis.article.language)


def _says_nothing(proposition: Proposition, language: str) -> bool:
    """*it*, *that argument*, *the mayor*: nothing that could be so or not."""
    return not proposition.terms or proposition.predicate in asserted() or is_office(proposition.predicate, language)


def _is_brief(
    bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None, words: str
) -> bool:
    """Tell whether it says too little for a claim of its own; who confirms or denies may do so in a word."""
    settles = statement.act in ("deny", "confirm")
    if statement.act == "deny" and proposition.predicate in asserted():
        return True  # *denied the assertions*: which, the article does not say
    if settles and _only_points(bench, statement, proposition):
        return len(words.split()) < SPELT_OUT
    if not settles and not is_noteworthy(bench, proposition, speaker):
        return True
    # *admitted it*, *rejected that argument*: which, the story does not know
    return len(proposition.terms) <= 1 and _says_nothing(proposition, bench.analysis.article.language)


def _only_points(bench: Bench, statement: Statement, proposition: Proposition | None) -> bool:
    """*Confirmed the finding*: which, the words do not say."""
    clause = any(bench.quote(*span)[:5].lower() == "that " for span in statement.content[:1])
    if proposition is None or clause:
        return False
    bare = not (proposition.subject or proposition.names or proposition.numbers) and len(proposition.terms) <= POINTING
    return bare and bench.word(statement).partition(" ")[0].lower() in DEFINITE


def _words(bench: Bench, statement: Statement) -> str:
    """Word what is stated: what is wanted or rejected, *to resign*, says too little without its verb.

    What is denied is worded as it was reported: *it was sold*, not *reports that it was sold were baseless*.
    """
    words = bench.word(statement)
    if statement.act in ("deny", "confirm") and _only_points(bench, statement, statement.proposition):
        return bench.onward(statement)
    if statement.act == "deny":
        return find_told(words, bench.analysis.article.language, named=True, denied=True) or words
    if (accusation := accuse(bench, statement)) is not None:
        return accusation
    meant = statement.act in MEANING and words.partition(" ")[0] in INFINITIVE
    led = statement.act in WANTING or meant or _is_only_named(bench, statement)
    return bench.utter(statement) if led else words


def _is_only_named(bench: Bench, statement: Statement) -> bool:
    """*Accused the bank of fraud*: who reads *the bank of fraud* learns nothing."""
    cue = bench.cue_words(statement)
    return statement.form != "direct" and only_names(cue, bench.analysis.article.language)


def accuse(bench: Bench, statement: Statement) -> str | None:
    """Word what its speaker accuses somebody of, as others can deny it; None where it accuses nobody."""
    cue = bench.cue_words(statement).lower().split()
    return word_accusation(cue, bench.word(statement), bench.analysis.article.language)


def open_narrated(bench: Bench, narration: Narration, origin: Origin) -> None:
    """Open a claim of the outlet's own, told if it is news."""
    proposition, sentence = narration.proposition, narration.sentence
    if not is_noteworthy(bench, proposition):
        bench.refuse("brief", TOO_BRIEF)
        return
    claim = write_claim(bench, proposition, bench.told_in(sentence), sentence, origin)
    claim = bench.open(replace(claim, planned=proposition.mood == "future"))
    if tells_narration(bench, narration):
        tell(bench, "new_claim", claim, None, sentence, None, "the story did not have this proposition")


def write_claim(bench: Bench, proposition: Proposition, text: str, sentence: int, origin: Origin | None) -> Claim:
    """Write a claim of this article's; without an origin where it was only asked whether it is so."""
    article = bench.analysis.article.id
    claim = Claim(
        id=name_claim(bench.story, article, sentence, proposition.terms),
        text=text[: bench.policy.max_claim_text],
        wordings=(proposition,),
        status="reported",
        origins=() if origin is None else (origin.name,),
        firm=origin is not None and origin.firm,
        outlets=(bench.outlet,),
    )
    return claim if origin is None else bench.route(bench.place(claim, sentence), origin.name, "cites")
