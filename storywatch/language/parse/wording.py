"""Words put the way the rules know them: tags of the Penn Treebank, English function words, numbers with a point, and
what a verb's form says where English has a word for it. Knows a language by its Grammar only.
"""

import re
from collections.abc import Iterator

from storywatch.language.parse.branches import DAYS, VERBAL, Branches

_DIGITS = re.compile(r"(\d+|\d{1,3}(?:[.\u00a0\u202f]\d{3})+)(?:,(\d+))?")

_GROUP = 3

_NO_MARKS = str.maketrans("", "", ".\u00a0\u202f")

_NOTHING = "and"
"""A word that adds nothing to a number, for the rest of one that is written in several."""

_LABELS = {
    "nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "nsubj:caus": "nsubj", "nsubj:outer": "nsubj",
    "obj": "dobj", "obj:agent": "dobj", "obj:lvc": "dobj", "iobj": "dative", "iobj:agent": "dative",
    "aux:tense": "aux", "aux:caus": "aux", "aux:pass": "auxpass", "acl:relcl": "relcl", "advcl:cleft": "relcl",
    "flat": "compound", "flat:name": "compound", "flat:foreign": "compound", "fixed": "compound",
    "expl:subj": "expl", "expl:comp": "advmod", "expl:pass": "advmod", "expl:pv": "advmod", "expl:impers": "expl",
    "cc:preconj": "preconj", "obl": "npadvmod", "obl:mod": "npadvmod", "obl:arg": "npadvmod", "obl:agent": "npadvmod",
    "obl:tmod": "npadvmod", "nmod:poss": "poss", "det:predet": "predet", "parataxis:insert": "parataxis",
}  # fmt: skip
"""Universal label → the rules'. One that is not here is the same in both."""

_TAGS = {
    "ADP": "IN", "SCONJ": "IN", "CCONJ": "CC", "DET": "DT", "NOUN": "NN", "PROPN": "NNP", "PRON": "PRP", "ADV": "RB",
    "ADJ": "JJ", "NUM": "CD", "PART": "RP", "INTJ": "UH", "SPACE": "_SP", "SYM": "SYM", "X": "FW",
}  # fmt: skip

_MARKS = {
    ",": ",", ".": ".", "!": ".", "?": ".", "…": ".", "«": "``", "“": "``", "„": "``", "»": "''", "”": "''", '"': "''",
    "''": "''", "``": "``", "(": "-LRB-", ")": "-RRB-", "[": "-LRB-", "]": "-RRB-",
}  # fmt: skip
"""Punctuation → its tag; what is not here is tagged as a colon, as a dash is."""

_REFLEXIVE = frozenset({"expl:comp", "expl:pass", "expl:pv"})
"""Labels of a pronoun that makes its verb another one: *s'engager*."""


def read_digits(b: Branches) -> None:
    """*1 200*, *3,5*: a number is written with a point before its decimals, and all its thousands are one."""
    if b.grammar.decimal != ",":
        return
    first = None
    for i, word in enumerate(b.lower):
        if word == "%":
            b.lemma[i] = word
        if first is not None and len(word) == _GROUP and word.isdigit():
            _join_group(b, first, i)
            continue
        first = None
        match = _DIGITS.fullmatch(word)
        if match is not None:
            b.pos[i] = "NUM"
            b.lower[i] = match[1].translate(_NO_MARKS) + (f".{match[2]}" if match[2] else "")
            if b.dep[i] in {"det", "dep"} and b.pos[b.head[i]] in {"NOUN", "PROPN"}:
                b.dep[i] = "nummod"
            first = i if len(match[1]) <= _GROUP and not match[2] else None


def _join_group(b: Branches, first: int, i: int) -> None:
    """Take three more digits into the number that began at `first`."""
    b.lower[first] += b.lower[i]
    b.lower[i], b.pos[i] = _NOTHING, "NUM"
    if b.head[first] == i:
        b.swap(first, i, "compound")
    elif b.head[i] != i:
        b.hang(i, first, "compound")
    if b.dep[first] in {"det", "dep"} and b.pos[b.head[first]] in {"NOUN", "PROPN"}:
        b.dep[first] = "nummod"


def tag(b: Branches) -> None:
    for i, pos in enumerate(b.pos):
        morph = b.morph[i]
        if pos in VERBAL:
            b.tag[i] = _verb_tag(b, i, morph)
        elif pos == "PUNCT":
            b.tag[i] = _MARKS.get(b.lower[i], ":")
        elif "Poss=Yes" in morph:
            b.tag[i] = "PRP$"
        elif "PronType=Rel" in morph:
            b.tag[i] = "WP"
        elif pos in {"NOUN", "PROPN"} and "Number=Plur" in morph:
            b.tag[i] = _TAGS[pos] + "S"
        else:
            b.tag[i] = _TAGS.get(pos, "XX")


def _verb_tag(b: Branches, i: int, morph: str) -> str:
    """The compound past is a past; what a verb's form says of time to come or of doubt goes into `modal`."""
    if "VerbForm=Inf" in morph:
        return "VB"
    if "VerbForm=Part" in morph:
        if "Tense=Pres" in morph:
            return "VBG"
        passive = any(True for _ in b.below(i, "aux:pass", "nsubj:pass"))
        had = any("VerbForm=Fin" in b.morph[k] for k in b.below(i, "aux", "aux:tense"))
        return "VBD" if had and not passive else "VBN"
    if "Tense=Fut" in morph or _ends_on(b, i, b.grammar.future):
        b.modal[_bearer(b, i)] = "will"
    elif "Mood=Cnd" in morph or _ends_on(b, i, b.grammar.conditional):
        bearer = _bearer(b, i)
        b.modal[bearer] = "hearsay" if _is_hearsay(b, i, bearer) else "would"
    if b.dep[i] == "aux:tense" and b.pos[b.head[i]] == "VERB":
        return "VBD"
    return "VBD" if "Tense=Past" in morph or "Tense=Imp" in morph else "VBZ"


