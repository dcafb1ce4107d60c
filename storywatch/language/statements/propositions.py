"""What a stretch of text says, reduced to who does what to whom. Knows nothing of who says it."""

from collections.abc import Sequence

from storywatch.language.figures.counted import load_counted
from storywatch.language.figures.ordinals import counts_on
from storywatch.language.lexicon import Lexicon
from storywatch.language.names.entities import Names
from storywatch.language.names.slots import is_called_company
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.kernels import PLANNING, find_kernel, is_negated, is_to, limbs
from storywatch.messages import Mood, Polarity, Proposition

MAX_TERMS = 60
"""Terms kept of one proposition: more is a paragraph, and matches anything."""

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV"})
_DATELINE = 6
"""Tokens from a sentence's start within which a place before a dash is a dateline."""

_SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass"})
_OWN = frozenset({"i", "we", "me", "us"})
_POSSIBLE = frozenset({"may", "might", "could", "can"})
_AHEAD = frozenset({"hope", "hop", "expect", "aim", "want", "seek"})
"""Verbs above what somebody would have so or sees to come: *hopes to close it*."""
_FUTURE = frozenset({"will", "'ll", "shall", "wo", "’ll"})
_FORMS: dict[str, Mood] = {"will": "future", "would": "conditional", "hearsay": "possible"}
"""What a verb's own form says, in languages that have no words for it."""
_MARKS = '"“”'
"""Quotation marks: an odd number of them between two places is the border of a quotation."""
_PRESENT = frozenset({"VBZ", "VBP"})
_IF = frozenset({"if", "unless", "whether"})


