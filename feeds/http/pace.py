"""When a host may be asked next: a few requests at once, spaced, and not before it asked us to come back. Pure.

Times are seconds of any one clock, given as arguments. What is kept of a host is forgotten once it says nothing more.
"""

from dataclasses import dataclass, field

MAX_HOSTS = 50_000
"""Hosts remembered; beyond, those that say nothing more are forgotten. A host is a hundred bytes."""


@dataclass(frozen=True)
class PacePolicy:
    """How politely a host is asked."""

    at_once: int = 2
    """Requests under way to one host."""
    spacing: float = 1.0
    """Seconds between the beginnings of two of them."""
    longest_delay: float = 30.0
    """Seconds; a host's own `Crawl-delay` is honoured up to here."""
    longest_hold: float = 3_600.0
    """Seconds; one answer's Retry-After holds up all of its host for so long at most. Its own feed waits longer."""


@dataclass
class _Host:
    next_start: float = 0.0
    held_until: float = 0.0
    under_way: int = 0
    delay: float = 0.0


@dataclass
class Pace:
    """What is remembered of the hosts."""

    policy: PacePolicy = field(default_factory=PacePolicy)
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def begin(self, host: str, now: float) -> float | None:
        """Begin a request now: None. Else how many seconds to wait before asking here again; nothing has begun."""
        state = self._hosts.get(host)
        if state is None:
            self._forget(now)
            state = self._hosts[host] = _Host()
        if state.under_way >= self.policy.at_once:
            return max(state.next_start - now, 0.0)
        start = max(state.next_start, state.held_until)
        if start > now:
            return start - now
        state.under_way += 1
        state.next_start = now + max(self.policy.spacing, state.delay)
        return None

    def end(self, host: str, now: float) -> None:
        """Note that a request has ended; the next waits for the host's delay after it, where it has one."""
        state = self._hosts[host]
        state.under_way -= 1
        state.next_start = max(state.next_start, now + state.delay)

    def hold(self, host: str, seconds: float, now: float) -> None:
        """Ask nothing of a host for so long (Retry-After)."""
        state = self._hosts.setdefault(host, _Host())
        state.held_until = max(state.held_until, now + min(seconds, self.policy.longest_hold))

    def delay(self, host: str, seconds: float) -> None:
        """Take note of a host's own Crawl-delay."""
        self._hosts.setdefault(host, _Host()).delay = min(max(seconds, 0.0), self.policy.longest_delay)

    def held_for(self, host: str, now: float) -> float:
        """For how many seconds this host must not be asked; 0 where it may."""
        state = self._hosts.get(host)
        return max(0.0, state.held_until - now) if state is not None else 0.0

    def _forget(self, now: float) -> None:
        if len(self._hosts) < MAX_HOSTS:
            return
        for name in [name for name, state in self._hosts.items() if _says_nothing(state, now)]:
            del self._hosts[name]


def _says_nothing(state: _Host, now: float) -> bool:
    return not state.under_way and max(state.next_start, state.held_until) <= now  # robots.py tells a delay anew
