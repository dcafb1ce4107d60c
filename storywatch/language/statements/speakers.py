"""Who a speaker's words stand for: a name in this article, the body that it belongs to, or nobody known.

Unresolved rather than wrong: a description is resolved only where one alone can be meant.
"""

import msgspec
from msgspec import Struct

from storywatch.language.lexicon import Lexicon
from storywatch.language.names.descriptions import Descriptions, called
from storywatch.language.names.entities import Names
from storywatch.language.names.offices import word_title
from storywatch.language.names.pronouns import PRONOUNS, REACH, Distances
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.belonging import Belonging
from storywatch.language.statements.phrases import Found
from storywatch.messages import SpeakerKind

_PLURAL = frozenset({"NNS", "NNPS"})
_FIRST = frozenset({"i", "we"})


class Speaker(Struct, frozen=True):
    """Who speaks, as far as the article says."""

    entity: str | None = None
    kind: SpeakerKind = "unknown"
    body: str | None = None
    via: str | None = None
    """Who has it from the speaker, by the speaker's own phrase: *sources cited by the Courier*."""


class _Turn(Struct, frozen=True):
    """A speaker whom a pronoun may go on with."""

    place: int
    speaker: Speaker
    plural: bool
    head: int


class Voices:
    """Names the speakers of one text, in its order: who spoke last is whom *he added* goes on with."""

    __slots__ = ("_belonging", "_descriptions", "_distances", "_lexicon", "_names", "_persons", "_tree", "_turns")

    def __init__(
        self, tree: Tree, names: Names, lexicon: Lexicon, persons: dict[int, str], distances: Distances
    ) -> None:
        self._tree, self._names, self._lexicon, self._persons = tree, names, lexicon, persons
        self._distances = distances
        self._belonging = Belonging(tree, names, lexicon, persons)
        self._descriptions = Descriptions(tree, names, lexicon, persons, distances)
        self._turns: list[_Turn] = []

    def name(self, attributions: list[Found]) -> list[tuple[Found, Speaker]]:
        """Name each attribution's speaker."""
        named: list[tuple[Found, Speaker]] = []
        for found in attributions:
            speaker = self._resolve(found, named)
            named.append((found, speaker))
            i = found.subject
            if i is not None and (speaker.entity or speaker.kind == "anonymous") and not self._distances.quoted(i):
                plural = self._tree.tag[i] in _PLURAL or self._tree.lower[i] == "they"
                self._turns.append(_Turn(self._distances.at(i), speaker, plural, i))
        return named

    def _resolve(self, found: Found, earlier: list[tuple[Found, Speaker]]) -> Speaker:
        i = found.subject
        if i is None:
            return Speaker()
        cited = self._cited(found.verb, i)
        if cited is not None:
            source, teller = self._who(found, cited, earlier), self._who(found, i, earlier)
            return msgspec.structs.replace(source, via=teller.entity or teller.body)
        return self._who(found, i, earlier)

    def _cited(self, verb: int, speaker: int) -> int | None:
        """*The Courier reported, citing two officials, that*: it is the officials who say so."""
        tree = self._tree
        for k in (*tree.kids[verb], *tree.kids[speaker]):
            if k > speaker and tree.lemma[k] in self._lexicon.citing and tree.tag[k] == "VBG":
                cited = tree.kid(k, "dobj", "pobj")
                return cited if cited is None else self._paper(cited) or cited
        return None

    def _paper(self, i: int) -> int | None:
        """*The Orlan Courier newspaper*: what a noun for who publishes is called."""
        tree, names = self._tree, self._names
        if names.at(i) is not None or tree.lemma[i].lower() not in self._lexicon.press:
            return None
        beside = (k for k in tree.kids[i] if tree.dep[k] in {"compound", "nmod", "appos"})
        return next((k for k in beside if names.kind_at(k) == "organisation"), None)

    def _who(self, found: Found, i: int, earlier: list[tuple[Found, Speaker]]) -> Speaker:
        tree, names, lexicon = self._tree, self._names, self._lexicon
        name, kind = names.at(i), names.kind_at(i)
        if name is not None and kind is not None:
            return Speaker(name, kind, self._belonging.of_person(i, name) if kind == "person" else None)
        lemma = tree.lemma[i].lower()
        if tree.pos[i] == "PRON" and lemma not in lexicon.anonymous:
            return self._pronoun(found, i, earlier)
        for k in tree.kids[i]:
            named = self._apposed(i, k) if tree.dep[k] == "appos" else self._titled(k) or called(tree, k)
            if named is not None and (person := names.at(named)) and names.kind_at(named) == "person":
                return Speaker(person, "person", self._belonging.of_person(named, person) or self._belonging.of_noun(i))
            if named == k and tree.tag[i] == "NN" and names.kind_at(k) == "organisation" and self._is_body(i):
                return Speaker(names.at(k), "organisation")
        return self._noun(i, lemma)

    def _apposed(self, i: int, k: int) -> int | None:
        """*The neighbour of coach Jan Holm*: the name goes with the title before it, and that is not the speaker's."""
        tree = self._tree
        title = tree.left(k) - 1
        anothers = title > i and tree.dep[title] == "pobj" and not tree.has(title, "det", "poss")
        return None if anothers and tree.lemma[title].lower() in self._lexicon.titles else k

    def _is_body(self, i: int) -> bool:
        """*One maker, Kolm Pumps*: a body of the noun's kind, and not somebody's spokesman."""
        lemma = self._tree.lemma[i].lower()
        return lemma not in self._lexicon.offices and lemma not in self._lexicon.titles

    def _titled(self, k: int) -> int | None:
        """*its founder and chief executive Ana Ruiz*, *his son and presumed heir Lars*: one person, of two titles."""
        tree = self._tree
        first = tree.left(k)
        if tree.dep[k] != "conj" or tree.lower[first - 1] != "and" or tree.pos[first] not in {"NOUN", "ADJ", "VERB"}:
            return None
        return tree.kid(k, "dobj") if tree.tag[k] in {"VBN", "VBD"} else k

    def _noun(self, i: int, lemma: str) -> Speaker:
        tree, names, lexicon = self._tree, self._names, self._lexicon
        body = self._belonging.of_noun(i)
        one = tree.tag[i] not in _PLURAL
        if one and lemma in lexicon.offices and lemma not in lexicon.spokespeople:
            bearer = names.titled(word_title(tree, i, names.at), body)
            if bearer is not None:
                return Speaker(bearer, "person", names.body_of(bearer) or body)
        if (
            one
            and (body is None or self._descriptions.kind_of(body) == "group")
            and (meant := self._descriptions.meant(i)) is not None
        ):
            kind = self._descriptions.kind_of(meant)
            return Speaker(meant, kind, names.body_of(meant) if kind == "person" else None)
        via = self._cited_by(i)
        if lemma in lexicon.anonymous or lemma in lexicon.offices:
            return Speaker(None, "anonymous", body, via)
        institution = lemma in lexicon.institutions and body is not None
        institution = institution or (one and self._belonging.is_independent(i))
        return Speaker(None, "organisation" if institution else "unknown", body, via)

    def _pronoun(self, found: Found, i: int, earlier: list[tuple[Found, Speaker]]) -> Speaker:
        """*he* is the last speaker without a name, if nobody was named since; *they* and *it* the last such speaker."""
        lower = self._tree.lower[i]
        if lower in _FIRST:
            return next((s for f, s in reversed(earlier) if found.verb in f.content and s.entity), Speaker())
        last = next((turn for turn in reversed(self._turns) if turn.head < i), None)
        if last is not None and last.place < self._distances.at(i) - REACH + 1:
            last = None
        person = self._persons.get(i)
        if lower in PRONOUNS:
            unnamed = last is not None and last.speaker.entity is None and not last.plural
            if last is not None and unnamed and not self._named_between(last.head, i):
                return last.speaker
            return Speaker(person, "person", self._names.body_of(person)) if person else Speaker()
        if lower == "it" and not self._distances.quoted(i) and (acting := self._acting_before(i)) is not None:
            return acting
        if last is None or self._distances.quoted(i):
            return Speaker()
        if lower == "they" and (last.plural or last.speaker.kind == "group"):
            return last.speaker
        if lower == "it" and last.speaker.kind in {"organisation", "place"} and not last.plural:
            return last.speaker
        return Speaker()

    def _acting_before(self, i: int) -> Speaker | None:
        """*Orlan hit what it called a camp*, *its shares fell when it admitted*: the body or place that acts in the
        same sentence, or has what does."""
        tree, names = self._tree, self._names
        for k in range(tree.sentences[tree.sentence[i]][0], i):
            has = tree.dep[k] == "poss" and tree.dep[tree.head[k]] == "nsubj"
            if not (tree.dep[k] == "nsubj" or has) or self._distances.quoted(k):
                continue
            name, kind = names.at(k), names.kind_at(k)
            if name is None and tree.pos[k] == "NOUN":
                if (name := self._descriptions.meant(k)) is not None:
                    kind = self._descriptions.kind_of(name)
                elif tree.lemma[k].lower() in self._lexicon.callings:
                    return Speaker()  # *the union fears that it closes, it said*
            if name is not None and kind in {"organisation", "place"}:
                return Speaker(name, kind)
        return None

    def _named_between(self, first: int, last: int) -> bool:
        names, quoted = self._names, self._distances.quoted
        return any(names.kind_at(k) == "person" and not quoted(k) for k in range(first + 1, last))

    def _cited_by(self, i: int) -> str | None:
        """*a document seen by the Courier*, *sources who spoke to the Courier*: who has it from the speaker."""
        tree, names = self._tree, self._names
        for k in tree.kids[i]:
            lemma = tree.lemma[k].lower()
            if tree.dep[k] not in {"acl", "relcl"}:
                continue
            if lemma in self._lexicon.obtaining | self._lexicon.citing:
                link = tree.kid(k, "agent", "prep")
            elif lemma in self._lexicon.speaking:
                link = next((x for x in tree.kids[k] if tree.dep[x] in {"prep", "dative"} and x > k), None)
            else:
                continue
            source = tree.kid(link, "pobj") if link is not None else None
            if source is not None and names.kind_at(source) == "organisation":
                return names.at(source)
        return None
