"""Whether a claim that the story did not have is told: who says it, what it says, and when it is set.

The ledger keeps what is not told all the same, and the refusal says why. Moves of the ladder are not asked here.
"""

from storywatch.ledger.addressing import ASSERTING, is_anothers, is_apart
from storywatch.ledger.bench import Bench
from storywatch.ledger.citing import find_outlet
from storywatch.ledger.counted import reduce_count
from storywatch.ledger.drafts import LEAD_SENTENCES
from storywatch.ledger.noting import Overlooked, is_upheaval, lacks, overlook_sentence, overlook_statement, passes_on
from storywatch.ledger.standing import Speaker, stands_for
from storywatch.ledger.state import Role
from storywatch.ledger.unfolding import Further
from storywatch.ledger.voices import Voice, hear_body, hear_person, hear_unnamed, is_office, looks_on
from storywatch.messages import Act, Narration, Proposition, Statement, Tense
from storywatch.names import fold_name

ASKED: frozenset[Act] = frozenset({"demand", "commit", "support", "oppose"})
"""Acts that *has not recommended* leaves undone."""

ELSEWHERE = "nobody and few of the words in it are known to the story: a page tells of others too"


def tells_statement(bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None) -> bool:
    """Tell whether a new claim that somebody makes is worth telling."""
    overlooked = _overlook_words(bench, statement, proposition, speaker)
    if overlooked is not None:
        bench.refuse(*overlooked)
        return False
    if not introduces(bench, statement, speaker) and _is_reworded(bench, proposition, statement.sentence):
        return False
    voice = weigh_voice(bench, statement, speaker)
    if voice == "nobody":  # *it was found that*, *our reporter saw that*: as good as narration
        return _tells_words(bench, proposition, statement.sentence, "past")
    unnamed = voice == "stranger" or (speaker is None and voice == "insider")
    if unnamed and not proposition.numbers and not _is_near(bench, statement.sentence):
        bench.refuse("unnamed", "somebody unnamed says so, of no day and no number")
        return False
    if voice == "outsider" and _counts(bench, statement, proposition):
        return True
    if voice == "outsider" or (voice == "stranger" and statement.act not in ASSERTING):
        bench.refuse("bystander", f"{stands_for(speaker)} neither acts in the story nor stands for a body that does")
        return False
    return True


def _overlook_words(
    bench: Bench, statement: Statement, proposition: Proposition, speaker: Speaker | None
) -> Overlooked | None:
    """Say why the words of a statement are no news, whoever says them; None where they may be."""
    content, text = bench.word(statement), bench.sentence_text(statement.sentence)
    language = bench.analysis.article.language
    if isinstance(statement, Further) and not _stands_in(bench, statement, proposition, speaker):
        return "further", "an earlier sentence of the quotation says the news"
    if statement.background:
        return "background", "said in a time before the article's news"
    if statement.act in ASKED and lacks(bench.upto_cue(statement), language):
        return "undone", f"{statement.act}: it is said that nobody does so"
    body = speaker is not None and not speaker.person
    overlooked = overlook_sentence(text, language)
    overlooked = overlooked or overlook_statement(statement, proposition, content, text, language, body=body)
    if overlooked is None and speaker is not None and not (bench.known.met(speaker) or bench.has_told(speaker)):
        speaking = (speaker.name, speaker.body) if speaker.body else (speaker.name,)
        return None if bench.known.knows(proposition, *speaking) else ("elsewhere", ELSEWHERE)
    return overlooked


def _counts(bench: Bench, statement: Statement, proposition: Proposition) -> bool:
    """*Neighbours said that three men died on Monday*: who looks on is heard for what happened, with day and number."""
    told = statement.act == "assert" and proposition.mood == "fact" and bool(proposition.numbers)
    return told and _is_dated(bench, statement.sentence) and bench.known.knows(proposition)


def _stands_in(bench: Bench, statement: Further, proposition: Proposition, speaker: Speaker | None) -> bool:
    """*The facts speak for themselves. The pace has not slowed*: what a body denies is news, be it said second."""
    official = speaker is not None and speaker.official
    return official and proposition.polarity == "neg" and bench.is_unheard(statement)


