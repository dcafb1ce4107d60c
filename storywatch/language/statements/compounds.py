"""Cues of more than one verb: *sent a letter to the board asking*, *published a column about*, *responded by saying*.

A verb of giving out names its writing, and a participle or a preposition behind it leads to what the writing says.
Knows which attributions were found, and nothing of what is said.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.phrases import SUBJECTS, Found, Phrases

_REACH = 13
"""Tokens from a verb of giving out to the word that leads to what is said."""

_AT_ONCE = 6
"""Tokens from a verb of answering to that word: *answered the letter of the ministry by saying* has two cues."""

_NEAR = 8
"""Tokens from a verb of giving out to a preposition that still makes one cue with it."""

_CLIMB = 4
"""Phrases between a participle and the verb above it: *a note on the story saying*."""

_LEADING = frozenset({"about", "on", "against", "regarding", "concerning"})


def join_givers(phrases: Phrases, found: list[Found]) -> list[Found]:
    """Give what a writing says to whoever gives it out, by all the words from the one verb to the other."""
    tree = phrases.tree
    given: set[int] = set()
    for f in found:
        giver = _giver(tree, phrases.lexicon, f)
        subject = None if giver is None else phrases.subject(giver)
        if giver is None or subject is None:
            continue
        f.speaker, f.subject = phrases.speaker(subject), phrases.stands_for(subject)
        within = {*f.speaker, *f.content}
        f.cue = [k for k in sorted({*phrases.cue(giver), *range(giver, f.verb), *f.cue}) if k not in within]
        given.add(giver)
    for f in found:
        if f.frame == "object" and f.verb not in given:
            _lead_on(phrases, f)
    return [f for f in found if f.verb not in given or f.frame != "object"]


def _giver(tree: Tree, lexicon: Lexicon, found: Found) -> int | None:
    """The verb of giving out, or of answering, that this cue goes on with."""
    i = found.verb
    subject = tree.kid(i, *SUBJECTS)
    relative = tree.dep[i] == "relcl" and subject is not None and tree.lower[subject] in {"that", "which"}
    trails = tree.tag[i] == "VBG" and subject is None and tree.dep[i] in {"acl", "advcl", "pcomp"}
    if not trails and not relative:
        return None
    above, last = tree.head[i], i
    for _ in range(_CLIMB):
        if tree.pos[above] == "VERB" or tree.head[above] == above:
            break
        above, last = tree.head[above], above
    if tree.pos[above] != "VERB" or not 0 < i - above <= _REACH or tree.sentence[above] != tree.sentence[i]:
        return None
    writing = tree.kid(above, "dobj")
    if writing is not None and above < writing < i:
        return above if _gives(tree, lexicon, above, writing, i) else None
    answers = trails and found.frame == "clause" and i - above <= _AT_ONCE and _answers(tree, lexicon, above, last)
    return above if answers else None


def _gives(tree: Tree, lexicon: Lexicon, verb: int, writing: int, i: int) -> bool:
    """*issued a statement saying*, *sent the board a letter, asking*; a survey speaks itself, and a picture shows."""
    if _name(tree, verb) in lexicon.giving:
        return tree.dep[i] != "pcomp" and tree.lemma[i] != "show" and _is_writing(tree, lexicon, writing)
    documents = (lexicon.documents | lexicon.media) - lexicon.studies
    return tree.head[i] == writing and tree.lemma[verb] in lexicon.bearing and tree.lemma[writing] in documents


def _name(tree: Tree, verb: int) -> str:
    """The verb with its particle: *shot back*."""
    particle = tree.kid(verb, "prt")
    lemma = tree.lemma[verb].lower()
    return lemma if particle is None else f"{lemma}_{tree.lower[particle]}"


def _is_writing(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """*a letter*, *a series of letters*."""
    if tree.lemma[noun].lower() in lexicon.writings:
        return True
    link = tree.kid(noun, "prep")
    below = tree.kid(link, "pobj") if link is not None and tree.lower[link] == "of" else None
    return below is not None and tree.lemma[below].lower() in lexicon.writings


def _answers(tree: Tree, lexicon: Lexicon, verb: int, last: int) -> bool:
    """*responded by saying*, *shot back on Friday, saying*: nothing else is told of the answer."""
    if _name(tree, verb) not in lexicon.answering or tree.has(verb, "ccomp", "xcomp"):
        return False
    return tree.dep[last] != "prep" or tree.lower[last] == "by"


def _lead_on(phrases: Phrases, found: Found) -> None:
    """*published a column about the dam*: the column is the cue's, the dam the content."""
    tree, lexicon = phrases.tree, phrases.lexicon
    verb, writing = found.verb, found.head
    if writing is None or writing < verb or _name(tree, verb) not in lexicon.giving:
        return
    if tree.lemma[writing].lower() not in lexicon.writings:
        return
    for k in sorted([*tree.kids[writing], *tree.kids[verb]]):
        below = tree.kid(k, "pobj", "pcomp") if writing < k <= verb + _NEAR and tree.dep[k] == "prep" else None
        if below is None or tree.lower[k] not in _LEADING or below in phrases.times:
            continue
        if tree.lower[k] == "on" and tree.lemma[below].lower() in lexicon.platforms:
            continue
        content = [x for x in phrases.whole(below) if x not in found.speaker]
        found.cue = [x for x in sorted({*found.cue, *range(verb, k + 1)}) if x not in content]
        found.content, found.head = phrases.tidy(content), below
        return
