"""A content of several sentences as a statement each, so that each can be confirmed or denied later."""

from collections.abc import Iterator

from msgspec.structs import asdict

from storywatch.messages import Act, Statement

UNFOLDED: frozenset[Act] = frozenset({"assert", "confirm", "deny"})
"""Acts whose further sentences are asserted; those of a promise or a forecast are more of it."""


class Further(Statement, frozen=True, kw_only=True):
    """What a later sentence of a content says. A claim like others, but not told by itself: the first says the news."""


def unfold(statement: Statement) -> Iterator[Statement]:
    """Give the statement, and what is plainly said after its first sentence, or by a clause that is joined to it."""
    yield statement
    if statement.act not in UNFOLDED:
        return
    whole = asdict(statement)
    for clause in statement.further:
        own = {"act": "assert", "sentence": clause.sentence, "content": (clause.span,), "further": ()}
        said = {"polarity": clause.proposition.polarity, "proposition": clause.proposition}
        joined = clause.sentence == statement.sentence  # *said that it is late and that it will not sail* says two
        yield (Statement if joined else Further)(**(whole | own | said))
