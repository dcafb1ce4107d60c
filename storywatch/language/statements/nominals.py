"""Attributions by a noun or *according to*. Knows nothing of verbs' frames."""

from storywatch.language.statements.negation import is_cue_negated
from storywatch.language.statements.phrases import MAX_TOKENS, Found, Phrases
from storywatch.messages import Act

_INNER = frozenset(
    "pobj dobj nsubj nsubjpass attr appos nmod npadvmod nummod prep amod compound conj quantmod advmod acomp poss acl "
    "pcomp dative oprd xcomp advcl".split()
)
"""Relations that *according to* may hang on inside the clause that it is about."""
_OWN_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "ROOT", "appos"})
_CIRCUMSTANCES = frozenset({"in", "with", "despite", "given", "by"})
_RELATIVES = frozenset({"that", "which", "who"})
_LEADING: dict[Act, frozenset[str]] = {
    "assert": frozenset({"of"}),
    "confirm": frozenset({"of"}),
    "deny": frozenset({"of"}),
    "assess": frozenset({"of", "about", "on", "over", "for", "toward", "towards"}),
    "commit": frozenset({"to", "of"}),
    "demand": frozenset({"for"}),
    "support": frozenset({"of", "for"}),
    "oppose": frozenset({"of", "to", "on", "against", "at", "for", "toward", "towards", "with", "over"}),
}
"""Prepositions that lead from a noun of an act to what the act is done to."""
_FEELING = frozenset("about against at for in into of on over that to toward towards with".split())
"""Prepositions that lead from a feeling to what it is about, where somebody shows it."""