def _ends_on(b: Branches, i: int, endings: tuple[str, ...]) -> bool:
    """*coûteraient*, which models that know *aurait* take for a present: its infinitive and an ending."""
    stem = b.lemma[i].removesuffix("e")
    return b.pos[i] == "VERB" and b.lower[i].startswith(stem) and b.lower[i][len(stem) :] in endings


def _is_hearsay(b: Branches, i: int, verb: int) -> bool:
    """*Le ministre aurait signé*: unless something is supposed, or *would* follows a past, it is only said so."""
    if any(b.lower[k] in {"si", "s'"} for k in _marks(b, verb)):
        return False
    told = b.dep[verb] == "ccomp" and b.head[verb] != verb
    return i != verb and b.dep[i] == "aux:tense" if told else True


def _marks(b: Branches, verb: int) -> Iterator[int]:
    for k in (verb, *b.below(verb, "advcl")):
        yield from b.below(k, "mark")


def _bearer(b: Branches, i: int) -> int:
    return b.head[i] if b.dep[i] in {"aux", "aux:tense", "aux:pass", "cop"} else i


def gloss_and_label(b: Branches) -> None:
    things = _pronouns_of_things(b)
    starts = _viewpoints(b)
    for i, word in enumerate(b.lower):
        fixed = [k for k in b.below(i, "fixed") if k == i + 1]
        gloss = b.gloss(i, f"{word} {b.lower[fixed[0]]}" if fixed else word)
        gloss = "according" if i in starts else gloss
        _label(b, i, gloss)
        _gloss_lemma(b, i)
        if gloss and i not in things:
            b.lower[i], _, rest = gloss.partition(" ")
            if rest and fixed:
                b.lower[fixed[0]] = rest


def _viewpoints(b: Branches) -> set[int]:
    """*Pour le maire, le pont est sûr*: the preposition that opens a sentence before a person and a comma."""
    found: set[int] = set()
    for i, word in enumerate(b.lower):
        noun = max(b.kids[i], default=i)
        if word not in b.grammar.viewpoint or b.pos[i] != "ADP" or noun == i:
            continue
        if i and b.pos[i - 1] != "SPACE" and b.lower[i - 1] not in {".", "!", "?", "»"}:
            continue
        last = max([noun, *b.kids[noun]])
        someone = b.pos[noun] == "PROPN" or b.lemma[noun] in b.grammar.people
        if someone and "," in b.lower[last : last + 2]:
            found.add(i)
    return found


def _pronouns_of_things(b: Branches) -> set[int]:
    """Pronouns that may stand for the thing that acted last: *La société a licencié. Elle …* is no *she*."""
    found: set[int] = set()
    thing: str | None = None
    for i, pos in enumerate(b.pos):
        gender = next((part for part in b.morph[i].split("|") if part.startswith("Gender=")), "")
        if pos == "PRON" and gender and gender == thing and b.gloss(i, b.lower[i]) in {"he", "she"}:
            found.add(i)
        elif pos in {"NOUN", "PROPN"} and b.dep[i].startswith("nsubj"):
            someone = pos == "PROPN" or b.lemma[i] in b.grammar.people
            named = any(b.pos[k] == "PROPN" for k in b.kids[i] if b.dep[k] in {"appos", "flat:name"})
            thing = None if someone or named else gender
    return found


def _gloss_lemma(b: Branches, i: int) -> None:
    """*heures* is an hour: measures go by their English names."""
    if b.pos[i] == "NOUN":
        b.lemma[i] = b.grammar.glosses.get(("lemma", b.lemma[i]), b.lemma[i])


def _label(b: Branches, i: int, gloss: str | None) -> None:
    dep, above = b.dep[i], b.head[i]
    if dep in _REFLEXIVE and b.pos[above] == "VERB":
        if not b.lemma[above].startswith("se_"):
            b.lemma[above] = f"se_{b.lemma[above]}"
        b.tag[i] = "RB"
    if dep == "mark" and b.tag[above] == "VB" and b.pos[i] == "ADP":
        b.dep[i], b.tag[i] = "aux", "TO"
    elif dep == "advmod" and negates(b, i):
        b.dep[i] = "neg"
    elif dep == "det" and b.tag[i] == "PRP$":
        b.dep[i] = "poss"
    elif gloss in DAYS and dep in {"obj", "xcomp", "advmod"}:
        b.dep[i] = "npadvmod"
    elif dep == "xcomp" and b.pos[i] == "ADJ":
        b.dep[i] = "oprd" if b.has(above, "obj", "dobj") else "acomp"
    elif dep == "nmod" and b.pos[i] == "PROPN":
        b.dep[i] = "appos"
    else:
        b.dep[i] = _LABELS.get(dep, dep)


def negates(b: Branches, i: int) -> bool:
    """*ne … pas*, and *pas* alone as people say it; *plus* only with *ne*."""
    if b.lower[i] in b.grammar.limits:
        return any(b.lower[k] in b.grammar.particles for k in b.kids[b.head[i]])
    return b.lower[i] in b.grammar.negations
