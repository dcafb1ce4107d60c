"""Who expresses what by which words, over a whole text: puts together what verbs, nouns and quotations attribute.

Knows nothing of acts' finer points, nor of whom a speaker's words stand for.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.adjectives import AdjectiveCues
from storywatch.language.statements.bounds import adopt_quotations, settle_bounds
from storywatch.language.statements.compounds import join_givers
from storywatch.language.statements.extents import widen
from storywatch.language.statements.lines import SpeechLines
from storywatch.language.statements.nominals import NominalCues
from storywatch.language.statements.phrases import PASSIVE, SUBJECTS, Found, Phrases
from storywatch.language.statements.silence import SilenceCues
from storywatch.language.statements.speech import Speech
from storywatch.language.statements.turns import TurnCues
from storywatch.language.statements.verbs import VerbCues

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VB"})
_CHAINED = frozenset({"confirm", "deny", "decline", "retract"})
"""Acts that move a claim, whoever is named."""

_UNNAMED = frozenset({"noun", "object"})
"""Frames that state nothing where nobody is named: half of them are no attribution."""


_NOBODY = frozenset({"you", "that"})
"""Subjects that stand for nobody by themselves: the *that* of a relative clause stands for its noun."""


def find_attributions(phrases: Phrases, lines: list[tuple[int, int]], named: set[int]) -> list[Found]:
    """Find all attributions, in text order. `lines` are the text's, `named` the tokens of named entities."""
    tree, lexicon = phrases.tree, phrases.lexicon
    verbs, nominals, adjectives = VerbCues(phrases), NominalCues(phrases), AdjectiveCues(phrases)
    silence, turns, speech = SilenceCues(phrases), TurnCues(phrases), Speech(phrases)
    found: list[Found] = []
    waiting: list[int] = []
    for i in range(tree.n):
        pos = tree.pos[i]
        made: Found | None = None
        if tree.lower[i] == "according":
            made = nominals.according(i)
        elif tree.lower[i] in lexicon.adjectives and (made := adjectives.read(i)) is not None:
            pass  # *were frustrated by it*: a feeling before a deed
        elif pos in {"VERB", "AUX"} and (made := silence.read(i)) is not None:
            pass
        elif pos == "VERB" and tree.lemma[i].lower() in lexicon.verbs and not _only_cites(tree, i, lexicon):
            made = verbs.read(i)
            if made is None and phrases.name(i) in lexicon.clause and phrases.quotes.at(tree.start[i]) is None:
                waiting.append(i)
        elif pos == "NOUN" and tree.lemma[i] in lexicon.turns and (made := turns.read(i)) is not None:
            pass
        elif pos == "NOUN" and (tree.lemma[i] in lexicon.nouns or tree.lemma[i] in lexicon.borne):
            made = nominals.noun(i)
        if made is not None:
            found.append(made)
    found = join_givers(phrases, found)
    found = _without_borne(tree, found, lexicon.seeming)
    _share_subjects(tree, found)
    _share_participles(tree, found, lexicon.saying)
    _free_quotations(speech, found, waiting)
    _share_subjects(tree, found)
    speech.carry_on(found)
    found += SpeechLines(speech, named).read(lines)
    found = sorted((f for f in found if not _is_nobodys(tree, f)), key=lambda f: f.verb)
    widen(phrases, found)
    found = _without_held(tree, found, lexicon)
    adopt_quotations(speech, found)
    settle_bounds(phrases, found)
    return found


