"""A story's ledger of claims, figures and parties, from which new developments fall out. Pure."""

from storywatch.ledger.graph import OriginGraph, show_origins, trace_origins
from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.revise import mark, revise
from storywatch.ledger.state import Ledger, from_plain, to_plain

__all__ = [
    "Ledger",
    "LedgerPolicy",
    "OriginGraph",
    "from_plain",
    "mark",
    "revise",
    "show_origins",
    "to_plain",
    "trace_origins",
]
