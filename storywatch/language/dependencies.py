"""Trees of the Universal Dependencies, put the way the rules read them: one set of rules for every language.

The rules read trees as English models make them (CLEAR's labels, the Penn Treebank's tags): prepositions above their
nouns, copulas and main verbs above what completes them, modals and copulas as words of their own, names of function
words in English. A pack says by `scheme = "ud"` that its model's trees are of the other kind. Knows no language: what
is a modal, a copula's verb or a word for *not* is the pack's.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from storywatch.language.tree import Tree

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})
_VERBAL = frozenset({"VERB", "AUX"})
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

_ACTIVE = {"nsubj:pass": "nsubj", "aux:pass": "aux:tense"}
_BEFORE_SPEECH = frozenset({",", "»", "”", '"', "''", "…"})
"""What may stand between what is said and a verb of speech that comes before its subject."""

_CLAUSAL = ("nsubj", "csubj", "aux", "expl", "mark", "punct", "advcl", "parataxis")
"""Labels, by how they begin, of what belongs to a clause and not to the word that its copula completes."""

_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow morning evening".split()
)


class Grammar(Struct, frozen=True):
    """What a pack says of its language's function words."""

    glosses: dict[tuple[str, str], str] = {}
    """(part of speech, word) → the English word that rules know it by; the part of speech is "" for any."""
    modals: frozenset[str] = frozenset()
    """Lemmas of verbs that are auxiliaries to the rules: what they govern is the verb."""
    causatives: frozenset[str] = frozenset()
    """Lemmas of verbs that make one cue with what they govern: *faire savoir* → faire_savoir."""
    negations: frozenset[str] = frozenset()
    """Words that negate a verb by themselves: *pas*, not *ne*."""
    limits: frozenset[str] = frozenset()
    """Words that negate only beside a particle: *ne … plus*, and not *plus de 300*."""
    particles: frozenset[str] = frozenset()
    """*ne*"""
    reflexives: frozenset[str] = frozenset()
    """Pronouns that make their verb another one: *s'engager*."""
    viewpoint: frozenset[str] = frozenset()
    """Prepositions that, before a person at a sentence's beginning, say whose view it tells: *Pour le maire, …*."""
    future: tuple[str, ...] = ()
    """Endings that make an infinitive its future."""
    conditional: tuple[str, ...] = ()
    """Endings that make an infinitive its conditional."""
    decimal: str = "."
    """The mark before a number's decimals; where it is the comma, a space or a full stop parts the thousands."""
    links: frozenset[str] = frozenset()
    """Letters between a verb and its subject that mean nothing: *a-t-elle*."""
    speaking: frozenset[str] = frozenset()
    """Lemmas of verbs that may stand before their subject beside what was said."""
    people: frozenset[str] = frozenset()
    """Nouns for people: another noun's *elle* is an *it*."""
    titles: frozenset[str] = frozenset()
    """Words before a name that are no part of it."""
    steering: frozenset[str] = frozenset()
    """Lemmas of verbs that take a person and what that person shall do."""


def recast(tree: Tree, morph: list[str], grammar: Grammar) -> None:
    """Change a parsed text's columns in place. Every tree stays a tree, and a phrase a run of tokens."""
    _Recast(tree, morph, grammar).run()


