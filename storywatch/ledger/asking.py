"""What somebody was asked who declines to say: a claim of the story, or what nobody has claimed yet.

Reads the words of a refusal (asking.toml). What a refusal does to a claim is not known here.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from msgspec import Struct

from storywatch.ledger.addressing import BRIEF, find_claim, find_named, is_mention, is_party
from storywatch.ledger.bench import Bench
from storywatch.ledger.noting import is_verdict
from storywatch.ledger.opening import write_claim
from storywatch.ledger.pointing import find_just_told, says_it
from storywatch.ledger.reading import PLAIN
from storywatch.ledger.senses import asserted, senses
from storywatch.ledger.standing import Speaker, concern_of
from storywatch.ledger.state import Claim
from storywatch.ledger.wordfiles import read_words
from storywatch.messages import Proposition, Statement
from storywatch.names import fold_name

LATELY = timedelta(days=4)
"""How long after it was first told somebody may be asked about it with no word of it in the article."""

WORDED = 6
"""Words of what was asked, beside those for the asking, from which it says what was asked."""

REFUSAL_WORDS = 8
"""Words of what is said in which it is refused: *said that it would not comment*."""

_ON_THE = re.compile(r"\b(?:on|about|sur)\s+(?:the|these|those|les?|la|ces)\b|\bon l['’]", re.IGNORECASE)
"""How a refusal names what its article has spoken of: *comment on the talks*."""

_REFUSED = re.compile(
    r"^(?:to\s+)?(?:comment|speculate)\s+(?:further\s+)?(?:on|about|upon|as to)\s+|^(?:on|about|as to)\s+",
    re.IGNORECASE,
)
"""The refusal at the beginning of what was asked."""


_OWN_NAME = re.compile(
    r"(?:to (?:give|reveal|disclose) )?(?:his|her|their|son|leurs?) (?:full |real |own )?(?:names?|identity|nom)\b",
    re.IGNORECASE,
)
"""*Declined to give her name*: nobody is asked to confirm that."""


class Words(Struct, frozen=True):
    """The data file."""

    asked: frozenset[str]
    denying: frozenset[str]
    confirming: frozenset[str]
    comment: frozenset[str]
    when: frozenset[str]
    refusing: frozenset[str]
    leaving: frozenset[str]
    whether: frozenset[str]
    questions: frozenset[str]
    vague: frozenset[str]


@cache
def load_words() -> Words:
    """Read the data file."""
    return read_words("asking.toml", Words)


def find_asked(bench: Bench, statement: Statement, speaker: Speaker) -> Claim | None:
    """Find what was asked: a claim of the story, or by a refusal in so many words what nobody has claimed yet."""
    proposition, words = statement.proposition, load_words()
    own = [] if proposition is None else _sift(bench, proposition)
    if proposition is None or not own:
        pointed = proposition is not None and not asserted().isdisjoint(proposition.terms)
        told = find_just_told(bench, statement.sentence, speaker) if pointed else None
        if told is None and proposition is not None and _is_worded(bench, statement):
            return write_claim(bench, proposition, _word_question(bench, statement), statement.sentence, None)
        return told or _find_lead(bench, speaker)
    match = find_claim(bench, proposition, about=is_mention(bench, statement))
    if match is not None:
        return match.claim
    if len(own) <= BRIEF or proposition.names:
        sought = senses(own)
        meant = find_named(bench, sought, speaker, least=len(sought) if proposition.names else 1)
        if meant is not None:
            return meant
    if (about := _find_beside(bench, statement, speaker, own)) is not None:
        return about
    if words.vague.issuperset(map(fold_name, own)):
        return _find_lead(bench, speaker)
    clause = bench.word(statement).partition(" ")[0].lower() in words.whether | words.questions
    bare = len(proposition.terms) < bench.policy.noteworthy_terms and not proposition.subject and not clause
    cue = _word_cue(bench, statement)
    plain = PLAIN & cue and not words.refusing & cue and not _is_asked(bench, statement)
    if bare or statement.form == "direct" or plain:
        return None
    return write_claim(bench, proposition, _word_question(bench, statement), statement.sentence, None)


def _is_worded(bench: Bench, statement: Statement) -> bool:
    """Tell whether what was asked is there in words that were not read: *reports the carrier could be moved*."""
    words = load_words()
    asked = fold_name(_word_question(bench, statement)).split()
    return len([word for word in asked if word not in words.comment | words.when]) >= WORDED


def _sift(bench: Bench, proposition: Proposition) -> list[str]:
    """Give the words that say what was asked, and not that it was: none of *the Harbour Post's detailed questions*."""
    words = load_words()
    papers = [fold_name(name).split() for name in proposition.names if is_press(bench, name)]
    passed = words.comment.union(words.when, *papers)
    return [term for term in proposition.terms if fold_name(term) not in passed]


