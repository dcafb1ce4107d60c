"""What parsers of Universal Dependencies get wrong in the news, mended: who speaks in inserted and inverted speech,
whose name follows a title, which pronoun is a verb's own. Knows a language by its Grammar only.
"""

from storywatch.language.parse.branches import DAYS, VERBAL, Branches

_ACTIVE = {"nsubj:pass": "nsubj", "aux:pass": "aux:tense"}

_BEFORE_SPEECH = frozenset({",", "»", "”", '"', "''", "…"})
"""What may stand between what is said and a verb of speech that comes before its subject."""


def join_links(b: Branches) -> None:
    """*a-t-elle dit*: the pronoun is the subject, the letter between is the verb's."""
    for i, word in enumerate(b.lower):
        if word not in b.grammar.links or i + 1 >= len(b.lower) or b.pos[i + 1] != "PRON":
            continue
        if b.head[i + 1] == i:
            b.swap(i + 1, i, "punct")
        if b.head[i] != i:
            b.hang(i, b.head[i + 1], "punct")
        pronoun, verb = i + 1, b.head[i + 1]
        b.lower[pronoun] = b.lower[pronoun].removeprefix("-")
        if b.dep[pronoun].startswith("nsubj") and b.pos[verb] == "VERB" and not b.has(verb, "aux:pass"):
            b.dep[pronoun] = "nsubj"
            if b.dep[verb] == "xcomp" and i > 1 and b.lower[i - 2] in _BEFORE_SPEECH:
                b.dep[verb] = "parataxis"


def raise_verbs(b: Branches) -> None:
    """*La ministre dément avoir signé*, *Le maire dément ces accusations*: a word that the pack knows as a verb is the
    sentence's, where it has none or one that is an infinitive's.
    """
    for i, word in enumerate(b.lower[:-1]):
        if word not in b.grammar.misread or b.pos[i] == "VERB":
            continue
        root = i
        while b.head[root] != root:
            root = b.head[root]
        infinitive = any("VerbForm=Inf" in b.morph[k] for k in b.below(root, "aux", "aux:tense", "cop") if k > i)
        if b.pos[root] in {"NOUN", "PROPN", "PRON"} and root < i:
            b.swap(i, root, "nsubj")
            for k in [k for k in sorted(b.kids[root]) if k > i]:
                b.hang(k, i, _completes(b, k))
        elif root > i and infinitive:
            b.swap(i, root, "xcomp")
            for k in [k for k in sorted(b.kids[root]) if k < i]:
                b.hang(k, i, _ACTIVE.get(b.dep[k], b.dep[k]))
        else:
            continue
        b.pos[i], b.lemma[i], b.morph[i] = "VERB", b.grammar.misread[word], "Mood=Ind|Tense=Pres|VerbForm=Fin"


def _completes(b: Branches, k: int) -> str:
    """What a word is of the verb before it that was taken for the noun's own."""
    if b.pos[k] in VERBAL:
        return "ccomp" if b.has(k, "mark") else "xcomp"
    return "obj" if b.dep[k] == "nmod" and not b.has(k, "case") else b.dep[k]


def free_pronouns(b: Branches) -> None:
    """*Personne n'est venu*: what the pack knows as a pronoun is one where it has no article, whatever its tag."""
    for i, word in enumerate(b.lower):
        if b.pos[i] == "NOUN" and ("PRON", word) in b.grammar.glosses and not b.has(i, "det", "nummod", "case", "amod"):
            b.pos[i] = "PRON"


def settle_reflexives(b: Branches) -> None:
    """*elle s'est dite*: the pronoun is the verb's own, and *est* its auxiliary and no passive's."""
    for i, word in enumerate(b.lower):
        verb = b.head[i]
        if word not in b.grammar.reflexives or b.pos[i] != "PRON" or b.pos[verb] != "VERB":
            continue
        b.dep[i] = "expl:comp"
        for k in b.kids[verb]:
            b.dep[k] = _ACTIVE.get(b.dep[k], b.dep[k])


def behead_titles(b: Branches) -> None:
    """*M. Lestang*: the name is the head. With an article, *la ministre Prévost*, the noun is one of its own."""
    for i, word in enumerate(b.lower[:-1]):
        name = i + 1
        if word in b.grammar.titles and b.head[name] == i and b.pos[name] == "PROPN":
            if b.has(i, "det"):
                continue
            b.swap(name, i, "compound")
            for k in [k for k in b.kids[i] if k > name or k < i]:
                b.hang(k, name, b.dep[k])


def mend_inversions(b: Branches) -> None:
    """*…, a précisé le maire*: after a comma or a mark, what follows a verb of speech is who speaks.

    Parsers take it for the object, and what the speech is set into for the verb's own subject.
    """
    for verb in range(len(b.head)):
        if b.pos[verb] != "VERB" or b.lemma[verb] not in b.grammar.speaking:
            continue
        first = min([verb, *b.below(verb, "aux", "aux:tense")])
        if first == 0 or b.lower[first - 1] not in _BEFORE_SPEECH:
            continue
        speaker = next((k for k in b.below(verb, "obj", "xcomp") if k > verb), None)
        subjects = [k for k in b.below(verb, "nsubj", "nsubj:pass") if k < verb]
        if speaker is None or not _names_someone(b, speaker) or any(k >= first for k in subjects):
            continue
        if not subjects:
            b.dep[speaker] = "nsubj"
        elif (main := _interrupted(b, verb, speaker)) is not None:
            b.dep[speaker] = "nsubj"
            _give_back(b, verb, speaker, main, max(subjects))


def _names_someone(b: Branches, i: int) -> bool:
    return b.pos[i] in {"NOUN", "PROPN", "PRON"} and b.gloss(i, b.lower[i]) not in DAYS


def _interrupted(b: Branches, verb: int, speaker: int) -> int | None:
    """The verb whose clause *a précisé le maire* is set into: past a comma after the speaker."""
    if b.head[verb] > speaker and b.pos[b.head[verb]] in VERBAL:
        return b.head[verb]
    after = [k for k in b.kids[speaker] | b.kids[verb] if k > speaker and b.pos[k] in VERBAL]
    main = min(after, default=None)
    return main if main is not None and "," in b.lower[speaker:main] else None


def _give_back(b: Branches, verb: int, speaker: int, main: int, subject: int) -> None:
    """Give the clause that was interrupted its own subject and its place."""
    if b.head[verb] != main:
        if b.head[verb] == verb:
            b.hang(main, main, "ROOT")
        else:
            b.hang(main, b.head[verb], b.dep[verb])
        b.hang(verb, main, "parataxis")
    for k in [k for k in b.kids[verb] if k <= subject or k > main]:
        b.hang(k, main, b.dep[k])
    for k in [k for k in b.kids[speaker] if k > main]:
        b.hang(k, main, b.dep[k])
