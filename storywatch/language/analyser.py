"""An article in, its Analysis out. Knows which parts read what; the reading is theirs.

The parse is spaCy's, made sentence by sentence and once (parsing.py); everything after it works on lists (tree.py).
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct
from spacy.language import Language
from spacy.tokens import Doc

from storywatch.knowledge import Knowledge
from storywatch.language.figures.times import Times
from storywatch.language.names.entities import Names
from storywatch.language.names.pronouns import Distances, resolve_pronouns
from storywatch.language.pack import Pack, load_pack
from storywatch.language.page.comments import find_comments
from storywatch.language.page.datelines import find_story
from storywatch.language.page.prose import Line, read_lines
from storywatch.language.page.quotes import Quotes
from storywatch.language.page.retelling import find_retelling
from storywatch.language.parse.columns import Columns
from storywatch.language.parse.mending import mend
from storywatch.language.parse.parsing import Parser
from storywatch.language.parse.tree import Strings, Tree
from storywatch.language.statements.acts import judge_act, judge_certainty, judge_polarity
from storywatch.language.statements.attributions import find_attributions
from storywatch.language.statements.channels import Channels
from storywatch.language.statements.contents import read_content
from storywatch.language.statements.narration import narrate
from storywatch.language.statements.phrases import Found, Phrases
from storywatch.language.statements.propositions import Reader
from storywatch.language.statements.speakers import Speaker, Voices
from storywatch.language.tallies import tally
from storywatch.messages import Act, Analysis, Article, Form, Header, Sentence, Statement
from storywatch.names import fold_name, given_names
from storywatch.stories.terms import weigh

_READ = frozenset({"prose", "heading"})
"""Lines that may hold a statement."""


_MOVING: frozenset[Act] = frozenset({"confirm", "deny", "retract"})
"""Acts that move a claim: told again, they do not."""

_UNBROKEN = re.compile(r"\S{100,}")


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """What bounds the work on one article."""

    max_chars: int = 40_000
    """Characters of a text that are parsed: seven thousand words, more than a news article has."""
    max_word: int = 200
    """Characters without a space that are parsed in one go: the tokenizer's time is quadratic in them."""
    batch_size: int = 16
    """Articles parsed at once: more is no faster and takes memory with the longest of them."""
    max_statements: int = 400
    """Statements kept of one article."""


class Analyser:
    """Reads articles of one language with one model. What it keeps of earlier ones changes no result."""

    def __init__(
        self, nlp: Language, policy: Policy | None = None, pack: Pack | None = None, knowledge: Knowledge | None = None
    ) -> None:
        """`knowledge`: outlets, bodies and places known beforehand, so that all their names are one."""
        self._parser = Parser(nlp)
        self._given = given_names(knowledge or Knowledge())
        self._policy = policy or Policy()
        self._pack = pack or load_pack()
        self._lexicon = self._pack.lexicon
        self._strings = Strings(nlp.vocab.strings)
        self._store, self._known = nlp.vocab.strings, len(nlp.vocab.strings)

    @property
    def learned(self) -> int:
        """Strings that the model has taken in since: it forgets none."""
        return len(self._store) - self._known

    def analyse(self, articles: Iterable[Article]) -> Iterator[Analysis]:
        """Analyse in order. When it raises, `analyse_one` tells which article it was."""
        work = ((self._prepare(article), article) for article in articles)
        while batch := list(islice(work, self._policy.batch_size)):
            parses = self._parser.parse([text for text, _ in batch])
            for parse, (_, article) in zip(parses, batch, strict=True):
                yield self._finish(parse, article)

    def analyse_one(self, article: Article) -> Analysis:
        """Analyse one article by itself."""
        (parse,) = self._parser.parse([self._prepare(article)])
        return self._finish(parse, article)

    def _prepare(self, article: Article) -> str:
        """The text as it is parsed: cut at the bound, and blank where nothing is read; offsets stay."""
        text = self._cut(article.text)
        parts, done = [], 0
        for line in read_lines(text, article.header.title):
            end = find_story(text, line.start, line.end)[1] if line.kind in _READ else line.end
            if end > line.start:
                parts += [text[done : line.start], " " * (end - line.start)]
                done = end
        read = find_comments(text)
        return "".join([*parts, text[done:]])[:read].ljust(len(text))

    def _cut(self, text: str) -> str:
        """Cut the text at the bound, and blank what no word is that long; offsets stay."""
        longest = self._policy.max_word
        return _UNBROKEN.sub(
            lambda run: run.group()[:longest].ljust(len(run.group())) if len(run.group()) > longest else run.group(),
            text[: self._policy.max_chars],
        )

    def _finish(self, parse: Columns | Doc, article: Article) -> Analysis:
        bound = self._policy.max_chars
        return self.read(parse, article.header, text=article.text[:bound], truncated=len(article.text) > bound)

    def read(
        self, parse: Columns | Doc, header: Header, *, text: str | None = None, truncated: bool = False
    ) -> Analysis:
        """Read a parsed text. Pure. `text` as the article has it, with what was blanked for the parse."""
        lexicon = self._lexicon
        tree = self._pack.read_tree(parse, self._strings, _text_of(parse, text))
        own = tree.text[: find_comments(tree.text)]
        quotes = Quotes(own)
        mend(tree, lexicon, quotes.at if quotes.spans else None)
        lines = read_lines(own, header.title)
        line_of = _line_of(tree, lines)
        paragraphs = [-1 if line is None else line.paragraph for line in line_of]
        times = Times(tree, header.published, paragraphs)
        names = Names(tree, lexicon, self._given)
        distances = Distances(tree, quotes)
        phrases = Phrases(tree, quotes, lexicon)
        readable = [(line.start, line.end) for line in lines if line.kind in _READ]
        found = [
            one
            for one in find_attributions(phrases, readable, names.tokens)
            if (line := line_of[tree.sentence[one.verb]]) is not None and line.kind in _READ
        ][: self._policy.max_statements]
        speaking = {one.subject for one in found if one.subject is not None}
        persons = resolve_pronouns(tree, names, distances, speaking, lexicon)
        attributions = Voices(tree, names, lexicon, persons, distances).name(found)
        channels = Channels(tree, names, lexicon, quotes, self._outlet_of(header))
        reader = Reader(tree, names, lexicon, persons)
        return Analysis(
            article=header,
            sentences=_sentences(tree, line_of, times, find_retelling(tree, lexicon)),
            entities=names.entities(),
            statements=tuple(
                self._state(one, speaker, reader, quotes, channels.of(one, speaker, attributions), times)
                for one, speaker in attributions
            ),
            narration=narrate(reader, attributions, [p >= 0 for p in paragraphs], times),
            figures=tally(reader, attributions, paragraphs, times),
            terms=weigh(header.title, own, self._pack.common),
            truncated=truncated,
        )

    def _outlet_of(self, header: Header) -> str:
        """The article's outlet as texts name it."""
        known = self._given.get(fold_name(header.outlet))
        return header.outlet if known is None else known.name

    def _state(
        self, found: Found, speaker: Speaker, reader: Reader, quotes: Quotes, via: tuple[str, ...], times: Times
    ) -> Statement:
        tree = reader.tree
        act = judge_act(found, tree, self._lexicon)
        proposition, further = read_content(reader, found, speaker, denied=act == "deny")
        return Statement(
            speaker=tree.spans(found.speaker),
            cue=tree.spans(found.cue),
            content=tree.spans(found.content),
            act=act,
            form=_form(tree, found, quotes),
            polarity=judge_polarity(found, act, tree, self._lexicon, proposition.polarity if proposition else "pos"),
            certainty=judge_certainty(found, act, tree, self._lexicon),
            speaker_entity=speaker.entity,
            speaker_kind=speaker.kind,
            body=speaker.body,
            via=via,
            sentence=tree.sentence[found.verb],
            proposition=proposition,
            further=further,
            background=times.is_past(found.verb, *_beside_content(tree, found))
            or times.is_days_ago(found.verb)
            or (act in _MOVING and times.is_told_again(found.verb, denies=act == "deny")),
        )


