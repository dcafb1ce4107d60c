"""What the ledger judges by, as data."""

from msgspec import Struct


class LedgerPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Thresholds and bounds of the ledger. A similarity is 0 to 1 (storywatch.ledger.matching)."""

    same_claim: float = 0.50
    """From here two propositions with the same main verb are one claim ..."""
    same_claim_other_verb: float = 0.62
    """... and with different verbs only from here: merging wrongly is worse than keeping two."""
    same_act: float = 0.35
    """... and from here where the same party does the same to the same thing, however else it is worded."""
    addressed: float = 0.45
    """From here a confirmation, denial or refusal is about a known claim: its content is often only a noun."""
    noteworthy_terms: int = 3
    """Content words that a claim needs at least; shorter ones are turns of phrase."""
    narrated_terms: int = 8
    """Content words that narration needs to be told as a new claim, beside a name; all of it is kept ..."""
    max_narrated: int = 3
    """... and so many an article after the first are told: an outlet's own sentences are new one time in ten."""
    figure_tolerance: float = 0.005
    """Relative difference up to which two values are the same."""
    figure_overlap: float = 0.5
    """Share of what is counted that two figures must have in common, beyond the head noun."""
    same_time_hours: float = 12.0
    """Two origins that differ within this conflict; later the newer value is a change."""
    quiet_days: float = 7.0
    """A story with no article for this long, and for `quiet_factor` of its usual gaps, has gone quiet."""
    quiet_factor: float = 4.0
    surge_articles: int = 4
    """Articles within the last hour that a surge needs at least ..."""
    surge_factor: float = 4.0
    """... and how many times the story's usual articles an hour."""
    surge_hold_hours: float = 12.0
    """A surge is told once in this time."""
    max_claims: int = 300
    """Claims a story keeps; the least taken up and longest quiet go first."""
    max_wordings: int = 4
    max_stances: int = 12
    max_figures: int = 120
    max_readings: int = 12
    max_parties: int = 200
    max_outlets: int = 100
    """Outlets and origins that a claim names, the earliest kept: a hundred say no more than ninety-nine."""
    max_aliases: int = 600
    max_roles: int = 200
    max_times: int = 200
    max_applied: int = 500
    max_claim_text: int = 200
    """Characters of a claim's wording that are kept."""
    max_developments: int = 20
    """Developments that one article can cause, the most significant kept: a roundup is not twenty stories."""
