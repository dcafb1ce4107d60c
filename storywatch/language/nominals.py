"""Attributions by a noun, an adjective or *according to*. Knows nothing of verbs' frames."""

from storywatch.language.phrases import MAX_TOKENS, Found, Phrases

_INNER = frozenset(
    "pobj dobj nsubj nsubjpass attr appos nmod npadvmod nummod prep amod compound conj quantmod advmod acomp poss acl "
    "pcomp dative oprd xcomp advcl".split()
)
"""Relations that *according to* may hang on inside the clause that it is about."""
_RELATIVES = frozenset({"that", "which", "who"})
_TAKERS = frozenset({"oppose", "support", "deny", "assess", "demand", "commit"})


class NominalCues:
    """Reads the attribution of one noun, adjective or *according*."""

    __slots__ = ("phrases", "tree")

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.tree = phrases, phrases.tree

    def according(self, i: int) -> Found | None:
        """*X, according to Y*: the content is the sentence around it, or the clause that it hangs on."""
        tree = self.tree
        to = tree.kid(i, "prep", "pcomp")
        if to is None or tree.lower[to] != "to":
            to = i + 1 if i + 1 < tree.n and tree.lower[i + 1] == "to" else None
        source = tree.kid(to, "pobj") if to is not None else None
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
        speaker = [k for k in self.phrases.speaker(source) if k not in (i, to)]
        return Found(i, "according", "assert", "according", [i, to], speaker, content, head, source)

    def noun(self, i: int) -> Found | None:  # noqa: C901 - one branch a relation
        """*the claim that*, *her opposition to*, *a statement by*."""
        tree, phrases = self.tree, self.phrases
        if phrases.quotes.at(tree.start[i]) is not None:
            return None
        act = phrases.lexicon.nouns[tree.lemma[i]]
        content: list[int] = []
        head = speaker = None
        cue = [i]
        for k in tree.kids[i]:
            dep, word = tree.dep[k], tree.lower[k]
            if dep == "poss":
                speaker = k
            elif k < i:
                continue
            elif dep in {"acl", "ccomp", "relcl"} and head is None:
                if self._tells(k):
                    content, head = phrases.whole(k), k
            elif dep == "prep" and word in {"of", "for", "to", "against", "about", "on", "over"} and head is None:
                below = tree.kid(k, "pobj", "pcomp")
                if below is not None and (act in _TAKERS or word == "of"):
                    content, head, cue = phrases.whole(below), below, [i, k]
            elif dep == "prep" and word in {"by", "from", "among"} and speaker is None:
                speaker = tree.kid(k, "pobj")
        if head is None or (speaker is None and tree.dep[head] not in {"acl", "ccomp", "relcl"}):
            return None
        if speaker is None:
            speaker = self._bearer(i)
        said = set() if speaker is None else {
            k for k in phrases.speaker(speaker) if k not in cue and tree.tag[k] != "POS"
        }  # fmt: skip
        content = phrases.tidy([k for k in content if k not in said])
        if not content:
            return None
        return Found(i, tree.lemma[i], act, "noun", cue, sorted(said), content, head, speaker)

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

    def _bearer(self, i: int) -> int | None:
        tree = self.tree
        if tree.dep[i] == "dobj" and tree.lemma[tree.head[i]].lower() in self.phrases.lexicon.bearing:
            return self.phrases.subject(tree.head[i])
        return None

    def adjective(self, i: int) -> Found | None:
        """*is confident that*, *was critical of*."""
        tree, phrases = self.tree, self.phrases
        be = tree.head[i]
        if tree.dep[i] not in {"acomp", "conj"} or tree.lemma[be] not in phrases.lexicon.copulas:
            return None
        subject = phrases.subject(be)
        if subject is None or phrases.quotes.at(tree.start[i]) is not None:
            return None
        for k in tree.kids[i]:
            below: int | None = k
            if tree.dep[k] == "prep" and tree.lower[k] in {"of", "about", "to"}:
                below = tree.kid(k, "pobj", "pcomp")
            elif tree.dep[k] not in {"ccomp", "xcomp"}:
                below = None
            if k < i or below is None:
                continue
            cue = sorted({*phrases.cue(be), *range(be, i + 1), *([k] if below != k else [])})
            act = phrases.lexicon.adjectives[tree.lower[i]]
            content = phrases.tidy(phrases.whole(below))
            if not content:
                return None
            return Found(
                i, tree.lower[i], act, "adjective", cue, phrases.speaker(subject), content, below,
                phrases.stands_for(subject),
            )  # fmt: skip
        return None
