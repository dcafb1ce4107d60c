"""Who can confirm or deny a claim: a party on what it did, said, ordered or holds itself, or is the authority on."""

from collections.abc import Mapping

from msgspec import Struct

from storywatch.knowledge import Body, Office
from storywatch.ledger.latest import keep_latest
from storywatch.ledger.names import resolve
from storywatch.ledger.state import Claim, Role
from storywatch.ledger.voices import BYGONE
from storywatch.messages import Proposition
from storywatch.names import fold_name


class Speaker(Struct, frozen=True, gc=False):
    """Who takes a stance: a name of the ledger's, and the body that it speaks for."""

    name: str
    body: str | None
    official: bool
    """It is a body, or speaks for one."""
    person: bool
    office: tuple[str, ...] = ()
    """What the bodies are called that its holder of the office answers for. Folded."""

    @property
    def voices(self) -> frozenset[str]:
        """Whose acts are its own, folded."""
        return frozenset([*(fold_name(name) for name in (self.name, self.body) if name), *self.office])


def stands_for(speaker: Speaker | None) -> str:
    """Name a speaker in a line of explanation."""
    if speaker is None:
        return "an unnamed speaker"
    return speaker.name if speaker.body in (None, speaker.name) else f"{speaker.name} ({speaker.body})"


def bodies_of(title: str, body: str | None, offices: tuple[Office, ...]) -> tuple[str, ...]:
    """Say what the bodies are called that whoever has a title answers for: *finance minister*, the treasury. Folded.

    `body`: whom the text puts the office with: where that is another than the title names, they are that one's, and
    its name tells them from others' (*Ministry of Finance of Norland*).
    """
    whose = fold_name(body) if body is not None else ""
    if whose and not set(whose.split()) <= set(title.split()):
        answered = bodies_of(title, None, offices)
        return tuple(form for one in answered for form in (f"{one} {whose}", f"{whose} {one}"))
    answering: list[str] = []
    for office in offices:
        for form in office.titles:
            before, gap, after = form.partition("{}")
            fits = len(title) > len(form) - 2 and title.startswith(before) and title.endswith(after) if gap else False
            if fits or title == form:
                field = title[len(before) : len(title) - len(after)]
                answering += [fold_name(body.replace("{}", field)) for body in office.bodies]
    return tuple(dict.fromkeys(answering))


OF_THEIR_OWN = frozenset("professor doctor candidate nominee founder lawyer analyst".split())
"""Last words of titles whose bearers speak for nobody but themselves, or for whoever hires them."""


def held_once(called: str | None) -> bool:
    """Tell whether words for somebody begin by saying that they held an office once: *former finance minister*."""
    first, _, rest = (called or "").lower().removeprefix("the ").partition(" ")
    return first in BYGONE and bool(rest)


def holds_office(title: str | None) -> bool:
    """Tell whether somebody called so speaks for a body, be it one that the text does not name."""
    return title is not None and title.split()[-1] not in OF_THEIR_OWN and not held_once(title)


CALLED = frozenset(
    "police army navy military government ministry court agency department council commission administration company "
    "firm bank companies firms governments ministries armies agencies parties coastguard federation union hospital "
    "airline prosecutors leadership opposition alliance regime coalition parliament cabinet".split()
)
"""Last words of what stands for a body that the text calls by no name."""


_NO_BODY = frozenset("no nobody none not neither few hardly scarcely barely".split())
"""First words of what stands for nobody: *no one in the army*."""


def call_body(words: str) -> Speaker | None:
    """Give the body that is called by its sort: *the ministry*, *police*, *both companies*. Officials are nobody."""
    called = words.lower().removeprefix("the ").split()
    if not called or called[-1] not in CALLED or called[0] in _NO_BODY:
        return None
    return Speaker(" ".join(called), None, official=True, person=False)