class _Recast:
    """The columns, with what hangs on each token kept up to date while the trees change."""

    def __init__(self, tree: Tree, morph: list[str], grammar: Grammar) -> None:
        self.grammar, self.morph = grammar, morph
        self.head, self.dep, self.pos, self.tag = tree.head, tree.dep, tree.pos, tree.tag
        self.lemma, self.lower, self.modal = tree.lemma, tree.lower, tree.modal
        self.kids: list[set[int]] = [set() for _ in self.head]
        for i, h in enumerate(self.head):
            if h != i:
                self.kids[h].add(i)

    def run(self) -> None:
        self._join_links()
        self._read_digits()
        self._settle_reflexives()
        self._behead_titles()
        self._mend_inversions()
        self._tag()
        self._promote_modals()
        self._promote_copulas()
        self._steer()
        self._promote_prepositions()
        self._gloss_and_label()
        self._loosen_conjunctions()

    # Moves

    def _hang(self, i: int, on: int, dep: str) -> None:
        if self.head[i] != i:
            self.kids[self.head[i]].discard(i)
        self.head[i], self.dep[i] = on, dep
        if on != i:
            self.kids[on].add(i)

    def _swap(self, up: int, down: int, dep: str) -> None:
        """Put `up` where its head `down` stands, and `down` under it."""
        above = self.head[down]
        if above == down:
            self._hang(up, up, "ROOT")
        else:
            self._hang(up, above, self.dep[down])
        self._hang(down, up, dep)

    def _has(self, i: int, *deps: str) -> bool:
        return any(self.dep[k] in deps for k in self.kids[i])

    def _below(self, i: int, *deps: str) -> Iterator[int]:
        return (k for k in sorted(self.kids[i]) if self.dep[k] in deps)

    # Steps

    def _join_links(self) -> None:
        """*a-t-elle dit*: the pronoun is the subject, the letter between is the verb's."""
        for i, word in enumerate(self.lower):
            if word not in self.grammar.links or i + 1 >= len(self.lower) or self.head[i + 1] != i:
                continue
            self._swap(i + 1, i, "punct")
            self._hang(i, self.head[i + 1], "punct")

    def _settle_reflexives(self) -> None:
        """*elle s'est dite*: the pronoun is the verb's own, and *est* its auxiliary and no passive's."""
        for i, word in enumerate(self.lower):
            verb = self.head[i]
            if word not in self.grammar.reflexives or self.pos[i] != "PRON" or self.pos[verb] != "VERB":
                continue
            self.dep[i] = "expl:comp"
            for k in self.kids[verb]:
                self.dep[k] = _ACTIVE.get(self.dep[k], self.dep[k])

    def _behead_titles(self) -> None:
        """*M. Lestang*: the name is the head. With an article, *la ministre Prévost*, the noun is one of its own."""
        for i, word in enumerate(self.lower[:-1]):
            name = i + 1
            if word in self.grammar.titles and self.head[name] == i and self.pos[name] == "PROPN":
                if self._has(i, "det"):
                    continue
                self._swap(name, i, "compound")
                for k in [k for k in self.kids[i] if k > name or k < i]:
                    self._hang(k, name, self.dep[k])

    def _read_digits(self) -> None:
        """*1 200*, *3,5*: a number is written with a point before its decimals, and all its thousands are one."""
        if self.grammar.decimal != ",":
            return
        first = None
        for i, word in enumerate(self.lower):
            if word == "%":
                self.lemma[i] = word
            if first is not None and len(word) == _GROUP and word.isdigit():
                self._join_group(first, i)
                continue
            first = None
            match = _DIGITS.fullmatch(word)
            if match is not None:
                self.pos[i] = "NUM"
                self.lower[i] = match[1].translate(_NO_MARKS) + (f".{match[2]}" if match[2] else "")
                if self.dep[i] in {"det", "dep"} and self.pos[self.head[i]] in {"NOUN", "PROPN"}:
                    self.dep[i] = "nummod"
                first = i if len(match[1]) <= _GROUP and not match[2] else None

    def _join_group(self, first: int, i: int) -> None:
        """Take three more digits into the number that began at `first`."""
        self.lower[first] += self.lower[i]
        self.lower[i], self.pos[i] = _NOTHING, "NUM"
        if self.head[first] == i:
            self._swap(first, i, "compound")
        elif self.head[i] != i:
            self._hang(i, first, "compound")
        if self.dep[first] in {"det", "dep"} and self.pos[self.head[first]] in {"NOUN", "PROPN"}:
            self.dep[first] = "nummod"

    def _mend_inversions(self) -> None:
        """*…, a précisé le maire*: after a comma or a mark, what follows a verb of speech is who speaks.

        Parsers take it for the object, and what the speech is set into for the verb's own subject.
        """
        for verb in range(len(self.head)):
            if self.pos[verb] != "VERB" or self.lemma[verb] not in self.grammar.speaking:
                continue
            first = min([verb, *self._below(verb, "aux", "aux:tense")])
            if first == 0 or self.lower[first - 1] not in _BEFORE_SPEECH:
                continue
            speaker = next((k for k in self._below(verb, "obj", "xcomp") if k > verb), None)
            subjects = [k for k in self._below(verb, "nsubj", "nsubj:pass") if k < verb]
            if speaker is None or not self._names_someone(speaker) or any(k >= first for k in subjects):
                continue
            if not subjects:
                self.dep[speaker] = "nsubj"
            elif (main := self._interrupted(verb, speaker)) is not None:
                self.dep[speaker] = "nsubj"
                self._give_back(verb, speaker, main, max(subjects))

    def _names_someone(self, i: int) -> bool:
        return self.pos[i] in {"NOUN", "PROPN", "PRON"} and self._gloss(i, self.lower[i]) not in _DAYS

    def _interrupted(self, verb: int, speaker: int) -> int | None:
        """The verb whose clause *a précisé le maire* is set into: past a comma after the speaker."""
        if self.head[verb] > speaker and self.pos[self.head[verb]] in _VERBAL:
            return self.head[verb]
        after = [k for k in self.kids[speaker] | self.kids[verb] if k > speaker and self.pos[k] in _VERBAL]
        main = min(after, default=None)
        return main if main is not None and "," in self.lower[speaker:main] else None

    def _give_back(self, verb: int, speaker: int, main: int, subject: int) -> None:
        """Give the clause that was interrupted its own subject and its place."""
        if self.head[verb] != main:
            if self.head[verb] == verb:
                self._hang(main, main, "ROOT")
            else:
                self._hang(main, self.head[verb], self.dep[verb])
            self._hang(verb, main, "parataxis")
        for k in [k for k in self.kids[verb] if k <= subject or k > main]:
            self._hang(k, main, self.dep[k])
        for k in [k for k in self.kids[speaker] if k > main]:
            self._hang(k, main, self.dep[k])

    def _tag(self) -> None:
        for i, pos in enumerate(self.pos):
            morph = self.morph[i]
            if pos in _VERBAL:
                self.tag[i] = self._verb_tag(i, morph)
            elif pos == "PUNCT":
                self.tag[i] = _MARKS.get(self.lower[i], ":")
            elif "Poss=Yes" in morph:
                self.tag[i] = "PRP$"
            elif "PronType=Rel" in morph:
                self.tag[i] = "WP"
            elif pos in {"NOUN", "PROPN"} and "Number=Plur" in morph:
                self.tag[i] = _TAGS[pos] + "S"
            else:
                self.tag[i] = _TAGS.get(pos, "XX")

    def _verb_tag(self, i: int, morph: str) -> str:
        """The compound past is a past; what a verb's form says of time to come or of doubt goes into `modal`."""
        if "VerbForm=Inf" in morph:
            return "VB"
        if "VerbForm=Part" in morph:
            if "Tense=Pres" in morph:
                return "VBG"
            passive = any(True for _ in self._below(i, "aux:pass", "nsubj:pass"))
            had = any("VerbForm=Fin" in self.morph[k] for k in self._below(i, "aux", "aux:tense"))
            return "VBD" if had and not passive else "VBN"
        if "Tense=Fut" in morph or self._ends_on(i, self.grammar.future):
            self.modal[self._bearer(i)] = "will"
        elif "Mood=Cnd" in morph or self._ends_on(i, self.grammar.conditional):
            bearer = self._bearer(i)
            self.modal[bearer] = "hearsay" if self._is_hearsay(i, bearer) else "would"
        if self.dep[i] == "aux:tense" and self.pos[self.head[i]] == "VERB":
            return "VBD"
        return "VBD" if "Tense=Past" in morph or "Tense=Imp" in morph else "VBZ"

    def _ends_on(self, i: int, endings: tuple[str, ...]) -> bool:
        """*coûteraient*, which models that know *aurait* take for a present: its infinitive and an ending."""
        stem = self.lemma[i].removesuffix("e")
        return self.pos[i] == "VERB" and self.lower[i].startswith(stem) and self.lower[i][len(stem) :] in endings

    def _is_hearsay(self, i: int, verb: int) -> bool:
        """*Le ministre aurait signé*: unless something is supposed, or *would* follows a past, it is only said so."""
        if any(self.lower[k] in {"si", "s'"} for k in self._marks(verb)):
            return False
        told = self.dep[verb] == "ccomp" and self.head[verb] != verb
        return i != verb and self.dep[i] == "aux:tense" if told else True

    def _marks(self, verb: int) -> Iterator[int]:
        for k in (verb, *self._below(verb, "advcl")):
            yield from self._below(k, "mark")

    def _bearer(self, i: int) -> int:
        return self.head[i] if self.dep[i] in {"aux", "aux:tense", "aux:pass", "cop"} else i

    def _promote_modals(self) -> None:
        """*peut fermer*: *fermer* is the verb, *peut* its auxiliary; *fait savoir* is one verb."""
        for i in range(len(self.head)):
            modal, causative = self.lemma[i] in self.grammar.modals, self.lemma[i] in self.grammar.causatives
            if self.pos[i] not in _VERBAL or not (modal or causative):
                continue
            verb = next((k for k in self._below(i, "xcomp") if k > i and self.tag[k] == "VB"), None)
            if verb is None or (causative and verb != i + 1):
                continue
            self._swap(verb, i, "aux")
            for k in [k for k in self.kids[i] if k < i or k > verb or self.dep[k].startswith(("nsubj", "aux", "adv"))]:
                self._hang(k, verb, self.dep[k])
            if causative:
                self.lemma[verb] = f"{self.lemma[i]}_{self.lemma[verb]}"
                self.tag[verb] = self.tag[i]
                self.modal[verb] = self.modal[i]
                continue
            self.pos[i], self.tag[i], self.modal[verb] = "AUX", "MD", ""
            for k in self._below(verb, "aux", "aux:tense"):
                self.tag[k] = "MD" if k == i else self.tag[k]

    def _promote_copulas(self) -> None:
        """*le pont est sûr*: *est* is the verb, *sûr* what it says."""
        for i in range(len(self.head)):
            if self.dep[i] != "cop" or self.head[i] == i:
                continue
            said = self.head[i]
            self._swap(i, said, "acomp" if self.pos[said] in {"ADJ", "VERB"} else "attr")
            self.lemma[i], self.modal[i], self.modal[said] = "be", self.modal[said], ""
            for k in sorted(self.kids[said]):
                if k < i or self.dep[k].startswith(_CLAUSAL) or (k < said and self.dep[k].startswith("advmod")):
                    self._hang(k, i, self.dep[k])

    def _steer(self) -> None:
        """*a appelé les habitants à partir*: what they shall do hangs on the verb, not on them."""
        for i in range(len(self.head)):
            person = self.head[i]
            if self.dep[i] != "acl" or self.tag[i] != "VB" or self.dep[person] not in {"obj", "iobj"}:
                continue
            if self.lemma[self.head[person]] in self.grammar.steering:
                self._hang(i, self.head[person], "xcomp")

    def _promote_prepositions(self) -> None:
        """*de la ville*: the preposition hangs on what it links to, the noun on the preposition."""
        for i in range(len(self.head)):
            noun = self.head[i]
            if self.dep[i] != "case" or noun <= i or self.pos[noun] in _VERBAL:
                continue
            dep = self.dep[noun]
            linked = dep.startswith(("obl", "nmod", "obj", "iobj", "xcomp", "advmod", "attr", "acomp"))
            self._swap(i, noun, "pobj")
            if self.dep[i] != "ROOT" and linked:
                self.dep[i] = "agent" if dep == "obl:agent" else "prep"
            for k in [k for k in self.kids[noun] if k < i]:
                self._hang(k, i, self.dep[k])

    def _gloss_and_label(self) -> None:
        things = self._pronouns_of_things()
        starts = self._viewpoints()
        for i, word in enumerate(self.lower):
            fixed = [k for k in self._below(i, "fixed") if k == i + 1]
            gloss = self._gloss(i, f"{word} {self.lower[fixed[0]]}" if fixed else word)
            gloss = "according" if i in starts else gloss
            self._label(i, gloss)
            if gloss and i not in things:
                self.lower[i], _, rest = gloss.partition(" ")
                if rest and fixed:
                    self.lower[fixed[0]] = rest

    def _viewpoints(self) -> set[int]:
        """*Pour le maire, le pont est sûr*: the preposition that opens a sentence before a person and a comma."""
        found: set[int] = set()
        for i, word in enumerate(self.lower):
            noun = max(self.kids[i], default=i)
            if word not in self.grammar.viewpoint or self.pos[i] != "ADP" or noun == i:
                continue
            if i and self.pos[i - 1] != "SPACE" and self.lower[i - 1] not in {".", "!", "?", "»"}:
                continue
            last = max([noun, *self.kids[noun]])
            someone = self.pos[noun] == "PROPN" or self.lemma[noun] in self.grammar.people
            if someone and "," in self.lower[last : last + 2]:
                found.add(i)
        return found

    def _pronouns_of_things(self) -> set[int]:
        """Pronouns that may stand for the thing that acted last: *La société a licencié. Elle …* is no *she*."""
        found: set[int] = set()
        thing: str | None = None
        for i, pos in enumerate(self.pos):
            gender = next((part for part in self.morph[i].split("|") if part.startswith("Gender=")), "")
            if pos == "PRON" and gender and gender == thing and self._gloss(i, self.lower[i]) in {"he", "she"}:
                found.add(i)
            elif pos in {"NOUN", "PROPN"} and self.dep[i].startswith("nsubj"):
                someone = pos == "PROPN" or self.lemma[i] in self.grammar.people
                named = any(self.pos[k] == "PROPN" for k in self.kids[i] if self.dep[k] in {"appos", "flat:name"})
                thing = None if someone or named else gender
        return found

    def _label(self, i: int, gloss: str | None) -> None:
        dep, above = self.dep[i], self.head[i]
        if dep in _REFLEXIVE and self.pos[above] == "VERB":
            if not self.lemma[above].startswith("se_"):
                self.lemma[above] = f"se_{self.lemma[above]}"
            self.tag[i] = "RB"
        if dep == "mark" and self.tag[above] == "VB" and self.pos[i] == "ADP":
            self.dep[i], self.tag[i] = "aux", "TO"
        elif dep == "advmod" and self._negates(i):
            self.dep[i] = "neg"
        elif dep == "det" and self.tag[i] == "PRP$":
            self.dep[i] = "poss"
        elif gloss in _DAYS and dep in {"obj", "xcomp", "advmod"}:
            self.dep[i] = "npadvmod"
        elif dep == "xcomp" and self.pos[i] == "ADJ":
            self.dep[i] = "oprd" if self._has(above, "obj", "dobj") else "acomp"
        elif dep == "nmod" and self.pos[i] == "PROPN":
            self.dep[i] = "appos"
        else:
            self.dep[i] = _LABELS.get(dep, dep)

    def _negates(self, i: int) -> bool:
        """*ne … pas*, and *pas* alone as people say it; *plus* only with *ne*."""
        if self.lower[i] in self.grammar.limits:
            return any(self.lower[k] in self.grammar.particles for k in self.kids[self.head[i]])
        return self.lower[i] in self.grammar.negations

    def _gloss(self, i: int, words: str) -> str | None:
        return self.grammar.glosses.get((self.pos[i], words)) or self.grammar.glosses.get(("", words))

    def _loosen_conjunctions(self) -> None:
        """*A et B*: the conjunction hangs on the first of them; a name beside a noun is no second one."""
        for i, dep in enumerate(self.dep):
            if dep != "conj":
                continue
            links = [k for k in self.kids[i] if k < i and self.dep[k] in {"cc", "punct"}]
            joined = any(self.dep[k] == "cc" for k in links)
            if not joined and self.pos[i] == "PROPN" and self.pos[self.head[i]] == "NOUN":
                self.dep[i] = "appos"
                continue
            first = min([i, *self.kids[i]])
            while first in links:
                self._hang(first, self.head[i], self.dep[first])
                first = min([i, *self.kids[i]])