def tells_narration(bench: Bench, narration: Narration) -> bool:
    """Tell whether a new claim in the outlet's own voice is worth telling; asked once for each."""
    text, language = bench.sentence_text(narration.sentence), bench.analysis.article.language
    overlooked = overlook_sentence(text, language)
    if overlooked is not None:
        bench.refuse(*overlooked)
        return False
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        bench.refuse("quoted", "part of a quotation whose speaker is not known")
        return False
    if narration.via or passes_on(narration.proposition, language):
        bench.refuse("hearsay", f"passed on from {', '.join(narration.via) or 'somebody'}, and nobody says so here")
        return False
    return _tells_words(bench, narration.proposition, narration.sentence, narration.tense)


def introduces(bench: Bench, statement: Statement, speaker: Speaker | None) -> bool:
    """Tell whether this article is where someone who stands for a body first speaks, and that is not told yet."""
    if speaker is None or bench.opening or not speaker.official or bench.is_introduced(speaker):
        return False
    if statement.background:
        return False  # what was said long ago is no first word on the news
    if not speaker.person and (speaker.name in bench.outlets or find_outlet(speaker.name, bench.outlets) is not None):
        return False  # who writes about the story is no party of it
    role = bench.roles.get(speaker.name)
    if speaker.person and (role is None or role.title is None):
        return False  # a quoted expert belongs to a body too, and stands for nobody
    if weigh_voice(bench, statement, speaker) in {"outsider", "nobody"}:
        return False
    party = bench.parties.get(fold_name(speaker.name))
    return party is None or party.first_article == bench.analysis.article.id


def weigh_voice(bench: Bench, statement: Statement, speaker: Speaker | None) -> Voice:
    """Say whether a statement comes from who acts in the story or stands for a body, or from who looks on."""
    language = bench.analysis.article.language
    if speaker is None:
        if statement.speaker_kind == "anonymous" and not statement.speaker:
            return "insider"
        voice = hear_unnamed(bench.speaker_words(statement), language)
        return "insider" if voice == "stranger" and _names_body(bench, statement) else voice
    if not speaker.person:
        return hear_body(speaker.name, language)
    if speaker.body and bench.press.house(speaker.body) == bench.press.house(bench.outlet):
        return "nobody"  # the outlet's own correspondent is the outlet
    title = (bench.roles.get(speaker.name) or Role()).title or ""
    if looks_on(bench.speaker_words(statement), "", language):
        return "outsider"  # *Ana Prieto of the Lake Institute*
    if bench.opening and statement.act == "assert" and not looks_on(title, speaker.body or "", language):
        return "party"  # nobody is known yet: who reports there takes part, unless called an onlooker
    body = bench.known.entity(speaker.body) if speaker.body else None
    return hear_person(
        title,
        speaker.body or "",
        language,
        acts=bench.known.takes_part,
        governs=body is not None and body.kind in ("place", "group"),
        known=bench.known.held[bench.fold(speaker.name)] > 1 or _is_in_lead(bench, speaker.name),
    )


def _names_body(bench: Bench, statement: Statement) -> bool:
    """Tell whether an unknown speaker's words name a body: *the two banks of Vernou*, *members of the Senate*."""
    mentions = (span for one in bench.analysis.entities if one.kind != "person" for span in one.mentions)
    return any(start < end_of and end > start_of for start, end in mentions for start_of, end_of in statement.speaker)


def _tells_words(bench: Bench, proposition: Proposition, sentence: int, tense: Tense) -> bool:
    """Tell an event: long enough, of somebody named or of a day, and set in the article's days."""
    dated = _is_dated(bench, sentence)
    if dated and tense != "other" and _is_upheaval(bench, proposition):
        return bench.narrate(dated=dated)
    if sentence < LEAD_SENTENCES and not bench.opening and _opens_count(bench, sentence):
        return not _is_reworded(bench, proposition, sentence)  # counts are few, and take no other's room
    least = bench.policy.dated_terms if dated else bench.policy.narrated_terms
    if len(proposition.terms) < least or not (proposition.names or dated):
        many = len(proposition.terms)
        few = f"narration with {many} words that say something: from {least} on it may be told"
        bench.refuse("plain", few if many < least else "narration whose main clause names nobody, without a day")
        return False
    if not _happens(bench, proposition, sentence, tense):
        bench.refuse("undated", "narration of what only is, or of a day that is not the article's")
        return False
    brief = len(proposition.terms) < bench.policy.narrated_terms and bool(proposition.names)
    if not (bench.known.names_known(proposition) if brief else bench.known.knows(proposition)):
        bench.refuse("elsewhere", ELSEWHERE)
        return False
    return not _is_reworded(bench, proposition, sentence) and bench.narrate(dated=dated)