class Concern(Struct, frozen=True, gc=False):
    """Whom a claim is about. Names are folded and the ledger's own."""

    actors: frozenset[str]
    """Who acts in it, by name or by a word (*president*), and the bodies that they act for."""
    names: frozenset[str]
    """Everybody and every place in it, the actors' bodies included."""
    undergoers: frozenset[str]
    """Whom it is done to, by name: who is said to be captured or sacked knows whether it is so."""
    words: frozenset[str]


def concern_of(claim: Claim, aliases: Mapping[str, str], roles: Mapping[str, Role]) -> Concern:
    """Say whom a claim is about, as the story knows them by now."""
    actors: set[str] = set()
    names: set[str] = set()
    words: set[str] = set()
    undergoers: set[str] = set()
    for wording in claim.wordings:
        doers = [resolve(name, aliases) for name in wording.subject]
        named = [resolve(name, aliases) for name in wording.names]
        bodies = [role.body for name in doers if (role := roles.get(name)) and role.body]
        titles = [role.title for name in doers if (role := roles.get(name)) and role.title]
        actors.update(fold_name(name) for name in (*doers, *bodies))
        names.update(fold_name(name) for name in (*named, *bodies))
        undergoers.update(fold_name(resolve(name, aliases)) for name in wording.object if _is_name(name, wording))
        words.update((*wording.terms, *titles))
    return Concern(frozenset(actors), frozenset(names), frozenset(undergoers), frozenset(words))


def _is_name(word: str, wording: Proposition) -> bool:
    """Words are lemmas; a name that a pronoun stands for is none of the names that are written."""
    return word in wording.names or not word.islower()


def is_involved(speaker: Speaker, concern: Concern, *, acts: bool) -> bool:
    """Tell whether somebody undergoes a claim, as concerns words it; `acts`: or acts in it, or is named by office."""
    voices = speaker.voices
    involved = concern.undergoers
    if acts:
        involved |= concern.actors | (concern.names if speaker.official else frozenset())
    return not voices.isdisjoint(involved)


def has_standing(
    speaker: Speaker, concern: Concern, bodies: tuple[Body, ...], central: frozenset[str], *, asked: bool
) -> bool:
    """Decide whether a claim is about the speaker's own acts, words or field.

    `central`: folded names of the bodies and places that the story as a whole is about. Of what befalls them, with
    nobody named who does it (*an invasion*), those who speak for them can say whether it is so. `asked`: the text
    says that it is the speaker who confirms or denies it, so that it was put to somebody who should know.
    """
    voices = speaker.voices
    if voices & concern.actors or (asked and fold_name(speaker.name) in concern.undergoers):
        return True
    if speaker.official and voices & concern.names:
        return True
    if is_authority(bodies, voices, concern):
        return True
    if not speaker.official or concern.actors & concern.names:
        return False
    others = any(call_body(actor) for actor in concern.actors)  # *the government bought it*: whose, somebody knows
    return bool(voices & central) or (asked and not others)


def does_it(speaker: Speaker, concern: Concern, bodies: tuple[Body, ...]) -> bool:
    """Decide whether a claim is about what the speaker itself does, or is the authority on.

    Only then does saying it make it so: an army that says who is losing reports, one that says it withdrew confirms.
    """
    voices = speaker.voices
    return bool(voices & concern.actors) or is_authority(bodies, voices, concern)


def is_authority(bodies: tuple[Body, ...], voices: frozenset[str], concern: Concern) -> bool:
    """Tell whether a voice is a known body that has the claim in its field, or of whose place somebody acts in it."""
    called = _by_name(bodies)
    return any(
        not concern.words.isdisjoint(body.authority)
        or (fold_name(body.place) in concern.actors and not concern.words.isdisjoint(body.titles))
        for voice in voices
        for body in called.get(voice, ())
    )


@keep_latest
def _by_name(bodies: tuple[Body, ...]) -> dict[str, list[Body]]:
    """Give the known bodies by each of their folded names."""
    called: dict[str, list[Body]] = {}
    for body in bodies:
        for form in {fold_name(name) for name in (body.name, *body.names)}:
            called.setdefault(form, []).append(body)
    return called
