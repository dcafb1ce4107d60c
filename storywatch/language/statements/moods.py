"""Whether a verb tells what was so: what is only supposed, withheld, or background. Knows no frames, no speakers."""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.negation import is_nobody

_SUBJECTS = ("nsubj", "csubj")
_RANKS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth latest last newest only".split())
_WOULD = frozenset({"would", "'d", "’d"})


class Moods:
    """Judges the verbs of one tree."""

    __slots__ = ("lexicon", "tree")

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree, self.lexicon = tree, lexicon

    def withheld(self, i: int) -> str | None:
        """*refused to say*, *refused to rule out*: the verb that turns telling into declining."""
        tree, lexicon = self.tree, self.lexicon
        if not self._withholds(i):
            return None
        lemma, particle = tree.lemma[i].lower(), tree.kid(i, "prt")
        whole = lemma if particle is None else f"{lemma}_{tree.lower[particle]}"
        return tree.lemma[tree.head[i]].lower() if lemma in lexicon.telling or whole in lexicon.excluding else None

    def _withholds(self, i: int) -> bool:
        """*refused to*, *did not want to*."""
        head = self.tree.head[i]
        above = self.tree.lemma[head].lower()
        return self.tree.dep[i] == "xcomp" and (
            above in self.lexicon.withholding or (above in self.lexicon.unwilling and self.tree.has(head, "neg"))
        )

    def is_supposed(self, i: int, lemma: str) -> bool:
        """A cue that is only supposed: *to say that*, *would say that*, *if she says that*. Declining is not."""
        tree = self.tree
        above = tree.head[i]
        if (tree.dep[i] == "pcomp" and tree.lower[above] == "without") or tree.lower[above] == "worth":
            return True
        if tree.dep[i] == "conj" and tree.tag[i] == "VB" and not tree.has(i, "aux", *_SUBJECTS):
            return self.is_supposed(above, lemma)  # *to come out and back it*
        modal = to = negated = would = False
        for k in tree.kids[i]:
            if tree.dep[k] == "aux" and k < i:
                modal = modal or tree.tag[k] == "MD"
                would = would or tree.lower[k] in _WOULD
                to = to or tree.tag[k] == "TO"
            elif self._is_no(k):
                negated = True
            elif tree.dep[k] == "mark" and tree.lower[k] in {"if", "unless", "whether"}:
                return True
        if to and (self.ranked(i) is not None or self._is_for_it(i, lemma)):
            return False
        if to and (not self._came_about(i) or self._is_only_due(above)):
            return True
        if would and not negated and tree.lower[i] == tree.lemma[i] and self._is_attitude(lemma):
            return False
        return modal and not (negated and lemma in self.lexicon.telling)

    def _is_no(self, k: int) -> bool:
        """*not*, *neither*, or a subject that is nobody."""
        tree = self.tree
        if tree.dep[k] == "neg" or tree.lower[k] == "neither":
            return True
        return tree.dep[k] in _SUBJECTS and is_nobody(tree, self.lexicon, k)

    def _is_for_it(self, i: int, lemma: str) -> bool:
        """*met to discuss the plan*: who did the one discussed the other, if that is what the sentence tells."""
        tree, lexicon, above = self.tree, self.lexicon, self.tree.head[i]
        if tree.dep[i] != "advcl" or tree.tag[above] != "VBD" or above > i or not tree.has(above, *_SUBJECTS):
            return False
        told = tree.dep[above] != "relcl" and not tree.has(above, "neg")  # *who spoke unnamed to discuss it*
        bound = lemma in lexicon.voicing or lemma in lexicon.issuing or lemma in lexicon.foreground
        return told and not bound and lexicon.object.get(lemma) == "assert"

    def is_background(self, i: int, lemma: str) -> bool:
        """*When they backed it*, *and saw it*: a verb that states something only as its sentence's own."""
        if lemma not in self.lexicon.foreground or self.tree.dep[i] == "ROOT" or self._withholds(i):
            return False
        answer = self.tree.kid(i, "dobj") if self.tree.dep[i] == "conj" else None  # *but avoided comment*
        return answer is None or self.tree.lemma[answer].lower() not in self.lexicon.details

    def _came_about(self, i: int) -> bool:
        """*continued to say*, *refused to say*, *that led her to say*: an infinitive that was done."""
        dep, above = self.tree.dep[i], self.tree.lemma[self.tree.head[i]].lower()
        done = dep == "xcomp" and above in self.lexicon.raising | self.lexicon.withholding
        return done or (dep in {"xcomp", "ccomp"} and above in self.lexicon.prompting)

    def _is_only_due(self, above: int) -> bool:
        """*would have to confirm it*, *may have to*: what one has to do under a modal is not done; *had to* is."""
        tree = self.tree
        modal = any(tree.dep[k] == "aux" and tree.tag[k] == "MD" for k in tree.kids[above])
        return modal and tree.lemma[above] == "have"

    def _is_attitude(self, lemma: str) -> bool:
        """*would like to*, *would back it*: to say what one would do is to have that view."""
        lexicon = self.lexicon
        acts = {lexicon.infinitive.get(lemma), lexicon.object.get(lemma), *lexicon.prepositions.get(lemma, {}).values()}
        return lemma not in lexicon.clause and not acts.isdisjoint({"support", "oppose", "commit", "demand"})

    def ranked(self, i: int) -> int | None:
        """*Orlan is the latest town to confirm cases*: it is Orlan that confirms them."""
        tree = self.tree
        noun = tree.head[i]
        if tree.dep[i] not in {"acl", "relcl"} or tree.dep[noun] != "attr" or not tree.has(i, "aux"):
            return None
        if tree.tag[i] != "VB" or not any(tree.lower[k] in _RANKS for k in tree.kids[noun]):
            return None
        return tree.kid(tree.head[noun], *_SUBJECTS)
