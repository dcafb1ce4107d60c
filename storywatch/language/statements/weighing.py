"""Which attributions are taken, weighed by what stands for and against each. Knows nothing of what their cues mean.

A pack that weighs (`[weighed]`) gives points to traits of an attribution: how often its word attributes, who speaks,
where its clause hangs, how long its content is. Verbs, nouns and adjectives that attribute only at times are proposed
here, beside what the rules have found; one that stays under the threshold is dropped, found or proposed.
"""

from collections import Counter
from collections.abc import Iterable

from storywatch.language.lexicon import Weights
from storywatch.language.names.entities import Names
from storywatch.language.statements.loosening import Loosened
from storywatch.language.statements.nominals import NominalCues
from storywatch.language.statements.phrases import Found, Phrases
from storywatch.language.statements.verbs import VerbCues

_FORMS = frozenset({"VBD", "VBZ", "VBP", "VBG", "VBN", "VB"})
_PLACES = frozenset("ROOT conj ccomp advcl relcl acl xcomp pcomp parataxis".split())
_HEADS = frozenset({"NOUN", "VERB", "PROPN", "PRON", "AUX", "ADJ"})
_PARTIES = frozenset({"he", "she", "they", "who", "we", "i"})
_THINGS = frozenset({"it", "that", "which", "this"})
_HELPERS = {"to": "to", "would": "would", "will": "will", "'ll": "will"}
_LENGTHS = ((1, "1"), (3, "2-3"), (6, "4-6"), (12, "7-12"))
_LINKS = frozenset({"with", "at", "for", "on", "over", "against", "in", "by", "toward", "towards"})
_MOVING = frozenset({"confirm", "deny", "decline", "retract"})
"""Acts that move a claim: what the rules find of them is never dropped."""
_DESCRIBING = frozenset({"pcomp", "acl", "ccomp"})
_REPORTED = frozenset({"ccomp", "pcomp"})
_PARTY_KINDS = frozenset({"person", "organisation", "group"})


class _Loose(Phrases):
    """Takes every verb for a cue, also one that is only supposed."""

    __slots__ = ()

    def name(self, i: int) -> str:
        particle = self.tree.kid(i, "prt")
        lemma = self.tree.lemma[i].lower()
        return lemma if particle is None else f"{lemma}_{self.tree.lower[particle]}"

    def _is_supposed(self, i: int, lemma: str) -> bool:  # noqa: ARG002
        return False


class _LooseVerbs(VerbCues):
    """Reads a verb also where it only tells which ones are meant: *people who backed it*."""

    __slots__ = ()

    def _only_describes(self, i: int) -> bool:
        return self.tree.dep[i] in _DESCRIBING