def _opens_count(bench: Bench, sentence: int) -> bool:
    """*Eleven people are still missing*: it counts, as the first in the story, those whom that befell."""
    counts = {reduce_count(track.what, track.unit, track.where, bench.fold).head for track in bench.figures}
    for figure in bench.analysis.figures:
        now = figure.sentence == sentence and figure.mood == "fact" and not (figure.background or figure.change)
        if now and not figure.vague:
            mine = reduce_count(figure.what, figure.unit, figure.where, bench.fold)
            if mine.event and mine.head not in counts:
                return True
    return False


def _is_upheaval(bench: Bench, proposition: Proposition) -> bool:
    """*Hartog resigned*, *Hartog was arrested*: of somebody whom the story knows, it needs no more words."""
    who = {bench.fold(name) for name in (*proposition.subject, *proposition.object) if name in proposition.names}
    known = any(bench.known.held[name] for name in who)
    return known and proposition.polarity == "pos" and is_upheaval(proposition, bench.analysis.article.language)


def _is_reworded(bench: Bench, proposition: Proposition, sentence: int) -> bool:
    """Tell whether it is too close to a claim of an earlier article to be news, and too far to be that claim."""
    comes = proposition.polarity == "pos" and is_upheaval(proposition, bench.analysis.article.language)
    for match in bench.claims.find(proposition):
        if match.claim.id in bench.mentioned or (comes and not match.same_polarity):
            continue
        same_event = match.same_verb or match.same_act or match.same_frame
        if sentence < LEAD_SENTENCES and not same_event:
            continue  # what an article opens with is its news: there, the same words of another event are no repeat
        known = {number for wording in match.claim.wordings for number in wording.numbers}
        same_numbers = bool(proposition.numbers) and known >= set(proposition.numbers)
        alike = match.score >= (bench.policy.reworded_number if same_numbers else bench.policy.reworded)
        if alike and match.same_verb and sentence < LEAD_SENTENCES and is_apart(bench, match.claim, proposition):
            continue  # of a plan a part is done, or the like of it elsewhere: that is news
        if alike and not is_anothers(bench, proposition, match.claim):
            bench.refuse("reworded", f"most likely told before in other words: {match.claim.text}")
            return True
    return False


def _happens(bench: Bench, proposition: Proposition, sentence: int, tense: Tense) -> bool:
    """*Closed on Monday*, *meets on Friday*; without a day *closed* is enough where the article opens with it, and *has
    closed* of an office or a body that rules.
    """
    if bench.opening:
        return tense != "other"  # nothing was known
    if _is_dated(bench, sentence):
        return tense != "other" or proposition.mood == "future"
    if tense == "other":
        return False
    language = bench.analysis.article.language
    rules = any(is_office(doer, language) for doer in proposition.subject[:1])
    return sentence == _find_lead(bench) or (tense == "perfect" and rules)


def _find_lead(bench: Bench) -> int:
    """Find the article's first sentence of prose."""
    return next((place for place, one in enumerate(bench.analysis.sentences) if one.paragraph >= 0), 0)


def _is_near(bench: Bench, sentence: int) -> bool:
    """Tell whether a sentence stands at the head of the article, or sets itself in its days."""
    return sentence < LEAD_SENTENCES or _is_dated(bench, sentence)


def _is_dated(bench: Bench, sentence: int) -> bool:
    return bool(bench.analysis.sentences) and bench.analysis.sentences[sentence].dated


def _is_in_lead(bench: Bench, name: str) -> bool:
    entity, lead = bench.known.entity(name), bench.analysis.sentences[:LEAD_SENTENCES]
    return entity is not None and bool(lead) and any(start < lead[-1].end for start, _ in entity.mentions)
