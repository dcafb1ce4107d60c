"""Which feeds are next: soonest first, hosts in turn, none twice."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feeds.polling.agenda import Agenda

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_what_is_due_comes_soonest_first_and_only_once():
    agenda = Agenda(per_host=9)
    agenda.put("late", "a", T0 + MINUTE)
    agenda.put("soon", "a", T0)
    agenda.put("now", "a", None)
    agenda.put("never yet", "a", T0 + 2 * MINUTE)
    assert agenda.take(T0 + MINUTE, 9) == ["now", "soon", "late"]
    assert agenda.take(T0 + MINUTE, 9) == []
    assert agenda.next_due() == T0 + 2 * MINUTE


def test_a_host_with_many_feeds_holds_up_no_other():
    agenda = Agenda(per_host=2)
    for number in range(5):
        agenda.put(f"big {number}", "big", None)
    agenda.put("small", "small", None)
    assert agenda.take(T0, 9) == ["big 0", "small", "big 1"]
    assert agenda.take(T0, 9) == []
    agenda.leave("big")
    assert agenda.take(T0, 9) == ["big 2"]


def test_a_feed_that_is_put_off_or_dropped_does_not_come():
    agenda = Agenda(per_host=2)
    agenda.put("off", "a", T0)
    agenda.put("gone", "a", T0)
    agenda.put("off", "a", T0 + MINUTE)
    agenda.drop("gone")
    assert agenda.take(T0, 9) == []
    agenda.put("third", "b", T0)
    agenda.take(T0, 0)
    agenda.drop("third")
    assert agenda.take(T0 + MINUTE, 9) == ["off"]


steps = st.tuples(
    st.sampled_from("put drop take leave".split()), st.integers(0, 8), st.integers(0, 50), st.integers(0, 4)
)


@given(st.lists(steps, max_size=120))
def test_whatever_happens_each_key_is_in_one_place_and_no_host_over_its_limit(history):
    agenda, due, out, now = Agenda(per_host=2), {}, [], T0
    for what, number, minutes, limit in history:
        key, host = str(number), f"host {number % 3}"
        if what == "put" and key not in out:
            due[key] = T0 + minutes * MINUTE
            agenda.put(key, host, due[key])
        elif what == "drop":
            due.pop(key, None)
            agenda.drop(key)
        elif what == "leave" and key in out:
            out.remove(key)
            agenda.leave(host)
        elif what == "take":
            now += minutes * MINUTE
            for taken in agenda.take(now, limit):
                assert due.pop(taken) <= now
                assert taken not in out
                out.append(taken)
                assert sum(int(other) % 3 == int(taken) % 3 for other in out) <= 2
    assert set(agenda._due) | set(agenda._waiting) == set(due)