def _beside_content(tree: Tree, found: Found) -> tuple[int, int]:
    """Give the first and the last token around the cue that are none of the content's: when it was said is there."""
    first, after = tree.sentences[tree.sentence[found.verb]]
    content = set(found.content)
    low = high = found.verb
    while low > first and low - 1 not in content:
        low -= 1
    while high + 1 < after and high + 1 not in content:
        high += 1
    return low, high


def _text_of(parse: Columns | Doc, text: str | None) -> str:
    if text is not None:
        return text
    if isinstance(parse, Doc):
        return parse.text
    raise TypeError("columns hold no characters: the text has to be given")


def _line_of(tree: Tree, lines: list[Line]) -> list[Line | None]:
    """The line that each sentence begins on."""
    found: list[Line | None] = []
    k = 0
    for first, _ in tree.sentences:
        while k + 1 < len(lines) and lines[k + 1].start <= tree.start[first]:
            k += 1
        found.append(lines[k] if lines else None)
    return found


def _sentences(tree: Tree, line_of: list[Line | None], times: Times, retelling: int) -> tuple[Sentence, ...]:
    """Give the sentences; those from `retelling` on are told again unless they name a day of the article's own."""
    found = []
    opened: Line | None = None
    for s, ((first, after), line) in enumerate(zip(tree.sentences, line_of, strict=True)):
        last = after - 1
        while last > first and tree.space[last]:
            last -= 1
        start, end = tree.start[first], tree.end[last]
        if line is not None and line is not opened and start > line.start:
            shown, read = find_story(tree.text, line.start, line.end)
            start = shown if shown < start <= read else start  # its dateline is shown with it, and says who wrote it
        opened = line
        text = tree.text[start:end]
        dated, days = times.is_dated(s), times.days_in(s)
        retold = s >= retelling and not dated
        paragraph = -1 if line is None else line.paragraph
        found.append(
            Sentence(start=start, end=end, text=text, paragraph=paragraph, dated=dated, retold=retold, days=days)
        )
    return tuple(found)


def _form(tree: Tree, found: Found, quotes: Quotes) -> Form:
    if not found.content or not quotes.spans:
        return "indirect"
    inside = [quotes.at(tree.start[i]) is not None for i in (found.content[0], found.content[-1])]
    if all(inside):
        return "direct"
    touched = quotes.overlapping(tree.start[found.content[0]], tree.end[found.content[-1]])
    return "mixed" if touched else "indirect"
