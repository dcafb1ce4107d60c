"""An article's figures: its numbers, with who gives them, of which place or party, as of when, and as fact or not.

Knows nothing of how numbers, times and statements are found.
"""

from storywatch.language.figures.counted import CountWords, find_noun, governor, load_counted
from storywatch.language.figures.doubted import is_doubted, is_hoped
from storywatch.language.figures.figures import find_numbers
from storywatch.language.figures.times import Times
from storywatch.language.figures.totals import find_total
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.phrases import Found
from storywatch.language.statements.propositions import Reader
from storywatch.language.statements.speakers import Speaker
from storywatch.messages import WORLD, Figure

LEVELS = 4
"""Steps up the tree from what is counted in which its place is looked for."""

MAX_PLACES = 4
"""Places kept of one figure."""

_AT = frozenset({"from", "in"})
_JOINED = frozenset({"conj", "appos"})


def tally(
    reader: Reader, attributions: list[tuple[Found, Speaker]], paragraphs: list[int], times: Times
) -> tuple[Figure, ...]:
    """Read the figures of the prose; `paragraphs` gives each sentence's, -1 outside prose."""
    tree = reader.tree
    numbers = [n for n in find_numbers(tree, times.tokens) if paragraphs[tree.sentence[n.first]] >= 0]
    by = _givers({number.first for number in numbers}, attributions)
    words = load_counted()
    figures = []
    for number in numbers:
        s = tree.sentence[number.first]
        first, after = tree.sentences[s]
        verb = governor(tree, number.first)
        low, high = max(first, tree.left(verb)), min(after - 1, tree.right(verb))
        counting = None if number.unit else words.counting
        asked, pollster = _pollster(reader, verb, words.polls)
        doubted = is_doubted(tree, number.first, verb, words) or is_hoped(tree, verb, words)
        giver = by.get(number.first) or pollster
        mood = "possible" if doubted else reader.mood(verb)
        figures.append(
            Figure(
                what=tuple(dict.fromkeys((*number.what, *filter(None, (asked, _suspicion(tree, verb, words)))))),
                value=number.value,
                high=number.high,
                bound=number.bound,
                unit=number.unit,
                span=tree.span(number.first, number.last),
                sentence=s,
                by=giver,
                background=number.former or _is_older(times, verb, first, after),
                as_of=None if mood == "future" else times.as_of(number.first, low, high, counting),
                change=number.change,
                vague=number.vague,
                mood=mood,
                where=_holder(reader, verb, words)
                or _source(reader, number.first, number.unit)
                or _of_total(reader, number.last, words)
                or _places(reader, number.last, words)
                or ((giver,) if giver and not number.unit and reader.names.sort_of(giver) == "place" else ()),
                happened=times.happened(number.first, low, high, words.counting),
            )
        )
    return tuple(figures)


def _is_older(times: Times, verb: int, first: int, after: int) -> bool:
    return times.is_retold(verb, first, after - 1) or times.is_at_first(verb) or times.is_of_old(verb)


def _givers(wanted: set[int], attributions: list[tuple[Found, Speaker]]) -> dict[int, str]:
    """Who gives the number at each of these tokens: the innermost speaker comes last."""
    return {
        i: speaker.entity for found, speaker in attributions if speaker.entity for i in found.content if i in wanted
    }


def _places(reader: Reader, last: int, words: CountWords) -> tuple[str, ...]:
    """The places that a number is counted in: beside what is counted, else beside its verb, else around that."""
    tree = reader.tree
    noun = find_noun(tree, last)
    i = last if noun is None else noun
    itself = tree.lemma[i].lower() in words.lands  # *29 countries*
    for _ in range(LEVELS):
        found = _places_under(reader, i)
        if tree.dep[i] == "relcl" and reader.names.kind_at(tree.head[i]) == "place":
            found.append(reader.names.at(tree.head[i]) or "")
        if not found and not itself and any(_is_worldwide(tree, k, words) for k in tree.kids[i]):
            return (WORLD,)
        if found:
            return tuple(dict.fromkeys(found))[:MAX_PLACES]
        if tree.head[i] == i or tree.dep[i] in {"ccomp", "advcl"}:
            break
        i = tree.head[i]
    return ()