def leaves_out(bench: Bench, statement: Statement) -> bool:
    """Tell whether somebody only says less than who writes would like: *did not say how many*, *gave no details*.

    Who was asked, who refuses in so many words, and who leaves open whether something is so, does not confirm it.
    """
    words, refusal = load_words(), _word_refusal(bench, statement)
    if _OWN_NAME.match(bench.word(statement)):
        return True
    if not words.leaving & refusal or words.refusing & refusal or _is_asked(bench, statement):
        return False
    return bench.word(statement).partition(" ")[0].lower() not in words.whether


def _is_asked(bench: Bench, statement: Statement) -> bool:
    return not load_words().asked.isdisjoint(fold_name(bench.sentence_text(statement.sentence)).split())


def is_undenied(bench: Bench, statement: Statement) -> bool:
    """*Did not deny it*, *no longer denies it*: that says more than not to confirm it."""
    words, sentence = load_words(), fold_name(bench.sentence_text(statement.sentence)).split()
    return not words.denying.isdisjoint(_word_cue(bench, statement)) and words.confirming.isdisjoint(sentence)


def _word_refusal(bench: Bench, statement: Statement) -> frozenset[str]:
    """Give the words of a refusal, folded: its cue's, and of *said it would not comment* those it is said in."""
    words, cue = load_words(), _word_cue(bench, statement)
    if not cue <= PLAIN and cue & (words.leaving | words.refusing):
        return cue
    return cue.union(fold_name(bench.word(statement)).split()[:REFUSAL_WORDS])


def _word_cue(bench: Bench, statement: Statement) -> frozenset[str]:
    return frozenset(fold_name(bench.cue_words(statement)).split())


def _word_question(bench: Bench, statement: Statement) -> str:
    """Word what was asked without the refusal itself: *a report that it was sold*, not *to comment on a report*."""
    words = bench.word(statement)
    question = _REFUSED.sub("", words) or words
    if " " in question or fold_name(question) in load_words().when:
        return question
    return _REFUSED.sub("", bench.onward(statement))  # *reports*, and what they say was not read


def _find_lead(bench: Bench, speaker: Speaker) -> Claim | None:
    """Find what a bare refusal is about: what the article opens with, if that is of the speaker, else what is."""
    lately = _find_lately(bench, speaker)
    if bench.current is None:  # its title may say what
        return lately
    said = (one for one in bench.said.items() if one[0] in bench.claims)  # a denial without standing opens none
    first = min(said, key=lambda one: min(one[1]), default=(bench.current, ()))[0]
    claims = [bench.claims.get(name) for name in (first, bench.current)]
    open_ = [claim for claim in claims if not says_it(bench, claim, speaker)]
    of_speaker = next((claim for claim in open_ if is_party(bench, speaker, claim)), None)
    told = of_speaker or lately or next(reversed(open_), None)
    return None if told is None or _is_for_the_court(bench, told, speaker) else told


def _find_lately(bench: Bench, speaker: Speaker) -> Claim | None:
    """Find what the article, or the story in the last days, has on a speaker: nobody is asked about what is long past,
    nor about their own words.
    """
    claim = find_named(bench, frozenset(), speaker, least=0)
    if claim is None or says_it(bench, claim, speaker):
        return None
    past = claim.id not in bench.said and claim.since is not None and bench.at - claim.since > LATELY
    return None if past else claim


def _is_for_the_court(bench: Bench, claim: Claim, speaker: Speaker) -> bool:
    """*The mayor was convicted of taking it from Orlan Mills*: it is not Orlan Mills that is asked whether she was."""
    if not is_verdict(claim.wordings[0], bench.analysis.article.language):
        return False
    concern = concern_of(claim, bench.aliases, bench.roles)
    return speaker.voices.isdisjoint(concern.actors | concern.undergoers)


def _find_beside(bench: Bench, statement: Statement, speaker: Speaker, words: Sequence[str]) -> Claim | None:
    """*Declined to comment on the talks*: find the claim on its speaker that the article tells in the same words,
    though they are none of the claim's own: *said people who knew of the talks*.
    """
    if len(words) > BRIEF or not _ON_THE.search(bench.word(statement)):
        return None
    for name, sentences in sorted(bench.said.items(), key=lambda one: min(one[1])):
        text = " ".join([bench.sentence_text(place).lower() for place in sentences])
        if name in bench.claims and all(re.search(rf"\b{re.escape(word)}", text) for word in words):
            claim = bench.claims.get(name)
            if is_party(bench, speaker, claim):
                return claim
    return None


def is_press(bench: Bench, name: str) -> bool:
    """Tell whether a name is an outlet's. One that could not confirm a thing says so of itself: nobody asked it."""
    folded = fold_name(name)
    ours = {fold_name(bench.outlet), fold_name(bench.writer)}
    return folded in ours or folded in bench.press.houses or name in bench.press.agencies
