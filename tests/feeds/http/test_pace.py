"""What one host is asked, and when."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.http.pace import Pace, PacePolicy

POLICY = PacePolicy(at_once=2, spacing=1.0)


def test_requests_are_spaced_and_few_at_once():
    pace = Pace(POLICY)
    assert pace.begin("a", 0.0) is None
    assert pace.begin("a", 0.25) == 0.75
    assert pace.begin("b", 0.25) is None
    assert pace.begin("a", 1.0) is None
    assert pace.begin("a", 5.0) is not None
    pace.end("a", 5.0)
    assert pace.begin("a", 5.0) is None


def test_a_host_that_asks_for_patience_is_left_alone():
    pace = Pace(POLICY)
    pace.hold("a", 100.0, now=0.0)
    assert pace.begin("a", 99.0) == 1.0
    assert pace.held_for("a", 99.0) == 1.0
    assert pace.begin("b", 99.0) is None
    pace.hold("a", 10**9, now=0.0)
    assert pace.held_for("a", 0.0) == POLICY.longest_hold


def test_a_hosts_own_delay_is_kept_up_to_a_bound():
    pace = Pace(POLICY)
    pace.delay("a", 7.0)
    pace.begin("a", 0.0)
    pace.end("a", 3.0)
    assert pace.begin("a", 3.0) == 7.0
    pace.delay("a", 10**9)
    pace.begin("a", 10.0)
    pace.end("a", 11.0)
    assert pace.begin("a", 11.0) == POLICY.longest_delay


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["begin", "end", "hold"]), st.floats(0, 9))))
def test_whatever_happens_no_rule_is_broken(history):
    pace, now = Pace(POLICY), 0.0
    under_way, last, closed = {"a": 0, "b": 0}, {}, {"a": 0.0, "b": 0.0}
    for host, what, passed in history:
        now += passed
        if what == "hold":
            pace.hold(host, passed, now)
            closed[host] = max(closed[host], now + passed)
        elif what == "end" and under_way[host]:
            pace.end(host, now)
            under_way[host] -= 1
        elif what == "begin" and pace.begin(host, now) is None:
            under_way[host] += 1
            assert under_way[host] <= POLICY.at_once
            assert now - last.get(host, -1.0) >= POLICY.spacing
            assert now >= closed[host]
            last[host] = now
