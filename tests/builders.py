"""Builds the values that tests are about, with everything that a test does not care for filled in."""

from datetime import UTC, datetime, timedelta

from storywatch.messages import Act, Analysis, Article, Header, Narration, Proposition, Sentence, Statement, StoryUpdate

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def header(id: str = "a1", *, outlet: str = "The Gazette", at: datetime = T0, title: str = "A title") -> Header:  # noqa: A002
    return Header(id=id, url=f"https://gazette.example/{id}", outlet=outlet, title=title, published=at, fetched=at)


def article(id: str = "a1", text: str = "A text.", **given) -> Article:  # noqa: A002
    return Article(header=header(id, **given), text=text)


def proposition(subject: str, predicate: str, rest: str = "", *, names: tuple[str, ...] = (), **given) -> Proposition:
    """`rest`: the object's words, the first its head. A capitalised subject is a name."""
    named = (subject, *names) if subject[:1].isupper() else names
    words = [*subject.lower().split(), predicate, *rest.lower().split()]
    return Proposition(
        subject=(subject,),
        predicate=predicate,
        object=tuple(rest.split()[:1]),
        terms=tuple(dict.fromkeys(words)),
        names=named,
        **given,
    )


def said(what: Proposition | None, by: str | None, act: Act = "assert", *, sentence: int = 0, **given) -> Statement:
    kind = given.pop("speaker_kind", "organisation" if by else "unknown")
    return Statement(proposition=what, speaker_entity=by, speaker_kind=kind, act=act, sentence=sentence, **given)


def told(what: Proposition, *, sentence: int = 0, **given) -> Narration:
    return Narration(sentence=sentence, proposition=what, **given)


def update(
    id: str,  # noqa: A002
    *parts: Statement | Narration,
    story: str = "s1",
    opened: bool = False,
    figures=(),
    **given,
) -> StoryUpdate:
    many = 1 + max([part.sentence for part in parts] + [figure.sentence for figure in figures], default=0)
    sentences = tuple(
        Sentence(start=20 * place, end=20 * place + 19, text=f"Sentence {place} of {id}.") for place in range(many)
    )
    analysis = Analysis(
        article=header(id, **given),
        sentences=sentences,
        statements=tuple(part for part in parts if isinstance(part, Statement)),
        narration=tuple(part for part in parts if isinstance(part, Narration)),
        figures=tuple(figures),
    )
    return StoryUpdate(story=story, opened=opened, analysis=analysis)
