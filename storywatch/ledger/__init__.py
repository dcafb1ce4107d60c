"""A story's ledger of claims, figures and parties, from which new developments fall out. Pure."""

from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.revise import mark, revise
from storywatch.ledger.state import Ledger, from_plain, to_plain

__all__ = ["Ledger", "LedgerPolicy", "from_plain", "mark", "revise", "to_plain"]
