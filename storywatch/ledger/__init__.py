"""A story's ledger of claims, figures and parties, from which new developments fall out. Pure."""

from storywatch.ledger.folding import fold, part
from storywatch.ledger.graph import OriginGraph, show_origins, trace_origins
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.refusals import REASONS, Suppressed, show_refusals
from storywatch.ledger.revise import Outcome, examine, mark, revise
from storywatch.ledger.state import Ledger, NamedDay, from_plain, to_json, to_plain
from storywatch.ledger.timeline import count_own_days
from storywatch.ledger.writing import Writer

__all__ = [
    "REASONS",
    "Ledger",
    "LedgerPolicy",
    "NamedDay",
    "OriginGraph",
    "Outcome",
    "Suppressed",
    "Writer",
    "count_own_days",
    "examine",
    "fold",
    "from_plain",
    "mark",
    "part",
    "revise",
    "show_origins",
    "show_refusals",
    "to_json",
    "to_plain",
    "trace_origins",
]
