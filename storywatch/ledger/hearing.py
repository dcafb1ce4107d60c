"""Who speaks in an article, by the names, offices and parties that its story knows. Knows no claims."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property

from msgspec.structs import replace

from storywatch.knowledge import Knowledge
from storywatch.ledger.acquaintance import Acquaintance
from storywatch.ledger.hearsay import find_hearsay
from storywatch.ledger.names import resolve
from storywatch.ledger.origins import call_institution
from storywatch.ledger.reading import Reading
from storywatch.ledger.recognising import are_namesakes, find_known, find_whose, split_names
from storywatch.ledger.standing import Speaker, bodies_of, held_once, holds_office
from storywatch.ledger.state import Ledger, Party, Role
from storywatch.ledger.voices import is_proxy
from storywatch.messages import Act, Analysis, Entity, Statement
from storywatch.names import fold_name

_DEFINITE = frozenset({"the", "les"})

ANSWERS: frozenset[Act] = frozenset({"assert", "confirm", "deny", "decline", "retract"})
"""What a lawyer says of what is reported is said for the client; a view of it, or a demand, is the lawyer's."""


class Hearing(Reading):
    """An article whose speakers are known."""

    known: Acquaintance
    outlets: tuple[str, ...]
    """The story's, this article's among them."""

    def __init__(self, analysis: Analysis, ledger: Ledger, aliases: Mapping[str, str], knowledge: Knowledge) -> None:
        """`aliases`: folded name → the ledger's, those that the article gives among them."""
        super().__init__(analysis)
        self.aliases = aliases
        self.knowledge = knowledge
        self.roles = dict(ledger.roles)
        for entity in analysis.entities:
            if entity.title or entity.body:
                self._learn_role(entity)
        self.parties = {fold_name(party.name): party for party in ledger.parties}
        self._hearsay = find_hearsay(analysis.statements)
        self._introduced: set[str] = set()
        self._newcomers: dict[str, tuple[Speaker, int]] = {}
        """Parties that the ledger did not have, by folded name, and the sentence in which each first speaks."""

    def speaker(self, statement: Statement) -> Speaker | None:
        """Say who speaks, by the ledger's name; None where the text does not let us know."""
        name = statement.speaker_entity
        if not name and statement.body:
            named = statement.speaker_kind != "anonymous" or self._stands_for(statement)
            name = statement.body if named else None
        name = name or call_institution(statement, self.speaker_words(statement))
        if not name:
            return None
        body = resolve(statement.body, self.aliases) if statement.body else None
        canonical = resolve(name, self.aliases)
        if statement.speaker_kind == "group" and canonical != name and self._are_people(statement):
            return None
        body = body and self._whose(body, statement)
        if statement.speaker_kind == "organisation":
            canonical = self._whose(canonical, statement)
        party = self.parties.get(fold_name(canonical))
        role = self.roles.get(canonical)
        once = role is not None and (held_once(role.title) or held_once(self.speaker_words(statement)))
        body = None if once else body or (role.body if role else None) or (party.body if party else None)
        office = role is not None and not once and holds_office(role.title)
        paper = canonical in self.outlets
        official = office or body is not None or paper or statement.speaker_kind in ("organisation", "place", "group")
        answers = bodies_of(role.title, body, self.knowledge.offices) if role and role.title and not once else ()
        return Speaker(canonical, body, official, statement.speaker_kind == "person" and not paper, answers)

    def _whose(self, body: str, statement: Statement) -> str:
        """Give a body that many lands have by the name that tells whose it is, where the story has one alone."""
        own = self._own_lands(body, statement)
        whole = find_whose(fold_name(body), self.known.held, own or self._lands)
        return body if whole is None else self.aliases.get(whole, body)

    @cached_property
    def _lands(self) -> tuple[str, ...]:
        """Folded names of the places and peoples that the article names."""
        return tuple(fold_name(one.name) for one in self.analysis.entities if one.kind in ("place", "group"))

    def _own_lands(self, body: str, statement: Statement) -> list[str]:
        """Give those that the words for a speaker put a body with."""
        beside, own = ({*fold_name(words).split()} for words in (self.speaker_words(statement), body))
        return [land for land in self._lands if {*land.split()} <= beside and not {*land.split()} <= own]

    def has_namesake(self, speaker: Speaker, statement: Statement, actors: Iterable[str]) -> bool:
        """Tell whether who speaks for *Norland's Defence Ministry* speaks of *the Defence Ministry of Osten*."""
        body = speaker.body or speaker.name
        words = {*fold_name(body).split(), *" ".join(self._own_lands(body, statement)).split()}
        told = statement.proposition
        if told is None or not all({*fold_name(doer).split()} <= words for doer in told.subject):
            return False  # *Norland's army shelled it*, Osten's says: not of itself
        names = {*fold_name(" ".join(told.names)).split()}
        lands = {*" ".join((*self._lands, *(fold_name(place.name) for place in self.knowledge.places))).split()}
        others = ({*actor.split()} for actor in actors)
        return any(are_namesakes(words, one, lands) and names.isdisjoint(one - words) for one in others)

    def _are_people(self, statement: Statement) -> bool:
        """*Poles on both sides say*, *many Poles fear*: some of a people are not their land; *the Poles said* may."""
        words = self.speaker_words(statement).split()
        plural = any(word.endswith("s") and resolve(word, self.aliases) != word for word in words)
        return plural and words[0].lower() not in _DEFINITE

    def recognise(self, words: str) -> Speaker | None:
        """Find a known name in words that name several speakers."""
        name = find_known(words, self.aliases)
        if name is None:
            return None
        role, party, entity = self.roles.get(name, Role()), self.parties.get(fold_name(name)), self.known.entity(name)
        person = bool(role.title) or (entity is not None and entity.kind == "person")
        body = role.body or (party.body if party else None)
        return Speaker(name, body, official=not person or bool(role.title), person=person)

    def recognise_all(self, words: str) -> list[Speaker]:
        """Find the known names in words that are names and nothing else, *the Port Authority and Kolm Bank*."""
        parts = split_names(words)
        found = [self.recognise(part) for part in parts]
        known = [one for one in found if one is not None]
        return list(dict.fromkeys(known)) if len(known) == len(parts) else []

    def _stands_for(self, statement: Statement) -> bool:
        """A spokeswoman without a name is her ministry, *ministry officials* are too; those near it are not."""
        words = fold_name(self.speaker_words(statement))
        before, official, _ = words.partition(" official")
        body = resolve(statement.body or "", self.aliases)
        if statement.act in ANSWERS and is_proxy(words, self.analysis.article.language):
            return True  # *her lawyer denied it*
        return "spokes" in words or bool(official and fold_name(resolve(before, self.aliases)) == fold_name(body))

    def _learn_role(self, entity: Entity) -> None:
        name = resolve(entity.name, self.aliases)
        known = self.roles.pop(name, Role())
        body = resolve(entity.body, self.aliases) if entity.body else None if held_once(entity.title) else known.body
        self.roles[name] = Role(title=entity.title or known.title, body=body)

    def is_hearsay(self, statement: Statement) -> bool:
        """Tell whether somebody in the text only says that somebody said so."""
        return (statement.sentence, statement.cue) in self._hearsay

    def fold(self, name: str) -> str:
        """Give the form by which the ledger tells names apart."""
        return fold_name(resolve(name, self.aliases))

    def are_of_names(self, words: AbstractSet[str]) -> bool:
        """Tell whether words are all of names that the story knows."""
        return words <= self._name_words

    @cached_property
    def _name_words(self) -> frozenset[str]:
        return frozenset(" ".join(self.aliases).split())

    def meet(self, speaker: Speaker, sentence: int) -> None:
        """Note that a party speaks."""
        folded = fold_name(speaker.name)
        known = self.parties.get(folded)
        if known is None:
            self._newcomers[folded] = speaker, sentence
        self.parties[folded] = (
            Party(name=speaker.name, body=speaker.body, first_article=self.analysis.article.id)
            if known is None
            else replace(known, statements=known.statements + 1, body=known.body or speaker.body)
        )

    def is_introduced(self, speaker: Speaker) -> bool:
        """Tell whether a party's first words are told already."""
        return speaker.name in self._introduced

    def introduce(self, speaker: Speaker) -> None:
        """Note that a party's first words are told."""
        self._introduced.add(speaker.name)

    def newcomers(self) -> Iterator[tuple[Speaker, int]]:
        """Give those who speak for the first time and were not told as new, with the sentence in which each does."""
        return (one for one in self._newcomers.values() if one[0].name not in self._introduced)