class NominalCues:
    """Reads the attribution of one noun or *according*."""

    __slots__ = ("phrases", "tree")

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.tree = phrases, phrases.tree

    def according(self, i: int) -> Found | None:
        """*X, according to Y*: the content is the sentence around it, or the clause that it hangs on."""
        tree = self.tree
        to = tree.kid(i, "prep", "pcomp")
        if to is None or tree.lower[to] != "to":
            to = i + 1 if i + 1 < tree.n and tree.lower[i + 1] == "to" else None
        if to is None and tree.has(i, "pobj"):  # one word says it all: the French *selon*
            to = i
        source = tree.kid(to, "pobj") if to is not None else None
        mistaken = self._mistaken(to) if source is None and to is not None else None
        source = mistaken if source is None else source
        if to is None or source is None or self.phrases.quotes.at(tree.start[i]) is not None:
            return None
        head = tree.head[i]
        for _ in range(20):
            up = tree.head[head]
            inside = tree.dep[head] in _INNER or (tree.pos[head] not in {"VERB", "AUX"} and tree.dep[head] != "ccomp")
            if up == head or not inside:
                break
            head = up
        first, last = tree.left(i), max(tree.right(i), tree.right(source))
        content = self.phrases.tidy([k for k in self.phrases.whole(head) if not first <= k <= last])
        if not content or len(content) > MAX_TOKENS:
            return None
        words = self.phrases.speaker(source) if mistaken is None else range(to + 1, mistaken + 1)
        speaker = [k for k in words if k not in (i, to)]
        joined = [k for k in tree.kids[i] if k == i + 1 and tree.dep[k] == "compound"]  # *d'après*
        return Found(i, "according", "assert", "according", sorted({i, to, *joined}), speaker, content, head, source)

    def _mistaken(self, to: int) -> int | None:
        """*According to show insiders*: the noun that ends the words behind it, though one was taken for a verb."""
        tree, k = self.tree, to + 1
        while k < tree.n and tree.pos[k] in {"VERB", "ADJ", "NOUN", "PROPN", "DET", "NUM"}:
            k += 1
        return k - 1 if k > to + 1 and tree.pos[k - 1] in {"NOUN", "PROPN"} else None

    def noun(self, i: int) -> Found | None:
        """*the claim that*, *her opposition to*, *a statement by*, *raised doubts about*."""
        tree, phrases = self.tree, self.phrases
        if phrases.quotes.at(tree.start[i]) is not None:
            return None
        shown = self._showing(i)
        borne = phrases.lexicon.borne.get(tree.lemma[i]) if shown is not None else None
        verb = shown if borne is not None else self._bearing(i)
        act = borne or phrases.lexicon.nouns.get(tree.lemma[i])
        if act is None:
            return None
        head, link = self._told(i, act, verb, _LEADING.get(act, frozenset()) if borne is None else _FEELING)
        if head is None:
            return None
        owner = tree.kid(i, "poss")
        if verb is not None and owner is not None and tree.pos[owner] == "PRON":
            owner = None  # *has stepped up his attacks on*: whoever does that bears them
        speaker = owner if owner is not None else self._author(i)
        if verb is None and speaker is not None and not self._stands_out(i, head):
            return None
        if speaker is None and verb is not None:
            speaker = phrases.subject(verb)
        if speaker is None and link is not None:
            return None
        said = set() if speaker is None else {k for k in phrases.speaker(speaker) if tree.tag[k] != "POS"}
        cue = self._cue(i, said, verb if owner is None else None)
        cue = [*cue, link] if link is not None else cue
        content = phrases.tidy([k for k in self._alone(head) if k not in said and k not in cue])
        if not content or len(content) > MAX_TOKENS:
            return None
        return Found(i, tree.lemma[i], act, "noun", cue, sorted(said.difference(cue)), content, head, speaker)

    def _stands_out(self, i: int, head: int) -> bool:
        """*Her refusal to pay angered him*, *despite her claim that it leaks*: what is told itself, or in a clause of
        its own; what it only explains (*famous for her call for a ban*) is no statement."""
        tree = self.tree
        top = i
        while tree.dep[top] == "conj" and tree.pos[tree.head[top]] in {"NOUN", "PROPN"}:
            top = tree.head[top]
        clause = tree.dep[head] in {"acl", "ccomp", "relcl"} and not self._is_infinitive(head)
        if clause or tree.dep[top] in _OWN_ROLES:
            return True
        return tree.dep[top] == "pobj" and tree.lower[tree.head[top]] in _CIRCUMSTANCES

    def _is_infinitive(self, clause: int) -> bool:
        return any(self.tree.dep[k] == "aux" and self.tree.tag[k] == "TO" for k in self.tree.kids[clause])

    def _bearing(self, i: int) -> int | None:
        """*issued a statement*: the verb whose subject bears the noun, if it does nothing else to it."""
        tree, lexicon = self.tree, self.phrases.lexicon
        verb = tree.lemma[tree.head[i]].lower()
        bears = tree.dep[i] == "dobj" and verb in lexicon.bearing and lexicon.object.get(verb) in {None, "assert"}
        return tree.head[i] if bears else None

    def _showing(self, i: int) -> int | None:
        """*expressed interest*, *showed no sign*: the verb by which somebody lets a feeling be known."""
        tree, verb = self.tree, self.tree.head[i]
        return verb if tree.dep[i] == "dobj" and tree.lemma[verb].lower() in self.phrases.lexicon.expressing else None

    def _told(self, i: int, act: Act, verb: int | None, leading: frozenset[str]) -> tuple[int | None, int | None]:
        """Head of what the noun tells, and the preposition that leads to it."""
        tree = self.tree
        around = tree.kids[i] if verb is None else [*tree.kids[i], *tree.kids[verb]]
        for k in around:
            if k < i:
                continue
            if tree.dep[k] in {"acl", "ccomp", "relcl"} and self._tells(k):
                return k, None
            if tree.dep[k] in {"xcomp", "advcl"} and tree.head[k] == verb and act == "commit" and self._is_meant(k):
                return k, None
            if tree.dep[k] == "prep" and tree.lower[k] in leading:
                below = tree.kid(k, "pobj", "pcomp")
                if below is not None:
                    return below, k
        return None, None

    def _alone(self, head: int) -> list[int]:
        """The phrase without another of our nouns that is joined to it: *attacks on the mayor and his promise to*."""
        tree = self.tree
        for k in tree.kids[head]:
            if tree.dep[k] == "conj" and k > head and tree.lemma[k] in self.phrases.lexicon.nouns:
                return list(range(tree.left(head), tree.left(k)))
        return self.phrases.whole(head)

    def _author(self, i: int) -> int | None:
        """*criticism by the mayor*, *support among miners*, *confirmation of it came on Monday from the mayor*."""
        tree, verb = self.tree, self.tree.head[i]
        for k in tree.kids[i]:
            if k > i and tree.dep[k] == "prep" and tree.lower[k] in {"by", "from", "among"}:
                return tree.kid(k, "pobj")
        if tree.dep[i] != "nsubj" or tree.lemma[verb] != "come" or is_cue_negated(tree, self.phrases.lexicon, verb, i):
            return None
        behind = (k for k in range(verb + 1, tree.right(verb) + 1) if tree.lower[k] == "from" and tree.dep[k] == "prep")
        link = next(behind, None)
        return None if link is None else tree.kid(link, "pobj")

    def _cue(self, i: int, said: set[int], verb: int | None) -> list[int]:
        """The noun with its own words, and with the verb that it is the object of: *has raised new doubts*."""
        if verb is not None:
            return sorted({*self.phrases.cue(verb), *range(verb, i + 1)}.difference(said))
        first = i
        while first > self.tree.left(i) and first - 1 not in said:
            first -= 1
        return [k for k in range(first, i + 1) if not self.tree.space[k] and self.tree.tag[k] != "POS"]

    def _is_meant(self, clause: int) -> bool:
        """*announced plans on Monday to close it*, which parses hang on the verb."""
        tree = self.tree
        return tree.tag[clause] == "VB" and any(tree.dep[k] == "aux" and tree.tag[k] == "TO" for k in tree.kids[clause])

    def _tells(self, clause: int) -> bool:
        """Is the clause what the noun says, and not something told of it (*the claim that he made*)?"""
        tree = self.tree
        if tree.dep[clause] == "acl" and tree.tag[clause] in {"VBN", "VBG"}:
            return tree.has(clause, "aux", "mark")
        if tree.dep[clause] != "relcl":
            return True
        linked = tree.has(clause, "mark") or tree.lower[tree.left(clause)] == "that"
        return linked and not any(
            tree.lower[k] in _RELATIVES and tree.dep[k] in {"dobj", "nsubj", "nsubjpass", "pobj"}
            for k in tree.kids[clause]
        )
