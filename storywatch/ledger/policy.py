"""What the ledger judges by, as data."""

from msgspec import Struct

from storywatch.bounds import Count, Positive, Share
from storywatch.messages import Kind


class LedgerPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Thresholds and bounds of the ledger. A similarity is 0 to 1 (storywatch.ledger.matching)."""

    same_claim: Share = 0.46
    """From here two propositions with the same main verb are one claim ..."""
    same_claim_other_verb: Share = 0.60
    """... and with different verbs only from here: merging wrongly is worse than keeping two."""
    same_act: Share = 0.35
    """... and from here where the same party does the same to the same thing, however else it is worded."""
    reworded: Share = 0.50
    """From here a new claim is most likely an older one in other words: kept apart, and not told."""
    same_frame: Share = 0.35
    """... and from here where it is one event, and nobody in it is at odds; only so do two propositions contradict."""
    reworded_number: Share = 0.35
    """... and from here where it gives the same numbers."""
    firm_frame: Share = 0.10
    """... and from here where what acts and what it acts on are the same too."""
    addressed: Share = 0.45
    """From here a confirmation, denial or refusal is about a known claim: its content is often only a noun."""
    noteworthy_terms: Count = 3
    """Content words that a claim needs at least; shorter ones are turns of phrase."""
    narrated_terms: Count = 8
    """Content words that narration needs to be told as a new claim, beside a name ..."""
    dated_terms: Count = 5
    """... or where its sentence names one of the article's days: *the search ended on Monday*; all of it is kept ..."""
    max_narrated: Count = 3
    """... and so many an article are told: an outlet's own sentences are new one time in ten. Where the story opens,
    that bounds those that name no day."""
    figure_tolerance: Share = 0.005
    """Relative difference up to which two values are the same ..."""
    figure_rounding: Share = 0.05
    """... and up to which they are where one is *about*, *nearly* or *at least*: a rounded value."""
    figure_leap: Positive = 20.0
    """Times that a figure can grow between two readings: more is a count of something else."""
    same_time_hours: Positive = 12.0
    """Two origins that differ within this conflict; later the newer value is a change."""
    quiet_days: Positive = 7.0
    """A story with no article for this long, and for `quiet_factor` of its usual gaps, has gone quiet."""
    quiet_factor: Positive = 4.0
    surge_articles: Count = 5
    """Articles within the last hour that a surge needs at least ..."""
    surge_factor: Positive = 4.0
    """... and how many times the story's usual articles an hour."""
    surge_hold_hours: Positive = 12.0
    """A surge is told once in this time."""
    max_claims: Count = 300
    """Claims a story keeps; the least taken up and longest quiet go first."""
    max_wordings: Count = 4
    max_stances: Count = 12
    max_figures: Count = 120
    max_readings: Count = 12
    max_parties: Count = 200
    max_outlets: Count = 100
    """Outlets and origins that a claim names, the earliest kept: a hundred say no more than ninety-nine."""
    max_aliases: Count = 600
    max_roles: Count = 200
    max_times: Count = 200
    max_applied: Count = 500
    max_days: Count = 200
    """Days of a story's timeline; beyond the last four weeks those that the fewest articles name go first, the oldest
    of them."""
    max_claim_text: Count = 200
    """Characters of a claim's wording that are kept."""
    kind_weights: dict[Kind, Share] = {}
    """What a kind is worth by itself, for kinds that a user weighs otherwise (storywatch.ledger.significance)."""
    told_from: Share = 0.25
    """What the signs of a change have to add up to for it to be told (storywatch.ledger.significance); the ledger keeps
    the others."""
    max_developments: Count = 20
    """Developments that one article can cause, the most significant kept: a roundup is not twenty stories."""