class Weigher:
    """Weighs the attributions of one text."""

    __slots__ = ("_lexicon", "_loose", "_names", "_nouns", "_phrases", "_tree", "_verbs", "_weights")

    def __init__(self, phrases: Phrases, names: Names, loosened: Loosened) -> None:
        self._phrases, self._tree, self._lexicon, self._names = phrases, phrases.tree, phrases.lexicon, names
        self._weights: Weights = loosened.weights
        self._loose = _Loose(phrases.tree, phrases.quotes, loosened.lexicon)
        self._verbs, self._nouns = _LooseVerbs(self._loose), NominalCues(self._loose)

    def weigh(self, found: list[Found]) -> list[Found]:
        """Give those that are taken of what the rules found and of what else may attribute, in text order."""
        depth = Counter(k for f in found for k in f.content)
        held = {id(f): depth[f.verb] > (f.verb in f.content) and not self._is_chained(f) for f in found}
        kept = [
            f for f in found
            if f.act in _MOVING or f.withheld or self._sum(f, held=held[id(f)]) >= self._weights.threshold
        ]  # fmt: skip
        cues = {k for f in found for k in f.cue}
        more = [
            f for f in self._propose(cues)
            if self._sum(f, held=depth[f.verb] > 0, level=self._level(f)) >= self._weights.tentative
        ]  # fmt: skip
        for f in more:
            f.frame, f.tentative = "object" if f.frame == "passive" else f.frame, True
        return sorted([*kept, *more], key=lambda f: f.verb)

    def _is_chained(self, f: Found) -> bool:
        """*The Courier reported that Doe said*: a report inside a report."""
        tree = self._tree
        above = tree.head[f.verb]
        if tree.dep[f.verb] == "acl" and f.subject == above:  # *published a survey showing that*
            return True
        reports = tree.lower[above] == "as" or tree.lemma[above].lower() in self._lexicon.clause
        return f.act == "assert" and tree.dep[f.verb] in _REPORTED and reports

    def _propose(self, cues: set[int]) -> Iterable[Found]:
        """Read every word that the pack lists as attributing at times, where no cue has it."""
        tree, words = self._tree, self._weights.listed
        for i, lemma in enumerate(tree.lemma):
            if lemma.lower() not in words or i in cues or self._phrases.quotes.at(tree.start[i]) is not None:
                continue
            found = self._read(i)
            if found is None or not found.content or found.frame == "told" or not self._level(found):
                continue
            if found.frame != "noun" or found.speaker:
                yield found

    def _read(self, i: int) -> Found | None:
        tree = self._tree
        match tree.pos[i]:
            case "VERB":
                found = self._verbs.read(i)
                return found if found is not None and found.content else self._undergone(i)
            case "NOUN" if tree.has(i, "acl", "ccomp", "relcl", "poss") or tree.lemma[i] in self._lexicon.nouns:
                return self._nouns.noun(i)
            case "ADJ":
                return self._nouns.adjective(i) or self._felt(i)
        return None

    def _undergone(self, i: int) -> Found | None:
        """*The report was released*: what is done to a thing, by nobody named."""
        tree = self._tree
        thing = tree.kid(i, "nsubjpass")
        if tree.tag[i] != "VBN" or thing is None or tree.has(i, "agent", "xcomp", "ccomp"):
            return None
        content = self._loose.whole(thing)
        act = self._loose.lexicon.object[self._loose.name(i)]
        return self._loose.make(i, self._loose.name(i), act, "passive", content, thing, passive=True)

    def _felt(self, i: int) -> Found | None:
        """*was angry at the mayor*, by prepositions that other adjectives take."""
        tree = self._tree
        be = tree.head[i]
        if tree.dep[i] not in {"acomp", "conj"} or tree.lemma[be] not in self._lexicon.copulas:
            return None
        subject = self._loose.subject(be)
        for k in tree.kids[i]:
            below = tree.kid(k, "pobj", "pcomp") if tree.dep[k] == "prep" and tree.lower[k] in _LINKS else None
            content = self._loose.tidy(self._loose.whole(below)) if below is not None and k > i else []
            if subject is not None and content:
                cue = sorted({*self._loose.cue(be), *range(be, i + 1), k})
                speaker = [x for x in self._loose.speaker(subject) if x < cue[0]]
                stands = self._loose.stands_for(subject)
                return Found(i, tree.lower[i], "assess", "adjective", cue, speaker, content, below, stands)
        return None

    def _level(self, f: Found) -> int:
        """How often a word that is only at times a cue attributes, as the pack puts it; 0 where it never does."""
        words = self._weights.words
        level = words.get(f.frame, {}).get(self._key(f))
        return words["any"].get(f.lemma.partition("_")[0], 0) if level is None else level

    def _key(self, f: Found) -> str:
        """The word, with the preposition that its frame takes."""
        if f.frame != "preposition":
            return f.lemma
        last = f.cue[-1] if f.cue else f.verb
        link = self._tree.lower[last] if self._tree.pos[last] in {"ADP", "PART", "SCONJ"} else "-"
        return f"{f.lemma.partition('_')[0]} {link}"

    def _sum(self, f: Found, *, held: bool, level: int | None = None) -> int:
        points, usual = self._weights.points, self._weights.usual
        if level is None:
            total = points.get(f"known.{self._weights.known.get(f.frame, {}).get(self._key(f), usual)}", 0)
        else:
            known = f.lemma.partition("_")[0] in self._lexicon.verbs
            total = points.get(f"word.{level}", 0) + (points.get("verb.known", 0) if known else 0)
        return total + sum(points.get(trait, 0) for trait in self._traits(f, held=held))

    def _traits(self, f: Found, *, held: bool) -> Iterable[str]:
        """Name what stands for or against it."""
        tree, i = self._tree, f.verb
        v = i if tree.pos[i] in {"VERB", "AUX"} else tree.head[i]
        yield f"frame.{f.frame}"
        yield f"speaker.{self._speaker(f)}"
        if f.subject is not None and f.speaker:
            yield "own" if tree.head[f.subject] in {v, i} else "shared"
        yield f"form.{tree.tag[v] if tree.tag[v] in _FORMS else 'none'}"
        yield f"place.{tree.dep[v] if tree.dep[v] in _PLACES else 'other'}"
        yield f"helper.{self._helper(v)}"
        if tree.has(v, "neg"):
            yield "negated"
        if held:
            yield "held"
        if any(k < i and tree.dep[k] == "advmod" and tree.tag[k] == "RB" for k in f.cue):
            yield "adverb"
        yield f"quoted.{self._quoted(f.content)}"
        yield f"length.{next((name for most, name in _LENGTHS if len(f.content) <= most), '13+')}"
        yield f"words.{min(len(f.cue), 4) or 1}"
        pos = "" if f.head is None else tree.pos[f.head]
        yield f"head.{pos if pos in _HEADS else 'other'}"

    def _speaker(self, f: Found) -> str:
        tree, lexicon, i = self._tree, self._lexicon, f.subject
        if i is None or not f.speaker:
            return "none"
        kind = self._names.kind_at(i)
        if kind is not None:
            return "party" if kind in _PARTY_KINDS else kind
        if tree.pos[i] == "PRON" or tree.tag[i] in {"WP", "WDT"}:
            word = tree.lower[i]
            return "party" if word in _PARTIES else "thing" if word in _THINGS else "you" if word == "you" else "noun"
        lemma = tree.lemma[i].lower()
        if lemma in lexicon.people or lemma in lexicon.corporate:
            return "party"
        if lemma in lexicon.documents or lemma in lexicon.studies or lemma in lexicon.findings:
            return "document"
        return "party" if tree.pos[i] == "PROPN" else "noun"

    def _helper(self, verb: int) -> str:
        tree = self._tree
        helpers = [k for k in tree.kids[verb] if k < verb and tree.dep[k] in {"aux", "auxpass"}]
        modal = next((tree.lower[k] for k in helpers if tree.tag[k] in {"MD", "TO"}), None)
        if modal is not None:
            return _HELPERS.get(modal, "modal")
        lemmas = {tree.lemma[k] for k in helpers}
        return next((lemma for lemma in ("do", "have") if lemma in lemmas), "be" if lemmas else "none")

    def _quoted(self, content: list[int]) -> str:
        tree, quotes = self._tree, self._phrases.quotes
        if not content or not quotes.spans:
            return "none"
        if all(quotes.at(tree.start[k]) is not None for k in (content[0], content[-1])):
            return "all"
        return "some" if quotes.overlapping(tree.start[content[0]], tree.end[content[-1]]) else "none"
