"""A story's names together with those known beforehand: joined for an article, and parted again when it was judged.

Every article of every story asks, so what depends on the knowledge file alone is kept. Knows nothing of claims.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

from storywatch.knowledge import Knowledge
from storywatch.ledger.names import find_bearers, learn
from storywatch.messages import Entity
from storywatch.names import given_names


def join_names(
    knowledge: Knowledge, own: dict[str, str], entities: Iterable[Entity], max_learnt: int
) -> dict[str, str]:
    """Give folded name → name: those known beforehand first, then the ledger's own, then what an article adds."""
    aliases = _given(knowledge) | own
    return learn(aliases, entities, max_learnt + len(aliases), _join_bearers(knowledge, own))


def part_names(knowledge: Knowledge, own: Mapping[str, str], aliases: Mapping[str, str]) -> dict[str, str]:
    """Leave out of joined names what the knowledge file gives at every opening. `own`: the ledger's before."""
    given = _given(knowledge)
    both = own.keys() & given.keys()
    other = [form for form in (given if both else ()) if form in both and own[form] != given[form]]
    return {form: aliases[form] for form in other} | dict(islice(aliases.items(), len(given), None))


def _join_bearers(knowledge: Knowledge, own: dict[str, str]) -> dict[str, set[str]]:
    given = _given(knowledge)
    if any(own[form] != given[form] for form in own.keys() & given.keys()):
        return find_bearers(given | own)
    known, learnt = _given_bearers(knowledge), find_bearers(own)
    return known | {last: known.get(last, set()) | names for last, names in learnt.items()}


@lru_cache(maxsize=4)
def _given(knowledge: Knowledge) -> dict[str, str]:
    return {form: known.name for form, known in given_names(knowledge).items()}


@lru_cache(maxsize=4)
def _given_bearers(knowledge: Knowledge) -> dict[str, set[str]]:
    return find_bearers(_given(knowledge))