def _suspicion(tree: Tree, verb: int, words: CountWords) -> str:
    """*Suspected of killing 101*, *feared to have killed 101*: a word that tells it from what is known."""
    above = tree.head[verb]
    if tree.dep[verb] == "pcomp" and tree.dep[above] == "prep":
        above = tree.head[above]
    elif tree.dep[verb] not in {"xcomp", "ccomp"}:
        return ""
    return tree.lemma[above].lower() if tree.lemma[above].lower() in words.suspecting else ""


def _is_worldwide(tree: Tree, k: int, words: CountWords) -> bool:
    """*worldwide*, *the global tally*, *around the world*, *in 29 countries*."""
    if tree.lower[k] in words.worldwide:
        return True
    place = tree.kid(k, "pobj") if tree.dep[k] == "prep" else None
    if place is None:
        return False
    return tree.lemma[place].lower() in words.worlds or _is_of_lands(tree, place, words)


def _is_of_lands(tree: Tree, noun: int, words: CountWords) -> bool:
    """*29 countries*: wherever they are."""
    return tree.lemma[noun].lower() in words.lands and tree.kid(noun, "nummod") is not None


def _of_total(reader: Reader, last: int, words: CountWords) -> tuple[str, ...]:
    """*Taking the Norland total to 848*: the total's own places, and none of what was added to it."""
    noun = find_total(reader.tree, last, words)
    if noun is None:
        return ()
    name = reader.names.at(noun - 1) if reader.names.kind_at(noun - 1) in {"place", "group"} else None
    return tuple(dict.fromkeys([*_places_under(reader, noun), *filter(None, [name])]))[:MAX_PLACES]


def _holder(reader: Reader, verb: int, words: CountWords) -> tuple[str, ...]:
    """Whose it is: *the Greens won 61 seats*, *Norland reported 61 cases*."""
    tree = reader.tree
    if tree.lemma[verb] in words.including:
        verb = governor(tree, tree.head[verb])  # *reported 12 cases, including two deaths*
    lemma = tree.lemma[verb].lower()
    who = tree.kid(verb, "nsubj") if lemma in words.having | words.registering else None
    own = who is not None and lemma in words.having and tree.pos[who] == "PROPN"  # *Orlan had 140 mm of rain*
    if who is not None and lemma in words.registering and reader.names.kind_at(who) != "place" and not own:
        return (WORLD,) if _is_of_lands(tree, who, words) else ()
    return () if who is None or tree.pos[who] != "PROPN" else (reader.names.at(who) or tree.words(tree.left(who), who),)


def _source(reader: Reader, i: int, unit: str) -> tuple[str, ...]:
    """Where the thing is or comes from that has a price or a measure: *oil from Norland cost 90 dollars*."""
    tree = reader.tree
    thing = None
    for _ in range(LEVELS if unit else 0):
        i = tree.head[i]
        thing = tree.kid(i, "nsubj", "nsubjpass")
        if thing is not None:
            break
    links = [] if thing is None else [k for k in tree.kids[thing] if tree.dep[k] == "prep" and tree.lower[k] in _AT]
    places = [tree.kid(k, "pobj") for k in links]
    return tuple(reader.names.at(i) or tree.words(i, i) for i in places if i is not None and tree.pos[i] == "PROPN")


def _pollster(reader: Reader, verb: int, polls: frozenset[str]) -> tuple[str, str | None]:
    """What was asked, and by whom: *a poll by Axo found that 47 percent agree*."""
    tree, i = reader.tree, verb
    for _ in range(LEVELS):
        poll = tree.kid(i, "nsubj")
        if poll is not None and tree.lemma[poll].lower() in polls:
            by = next((k for k in tree.kids[poll] if tree.lower[k] == "by"), None)
            name = tree.kid(by, "pobj") if by is not None else None
            said = reader.names.at(name) if name is not None else None
            return (tree.lemma[poll].lower(), said) if said else ("", None)
        if tree.head[i] == i:
            break
        i = tree.head[i]
    return "", None


def _places_under(reader: Reader, i: int) -> list[str]:
    """Places that stand beside `i` or after its prepositions."""
    tree, names = reader.tree, reader.names
    found = []
    for k in tree.kids[i]:
        beside = tree.dep[k] in {"amod", "compound", "nmod", "poss"} and names.kind_at(k) in {"place", "group"}
        below: int | None = k if beside else tree.kid(k, "pobj") if tree.dep[k] == "prep" else None
        while below is not None:
            name = names.at(below)
            if name and (beside or names.kind_at(below) == "place"):
                found.append(name)
            below = next((j for j in tree.kids[below] if tree.dep[j] in _JOINED and j > below), None)
    return found
