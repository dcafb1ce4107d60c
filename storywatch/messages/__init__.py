"""What travels between the steps: frozen, typed, versioned, small. Decoding checks every field."""

from storywatch.messages.alert import Alert, Verdict, Watched
from storywatch.messages.analysis import (
    WORLD,
    Act,
    Analysis,
    Certainty,
    Clause,
    Entity,
    EntityKind,
    Figure,
    Form,
    Mood,
    Narration,
    Polarity,
    Proposition,
    Sentence,
    Span,
    SpeakerKind,
    Statement,
    Tense,
)
from storywatch.messages.article import Article, Header
from storywatch.messages.codec import UndecodableMessageError, decode, encode
from storywatch.messages.development import About, Development, Development1, Evidence, Kind
from storywatch.messages.quarantined import Quarantined
from storywatch.messages.story import StoryClosed, StoryMerged, StoryMessage, StorySplit, StoryUpdate, key_of

__all__ = [
    "WORLD",
    "About",
    "Act",
    "Alert",
    "Analysis",
    "Article",
    "Certainty",
    "Clause",
    "Development",
    "Development1",
    "Entity",
    "EntityKind",
    "Evidence",
    "Figure",
    "Form",
    "Header",
    "Kind",
    "Mood",
    "Narration",
    "Polarity",
    "Proposition",
    "Quarantined",
    "Sentence",
    "Span",
    "SpeakerKind",
    "Statement",
    "StoryClosed",
    "StoryMerged",
    "StoryMessage",
    "StorySplit",
    "StoryUpdate",
    "Tense",
    "UndecodableMessageError",
    "Verdict",
    "Watched",
    "decode",
    "encode",
    "key_of",
]