class Reader:
    """Reads propositions off one tree."""

    __slots__ = ("_it", "_named", "_speaker", "lexicon", "names", "persons", "tree")

    def __init__(self, tree: Tree, names: Names, lexicon: Lexicon, persons: dict[int, str]) -> None:
        self.tree, self.names, self.lexicon = tree, names, lexicon
        self.persons = persons
        """Pronoun token → canonical name, where that is safe."""
        self._named = {**persons, **names.named()}
        self._speaker: str | None = None
        self._it = False

    def read(
        self, head: int, tokens: Sequence[int], speaker: str | None = None, *, body: bool = False, denied: bool = False
    ) -> Proposition:
        """Read the clause or phrase under `head`; terms and names come from all of `tokens`.

        *We* is the speaker, and so is the *it* that acts where the speaker is a body. `denied`: it is read as what is
        denied, so that *there is no evidence that it leaks* says that it leaks.
        """
        tree = self.tree
        self._speaker, self._it = speaker, body
        main, turned, rebuts, apart, *_ = find_kernel(tree, self.lexicon, head)
        if apart:
            first, last = tree.left(main), tree.right(main)
            tokens = [i for i in tokens if first <= i <= last] or tokens
        negative = is_negated(tree, main) != (turned and not (denied and rebuts))
        polarity: Polarity = "neg" if negative else "pos"
        terms: dict[str, None] = {}
        numbers: dict[str, None] = {}
        found: dict[str, None] = {}
        empty, named = self.lexicon.empty, self._named
        for i in tokens:
            pos = tree.pos[i]
            if pos in _CONTENT:
                word = tree.lower[i]
                if pos == "NUM" or (pos == "ADJ" and counts_on(tree, i, load_counted())):
                    numbers[word] = None
                lemma = tree.lemma[i].lower()
                if lemma not in empty and word not in empty and len(terms) < MAX_TERMS:
                    terms[lemma] = None
            if i in named:
                found[named[i]] = None
        if tree.pos[main] not in {"VERB", "AUX"}:
            return Proposition(
                subject=self._nominal_subject(main), predicate=tree.lemma[main].lower(),
                object=self._nominal_object(main), terms=tuple(terms), names=tuple(found), numbers=tuple(numbers),
                polarity=polarity,
            )  # fmt: skip
        subject, predicate, obj = self._arguments(main)
        return Proposition(
            subject=subject, predicate=predicate, object=obj, terms=tuple(terms), names=tuple(found),
            numbers=tuple(numbers), polarity=polarity, mood=self.mood(main),
        )  # fmt: skip

    def _arguments(self, verb: int) -> tuple[tuple[str, ...], str, tuple[str, ...]]:  # noqa: C901 - one branch a voice
        tree = self.tree
        subject = self._past_dateline(self._subject(verb), verb)
        passive = tree.kid(verb, "nsubjpass", "csubjpass")
        if passive is None and tree.has(verb, "auxpass"):
            passive = subject
        obj = tree.kid(verb, "dobj", "oprd")
        predicate = tree.lemma[verb].lower()
        particle = tree.kid(verb, "prt")
        if particle is not None:
            predicate = f"{predicate} {tree.lower[particle]}"
        complement = tree.kid(verb, "attr", "acomp")
        if complement is not None and predicate in {"be", "become", "remain"}:
            predicate = tree.lemma[complement].lower()
            if tree.has(verb, "expl"):
                subject = None
            if obj is None:
                below = tree.kid(complement, "prep")
                obj = tree.kid(below, "pobj") if below is not None else None
        if passive is not None or (tree.tag[verb] == "VBN" and tree.dep[verb] == "acl"):
            given, obj = obj, passive if passive is not None else tree.head[verb]
            agent = tree.kid(verb, "agent") or self._giver(given)
            subject = tree.kid(agent, "pobj") if agent is not None else None
        if obj is None:
            xcomp = tree.kid(verb, "xcomp", "ccomp")
            if xcomp is not None:
                obj = tree.kid(xcomp, "dobj", "nsubjpass") or xcomp
        if obj is None:
            for k in tree.kids[verb]:
                if k > verb and tree.dep[k] in {"prep", "dative"}:
                    obj = tree.kid(k, "pobj")
                    break
        return self.label(subject), predicate, self.label(obj)

    def _giver(self, given: int | None) -> int | None:
        """*Was offered a bonus by the bank*: it is offered by the bank, though read as a bonus by it."""
        tree = self.tree
        link = tree.kid(given, "prep") if given is not None else None
        return link if link is not None and tree.lower[link] == "by" else None

    def _past_dateline(self, subject: int | None, verb: int) -> int | None:
        """*VARNA, Lakeland — President Ana Prieto has signed*: the dateline is not who acts."""
        tree = self.tree
        if subject is None or self.names.kind_at(subject) != "place":
            return subject
        first = tree.sentences[tree.sentence[subject]][0]
        dash = next(
            (k for k in range(subject, min(verb, subject + 12)) if tree.lower[k] in {"—", "–", "--", "-"}), None
        )
        if dash is None or subject - first > _DATELINE:
            return subject
        return next((k for k in range(verb - 1, dash, -1) if self.names.at(k) and tree.dep[k] != "pobj"), subject)

    def _subject(self, verb: int) -> int | None:
        tree = self.tree
        for _ in range(6):
            subject = next((k for k in limbs(self.tree, verb) if tree.dep[k] in _SUBJECTS), None)
            if subject is not None:
                if tree.tag[subject] in {"WP", "WDT"} and tree.dep[verb] == "relcl":
                    return tree.head[verb]
                return subject
            if tree.dep[verb] == "acl":
                return tree.head[verb]
            asked = self._asked(verb) if tree.dep[verb] == "xcomp" and tree.tag[verb] == "VB" else None
            if asked is not None:
                return asked
            if tree.dep[verb] not in {"conj", "xcomp", "advcl", "relcl"} or tree.head[verb] == verb:
                return None
            verb = tree.head[verb]
        return None

    def _asked(self, verb: int) -> int | None:
        """*urged the mayor to resign*, *called on the mayor to resign*: it is the mayor who is to."""
        tree, lexicon, asks = self.tree, self.lexicon, self.tree.head[verb]
        lemma, link = tree.lemma[asks].lower(), asks + 1
        if tree.dep[link] == "prep" and lexicon.prepositions.get(lemma, {}).get(tree.lower[link]) == "demand":
            return tree.kid(link, "pobj")
        whom = tree.kid(asks, "dobj", "dative") if lexicon.person.get(lemma) == "demand" else None
        return whom if whom is not None and asks < whom < verb else None

    def label(self, i: int | None) -> tuple[str, ...]:
        """Names of the entities in a phrase's head and its conjuncts, else its lemma."""
        if i is None:
            return ()
        tree = self.tree
        found: dict[str, None] = {}
        queue = [i]
        while queue and len(found) < 8:  # noqa: PLR2004 - a list of more is no longer who acts
            k = queue.pop(0)
            name = self.names.at(k) or self.persons.get(k) or self._apposed(k)
            if name is None and (tree.lower[k] in _OWN or (self._it and self._does(k))):
                name = self._speaker
            if name is None and tree.pos[k] not in {"PRON", "PUNCT"}:
                name = tree.lemma[k].lower()
                if name in self.lexicon.offices and (bearer := self.names.titled(name)):
                    name = bearer
            if name:
                found[name] = None
            queue.extend(c for c in tree.kids[k] if tree.dep[c] == "conj")
        return tuple(found)

    def _does(self, i: int) -> bool:
        """*It acts*, *it was offered a bonus*; what *it was agreed that* says is no pronoun's."""
        tree, verb = self.tree, self.tree.head[i]
        if tree.lower[i] != "it" or tree.pos[verb] != "VERB":
            return False
        return tree.dep[i] == "nsubj" or (tree.dep[i] == "nsubjpass" and not tree.has(verb, "ccomp", "xcomp", "csubj"))

    def _apposed(self, i: int) -> str | None:
        """*her predecessor Tomas Lind*, *the steel company Orvan*: whom a plain noun is set beside."""
        tree = self.tree
        for k in tree.kids[i]:
            if k > i and self.names.kind_at(k) == "organisation" and is_called_company(tree, self.lexicon, i + 1, k):
                return self.names.at(k)
            if tree.dep[k] in {"appos", "compound", "nmod"} and self.names.kind_at(k) == "person":
                return self.names.at(k)
        return None

    def _nominal_object(self, noun: int) -> tuple[str, ...]:
        tree = self.tree
        for k in tree.kids[noun]:
            if tree.dep[k] == "prep" and tree.lower[k] in {"of", "on", "against", "to", "for", "in"}:
                return self.label(tree.kid(k, "pobj"))
        below = tree.kid(noun, "acl")
        if below is not None:
            return self.label(tree.kid(below, "dobj"))
        return ()

    def _nominal_subject(self, noun: int) -> tuple[str, ...]:
        tree = self.tree
        owner = tree.kid(noun, "poss")
        if owner is not None:
            return self.label(owner)
        for k in tree.kids[noun]:
            if tree.dep[k] in {"prep", "agent"} and tree.lower[k] == "by":
                return self.label(tree.kid(k, "pobj"))
        return ()

    def mood(self, verb: int) -> Mood:  # noqa: C901 - one branch a mood
        tree = self.tree
        if tree.text[tree.end[verb] : tree.end[verb] + 400].partition("\n")[0].find("?") >= 0 and self._asks(verb):
            return "question"
        for k in tree.kids[verb]:
            word, dep = tree.lower[k], tree.dep[k]
            if dep == "mark" and word in _IF:
                return "conditional"
            if dep in {"aux", "auxpass"}:
                if word in _POSSIBLE:
                    return "possible"
                if word in _FUTURE:
                    return "future"
                if word in {"would", "'d", "should", "’d"}:
                    return "conditional"
                if word == "going":
                    return "future"
            if dep == "advmod" and tree.lower[k] in self.lexicon.possible:
                return "possible"
        if self._is_nearly(verb):
            return "conditional"
        if (tree.lemma[verb] == "go" and tree.has(verb, "xcomp")) or self._is_in_hand(verb):
            return "future"
        if self._is_ahead(verb):
            return "future"
        return _FORMS.get(tree.modal[verb], "fact")

    def _is_ahead(self, verb: int) -> bool:
        """*Plans to close it*, *hopes to close it*, *is to close it*; not what is expected of somebody."""
        tree, above = self.tree, self.tree.head[verb]
        if tree.dep[verb] != "xcomp":
            return False
        if tree.lemma[above] in {"go", *PLANNING} or is_to(tree, self.lexicon, above, verb):
            return True
        return tree.lemma[above] in _AHEAD and not tree.has(above, "auxpass")

    def _is_nearly(self, verb: int) -> bool:
        """*Almost closed it*, *all but closed it*: it did not. *Almost doubled*: it rose by nearly as much."""
        tree, before = self.tree, verb - 1
        if before < 0 or tree.lemma[verb].lower() in self.lexicon.degrees:
            return False
        if tree.lower[before] == "but":
            return before > 0 and tree.lower[before - 1] == "all"
        return tree.lower[before] in self.lexicon.nearly and tree.head[before] == verb

    def _is_in_hand(self, verb: int) -> bool:
        """*Is closing its mill*: decided, and to come."""
        tree = self.tree
        if tree.tag[verb] != "VBG" or tree.lemma[verb].lower() not in self.lexicon.decided or tree.has(verb, "prt"):
            return False
        helpers = [k for k in tree.kids[verb] if tree.dep[k] == "aux"]
        return len(helpers) == 1 and tree.lemma[helpers[0]].lower() == "be" and tree.tag[helpers[0]] in _PRESENT

    def _asks(self, verb: int) -> bool:
        tree = self.tree
        last = tree.sentences[tree.sentence[verb]][1] - 1
        while last > verb and (tree.space[last] or tree.tag[last] in {"''", "``"}):
            last -= 1
        if tree.lower[last] != "?" or tree.lemma[verb].lower() in self.lexicon.asking:
            return tree.lower[last] == "?"
        between = tree.text[tree.end[verb] : tree.start[last]]
        return sum(map(between.count, _MARKS)) % 2 == 0  # *dismissed it, adding: "Who says so?"* asks nothing before