def _only_cites(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    """*The Courier reported, citing two officials, that*: they have a part in what it reported, and no content."""
    if tree.lower[tree.head[i]] == "according":  # *according to show insiders*
        return True
    cited = tree.kid(i, "dobj") if tree.tag[i] == "VBG" and tree.lemma[i] in lexicon.citing else None
    sources = lexicon.anonymous | lexicon.offices | lexicon.spokespeople | lexicon.press
    return cited is not None and tree.lemma[tree.head[i]] in lexicon.clause and tree.lemma[cited] in sources


def _is_nobodys(tree: Tree, found: Found) -> bool:
    """*Criticism of it* with nobody named, *as you know*, *that said, ...*: no party's statement."""
    if not found.speaker:
        return found.frame in _UNNAMED and found.act not in _CHAINED
    return found.subject is not None and tree.lower[found.subject] in _NOBODY


def _without_borne(tree: Tree, found: list[Found], seeming: frozenset[str]) -> list[Found]:
    """*expressed doubts about it*, *seems to doubt it*: of two cues in one the second tells what is done."""
    back = {f.verb for f in found if f.act == "retract" or f.frame == "told"}
    found = [f for f in found if f.frame != "noun" or tree.head[f.verb] not in back]  # *took back its claim that*
    borne = {tree.head[f.verb] for f in found if f.frame == "noun" and tree.head[f.verb] in f.cue}
    borne |= {k for f in found if f.frame == "told" for k in f.cue if k != f.verb}  # *stopped short of calling it*
    own = {f.verb for f in found}
    return [
        f for f in found
        if not (f.frame in {"object", "person"} and f.verb in borne) and not (f.lemma in seeming and f.head in own)
    ]  # fmt: skip


def _free_quotations(speech: Speech, found: list[Found], waiting: list[int]) -> None:
    """Give each cue the quotations that it touches, and the cues that wait for a content what stands beside them."""
    for f in found:
        speech.complete(f)
    for i in waiting:
        if (made := speech.around(i)) is not None:
            speech.complete(made)
            found.append(made)
    served = {f.verb for f in found}
    found += speech.beside([i for i in waiting if i not in served])
    served = {f.verb for f in found}
    found += [made for i in waiting if i not in served and (made := speech.after(i)) is not None]
    found += speech.introduced({f.verb for f in found})
    found += speech.signed()


def _share_subjects(tree: Tree, found: list[Found]) -> None:
    """*said X is Y but did not confirm Z*: a cue without a subject, joined to what another says, is its speaker's."""
    by_head = {f.head: f for f in found if f.frame == "clause" and f.head is not None}
    for f in found:
        i = f.verb
        if tree.dep[i] != "conj" or tree.tag[i] not in _FINITE or tree.has(i, *SUBJECTS, *PASSIVE):
            continue
        above = tree.head[i]
        for _ in range(3):
            if above in by_head or tree.dep[above] != "conj":
                break
            above = tree.head[above]
        outer = by_head.get(above)
        if outer is None or outer is f or outer.verb > i or not outer.speaker or set(f.speaker) == set(outer.speaker):
            continue
        if not _same_tense(tree, outer.verb, i) and _same_tense(tree, above, i):
            continue
        cut = min([*f.cue, i])
        while cut > 0 and tree.dep[cut - 1] in {"cc", "punct"} and tree.tag[cut - 1] not in {"''", "``"}:
            cut -= 1
        outer.content = [k for k in outer.content if k < cut]
        f.speaker, f.subject = list(outer.speaker), outer.subject


def _share_participles(tree: Tree, found: list[Found], saying: frozenset[str]) -> None:
    """*said the bridge is safe, adding that it was tested*, *..., contradicting reports of a crack*: who said the one
    adds the other."""
    outer: Found | None = None
    for f in sorted(found, key=lambda f: f.verb):
        i = f.verb
        if outer is not None and tree.sentence[i] != tree.sentence[outer.verb]:
            outer = None
        if (
            outer is not None
            and _trails(tree, i)
            and (f.lemma in saying or f.act == "deny")
            and i in outer.content
            and not tree.has(i, *SUBJECTS)
        ):
            outer.content = [k for k in outer.content if k < i - 1]
            f.speaker, f.subject = list(outer.speaker), outer.subject
        elif f.frame in {"clause", "according"} and not (
            outer is not None and outer.lemma in saying and i in outer.content
        ):
            outer = f


def _trails(tree: Tree, i: int) -> bool:
    """Does a participle stand after a comma, or the quotation that the comma ends?"""
    before = i - 1 if i > 1 and tree.tag[i - 1] != "''" else i - 2
    return tree.tag[i] == "VBG" and tree.dep[i] == "advcl" and i > 1 and tree.lower[before] == ","


def _same_tense(tree: Tree, a: int, b: int) -> bool:
    def tense(i: int) -> str:
        tags = [tree.tag[k] for k in tree.kids[i] if tree.dep[k] in {"aux", "auxpass"} and k < i] or [tree.tag[i]]
        return "past" if tags[0] == "VBD" else "other"

    return tense(a) == tense(b)


def _without_held(tree: Tree, found: list[Found], lexicon: Lexicon) -> list[Found]:
    """What another's content holds is that speaker's matter; only reports inside reports make a chain."""
    depth, handed = [0] * (tree.n + 1), [0] * (tree.n + 1)
    handing = lexicon.publishing | lexicon.citing
    for f in found:
        hands_on = f.frame in {"according", "line"} or f.lemma in handing
        for k in f.content:
            depth[k] += 1
            handed[k] += hands_on
    kept: list[Found] = []
    for f in found:
        own = f.verb in f.content
        if f.content != [] or f.frame == "told":
            held = depth[f.verb] > own
            if not held or _chains(tree, f, handed=handed[f.verb] > 0):
                kept.append(f)
    return kept


def _chains(tree: Tree, held: Found, *, handed: bool) -> bool:
    """*The Courier reported that she said*, *he said that she denied*, *he left, which she said was wrong*: what a
    report hands on, acts that move a claim, and what is set beside a clause. *He said that she said* is his telling.
    """
    if held.frame == "according" or (held.act in _CHAINED and held.frame != "told"):
        return True
    beside = tree.dep[held.verb] in {"relcl", "advcl"}
    return held.act == "assert" and held.frame == "clause" and (handed or beside)
