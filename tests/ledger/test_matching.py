"""A look-up leaves claims out by arrays, and finds what it would find if it compared with every one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storywatch.ledger import matching
from storywatch.ledger.grid import Grid
from storywatch.ledger.matching import ClaimIndex
from storywatch.ledger.state import Claim
from storywatch.messages import Proposition

WORDS = "harbour crane ferry union review terminal bridge levy close open sink sign".split()
NAMES = ("Ida Quill", "Harbour Union", "Port Authority", "Orlan")

propositions = st.builds(
    lambda words, names, acts, numbers, polarity: Proposition(
        subject=names[:acts] or tuple(words[:acts]),
        predicate=words[-1],
        object=tuple(words[1:2]),
        terms=tuple(words),
        names=names,
        numbers=numbers,
        polarity=polarity,
    ),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7, unique=True),
    st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
    st.integers(0, 1),
    st.lists(st.sampled_from(("3", "40")), max_size=1).map(tuple),
    st.sampled_from(("pos", "neg")),
)
wordings = st.lists(propositions, min_size=1, max_size=3, unique=True).map(tuple)
quick = settings(max_examples=60, deadline=None)


def claim(number: int, worded: tuple[Proposition, ...]) -> Claim:
    return Claim(id=f"c{number:02}", text="", wordings=worded, status="reported", origins=(), outlets=())


def found(index: ClaimIndex, what: Proposition) -> list[tuple[object, ...]]:
    return [(one.claim.id, one.score, one.containment, one.shared, one.firm_frame) for one in index.find(what)]


@quick
@given(
    known=st.lists(wordings, min_size=1, max_size=14),
    fresh=st.lists(wordings, max_size=3),
    asked=st.lists(propositions, min_size=1, max_size=5),
)
def test_it_finds_what_comparing_with_every_claim_finds(known, fresh, asked):
    answers = []
    for few, together in ((0, True), (0, False), (1_000, False)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(matching, "FEW", few)
            index = ClaimIndex(tuple(claim(number, worded) for number, worded in enumerate(known)), {})
            if together:
                index.expect(asked)
            before = [found(index, what) for what in asked]
            for number, worded in enumerate(fresh):  # the first of them are known claims that get wordings more
                kept = known[number] if number < min(2, len(known)) else ()
                index.put(claim(number if kept else 50 + number, (*kept, *(one for one in worded if one not in kept))))
            answers.append((before, [found(index, what) for what in asked]))
    assert answers[0] == answers[1] == answers[2]


def test_a_claim_that_is_put_is_found_at_once_in_its_new_wording():
    harbour = Proposition(predicate="close", object=("harbour",), terms=("close", "harbour", "monday"))
    bridge = Proposition(predicate="sign", object=("bridge",), terms=("sign", "bridge", "levy"))
    index = ClaimIndex((claim(1, (harbour,)),), {})
    assert not index.find(bridge)
    index.put(claim(1, (harbour, bridge)))
    assert [one.claim.id for one in index.find(bridge)] == ["c01"]


features = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(
    lambda words: {word: (1.0, 1.5, 2.0)[len(word) % 3] for word in words}
)


@quick
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 7), st.lists(features, min_size=1, max_size=3), st.booleans()), min_size=1, max_size=20
    )
)
def test_a_grid_that_claims_came_to_and_went_from_weighs_as_one_made_anew(steps):
    grid, held = Grid(), {}
    for number, worded, settles in steps:
        name = f"c{number}"
        if name in held:
            grid.drop(name, held.pop(name))
        else:
            grid.put(name, worded)
            held[name] = worded
        if settles:
            grid.settle()
    anew = Grid()
    for name, worded in held.items():
        anew.put(name, worded)
    grid.settle()
    anew.settle()
    every = dict.fromkeys((*WORDS, "unheard"), 1.0)
    assert grid.weigh(every) == anew.weigh(every)
    for name, worded in held.items():
        weights = grid.weights_of(name)
        assert weights == anew.weights_of(name) == [sum(anew.weigh(one).values()) for one in worded]
    assert not grid.weights_of("unheard")
    assert len(grid._held) <= len(WORDS)  # numbers are given anew
