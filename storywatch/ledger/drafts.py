"""From what was noticed to the developments of an article: choice, order, ids, significance, headline."""

import hashlib
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from storywatch.ledger.policy import LedgerPolicy
from storywatch.ledger.refusals import Noticed, Refusals
from storywatch.ledger.significance import Signs, add_up, stress, weigh_significance
from storywatch.messages import About, Analysis, Development, Evidence, Kind

SUBORDINATE: frozenset[Kind] = frozenset({"new_claim", "new_party"})
"""Kinds that say no more than a weightier one from the same sentence does."""

OF_STORY: frozenset[Kind] = frozenset({"new_story", "resumed", "surge"})
"""Kinds that concern no claim, but the story."""

OPENS_WITH = 3
"""Changes that an article tells first, which are shown as evidence of the story that it opens or moves."""

LEAD_SENTENCES = 3
"""Where an article puts what it is about."""


Weighed = tuple["Draft", float, dict[str, float]]


class Draft(Struct, frozen=True, kw_only=True, gc=False):
    """A change that an article makes, before it is known which of them are told."""

    kind: Kind
    headline: str
    subject: str
    """What the id is made of beside story, kind and article: a claim's, figure's or party's id."""
    claim: str | None = None
    party: str | None = None
    before: str | None = None
    after: str | None = None
    sentence: int
    also: tuple[int, ...] = ()
    """Further sentences of the article that say so: the rest of the quotation, the same claim told again below."""
    earlier: tuple[Evidence, ...] = ()
    origins: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    standing: bool = False
    share: float = 0.0
    signs: Signs | None = None
    """Of a new claim: what speaks for it."""
    rule: str
    explanation: str = ""
    otherwise: str = ""
    about: About | None = None


def cite(analysis: Analysis, sentence: int) -> Evidence:
    """Make evidence of one sentence of the article."""
    article = analysis.article
    if analysis.sentences:
        place = analysis.sentences[min(max(sentence, 0), len(analysis.sentences) - 1)]
        span, text = (place.start, place.end), place.text
    else:
        span, text = (0, 0), article.title
    return Evidence(
        article=article.id,
        revision=article.revision,
        outlet=article.outlet,
        url=article.url,
        span=span,
        text=text,
        published=article.published,
    )


def choose(drafts: Iterable[Draft], refusals: Refusals) -> list[Draft]:
    """Leave out a new claim or party where the same sentence already changes something weightier, and repeats."""
    drafts = _lend_claims(list(drafts))
    weighty = {draft.sentence for draft in drafts if draft.kind not in SUBORDINATE}
    chosen, seen = [], set()
    for draft in drafts:
        mark = (draft.kind, draft.subject)
        if mark in seen:
            refusals.leave_out(_notice(draft), "told_already", "the same change stands earlier in the article")
            continue
        if draft.kind in SUBORDINATE and draft.sentence in weighty:
            refusals.leave_out(
                _notice(draft), "same_sentence", f"{draft.kind}: its sentence changes something weightier"
            )
            continue
        seen.add(mark)
        chosen.append(draft)
    return chosen


def _lend_claims(drafts: Sequence[Draft]) -> list[Draft]:
    """Let what concerns no claim (*new_story*) carry the one that its sentence opens: who watches it hears of it."""
    opened: dict[int, About] = {}
    for draft in drafts:
        if draft.kind in SUBORDINATE and draft.about is not None:
            opened.setdefault(draft.sentence, draft.about)
    return [
        replace(draft, about=opened[draft.sentence]) if draft.kind in OF_STORY and draft.sentence in opened else draft
        for draft in drafts
    ]


def _notice(draft: Draft) -> Noticed:
    return Noticed("change", draft.headline, draft.sentence)


def finish(
    drafts: Sequence[Draft], analysis: Analysis, story: str, policy: LedgerPolicy, refusals: Refusals
) -> tuple[Development, ...]:
    """Turn the chosen drafts into developments: at most `policy.max_developments`, in the order of the text."""
    weighed = [
        (draft, *weigh_significance(
            draft.kind,
            standing=draft.standing,
            share=draft.share,
            lead=draft.sentence < LEAD_SENTENCES,
            again=bool(draft.also),
            origins=len(draft.origins),
            signs=draft.signs,
            weights=policy.kind_weights,
        ))
        for draft in choose(drafts, refusals)
    ]  # fmt: skip
    for draft, significance, _ in weighed:
        if significance < policy.told_from:
            rule = f"significance {significance:g}: from {policy.told_from:g} it would be told"
            refusals.leave_out(_notice(draft), "minor", rule)
    told = [(draft, stress(parts)) for draft, significance, parts in weighed if significance >= policy.told_from]
    weighed = _ground([(draft, add_up(parts), parts) for draft, parts in told])
    kept = sorted(range(len(weighed)), key=lambda place: (-weighed[place][1], place))[: policy.max_developments]
    for place in sorted(set(range(len(weighed))) - set(kept)):
        rule = f"{policy.max_developments} developments of one article are told, the most significant"
        refusals.leave_out(_notice(weighed[place][0]), "crowded", rule)
    article = analysis.article
    return tuple(
        Development(
            id=name_development(story, draft.kind, f"{article.id}:{article.revision}", draft.subject),
            story=story,
            kind=draft.kind,
            article=article.id,
            headline=draft.headline,
            claim=draft.claim,
            party=draft.party,
            before=draft.before,
            after=draft.after,
            evidence=tuple(
                dict.fromkeys((*(cite(analysis, s) for s in (draft.sentence, *draft.also)), *draft.earlier))
            ),
            origins=draft.origins,
            outlets=draft.outlets,
            significance=significance,
            reasons=reasons,
            rule=draft.rule,
            language=article.language,
            published=article.published,
            fetched=article.fetched,
            position=position,
            of=len(kept),
            explanation=draft.explanation,
            otherwise=draft.otherwise,
            about=draft.about,
        )
        for position, (draft, significance, reasons) in enumerate((weighed[place] for place in sorted(kept)), start=1)
    )


def _ground(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Show what a new story opens with as its evidence: an article's first sentence is often only a picture's.

    One whose claim the story carries is what it opens with: who watches that claim is shown it.
    """
    told = [draft.sentence for draft, _, _ in weighed if draft.kind not in OF_STORY][:OPENS_WITH]
    if not told:
        return list(weighed)

    def ground(draft: Draft) -> Draft:
        if draft.kind not in OF_STORY:
            return draft
        first, *also = dict.fromkeys(told if draft.about is None else (draft.sentence, *told[: OPENS_WITH - 1]))
        return replace(draft, sentence=first, also=tuple(also))

    return [(ground(draft), significance, reasons) for draft, significance, reasons in weighed]


def name_development(story: str, kind: str, article: str, subject: str) -> str:
    """Name a development so that the same change by the same article has the same id wherever it is found."""
    mark = f"{story}\x1f{kind}\x1f{article}\x1f{subject}"
    return "d" + hashlib.blake2b(mark.encode(), digest_size=10).hexdigest()
