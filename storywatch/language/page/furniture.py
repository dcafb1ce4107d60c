"""Which single lines of a page are its furniture: buttons, labels, bylines, credits, times, appeals to the reader.

Knows characters only, English ones. A line that opens like furniture but goes on as a sentence is prose: *Share prices
fell*, *Published in 2029, the report warned*. What decides is how the opening ends: a label by its colon, a button by
the line, an appeal by speaking of *us* and *our newsletter*, a credit by the name that it gives.
"""

import re

LONGEST = 400
"""Characters of a line that may be furniture: a paragraph that opens like a button is none."""

_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?:[ ](?:de|la|van|von|al|bin|in)?[ ]?[A-ZÀ-Þ][\w.'’-]*){0,3}"
_NAMES = rf"{_NAME}(?:(?:,[ ]|[ ]and[ ]|,[ ]and[ ]|[ ]&[ ]){_NAME}){{0,5}}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = r"\w{3,9}\.?"
_DATE = rf"(?:{_MONTH},?[ ])?(?:{_DAY}[ ]{_MONTH}|{_MONTH}[ ]{_DAY}),?[ ](?:19|20)\d\d"
_CLOCK = r"\d{1,2}[.:]\d\d(?:[ ]?[ap]\.?m\.?)?(?:[ ](?:[A-Z]{2,4}|local[ ]time))?"

_JOB = r"(?:[Rr]eporter|[Cc]orrespondent|[Cc]olumnist|[Ww]riter|[Ee]ditor|[Cc]ontributor|[Pp]roducer)"

_LABEL = re.compile(
    r"""(?xi) ^\W* (?: also\ read | read\ (?:more|also|next|on|this) | (?:most|what\ to)\ read
    | related(?:\ (?:articles?|stor(?:y|ies)|topics?|content|links?|news|coverage))? | see\ also
    | more\ (?:on|from|about)\b(?!.*\.\W*$)\ .{2,40}
    | recommended(?:\ (?:for\ you|stories|reading))? | you\ (?:may|might)\ also\ like
    | trending(?:\ now)? | watch(?:\ (?:now|live|video|more))? | listen | video | gallery | in\ pictures
    | tags? | topics? | categor(?:y|ies) | filed\ under | posted\ in | (?:file\ )?(?:photo|pic(?:ture)?|image)s?
    | photo(?:graph)?s?\ (?:by|credit) | image\ (?:credit|source|caption) | credit | source\ link | our\ standards
    | (?:first\ |last\ )?(?:published|updated?|posted|modified)(?:\ (?:on|at))? | share | follow | copyright
    | advert(?:isement|ising)? | sponsored(?:\ content)? | comments? | edit(?:ing|ed)\ by | reporting\ by | skip\ to\ .*
    | continue\ reading | back\ to\ top | loading | print | e-?mail | tweet | newsletter | subscribe | sign\ up
    ) \s* (?: [:|»›→▶] | [–—-]\s | \W*$ | \(\d+\)\W*$ )"""
)
_BUTTON = re.compile(
    r"""(?xi) ^[^\w“"‘']* (?: (?:read|see|view|show|load)\ (?:more|all|full|next)\b.{0,30} | print(?:\ this(?:\ page)?)?
    | share\ (?:on|via|this|with)\b.{0,25} | e-?mail\ this\b.{0,30} | follow\ (?:us|@)\S*.{0,60}
    | follow\ \S+\s\S+\ on\ .{2,30}
    | leave\ a\ (?:reply|comment) | (?:post|add|view)\ (?:a\ )?comments? | sign\ (?:in|up|out) | log\ (?:in|out)
    | subscribe(?:\ now)? | cookie\ (?:settings|policy) | accept\ (?:all\ )?cookies
    | privacy\ policy | terms\ of\ .{3,20}
    | tap\ to\ \w+ | click\ to\ \w+(?:\ \w+)? | watch\ the\ video\b.{0,20} | listen\ to\ this\ (?:article|story)
    | discover\ more\ from\b.{0,40} | make\ a\ (?:charitable\ )?donation | story\ continues\ below\b.{0,30}
    | advertisement\b.{0,40}(?:below|reading).{0,10} | \d+\ min(?:ute)?s?\ read | loading.{0,20} | getty\ images
    | home\s?[>›»].* | required\ fields\ .* | all\ rights\ reserved ) \W*$"""
)
_APPEAL = re.compile(
    r"""(?xi) ^[^\w“"‘']* (?: (?:click|tap)\ here\ (?:to|for)\b | your\ e-?mail\ address\b
    | (?:sign\ up|subscribe|register)\ (?:to|for|now|here|today)\b.*
    \b(?:our|us|newsletters?|alerts?|inbox|access|e-?mails?|updates|offer|free)\b
    | (?:get|join|follow|like|download|support|donate|help|share|become|receive|sign|enjoying|want)\b.*
    \b(?:our|us|your\ inbox|newsletters?|journalism|this\ (?:article|story|post))\b(?!\ (?:army|army's))
    | this\ (?:article|story|post|piece|report)\ (?:was\ |is\ )?(?:first|originally|also|re)\W?(?:published|appeared)\b
    | (?:subscribe|listen)\ to\b.*\bpodcasts?\b
    | follow\ .{2,40}\ on\ (?:twitter|facebook|instagram|x|linkedin|youtube)\b
    | (?:©|\(c\)|copyright)\ .{0,60}\b(?:19|20)\d\d\b | all\ rights\ reserved\. | we\ use\ cookies\b )"""
)
_CREDIT = re.compile(
    rf"""(?x) ^\W* (?: [Bb](?:y|Y)\ {_NAMES}(?:\s*[,|/–—-]\s*.{{2,60}}|\ in\ {_NAME})?\W*$
    | {_NAMES},\ (?:[A-Z]\w+\ ){{0,3}}{_JOB}s?\W*$
    | (?:\()?(?:[Aa]dditional\ |[Ww]ith\ )?(?:[Rr]eport|[Ee]dit|[Ww]rit)ing\ (?:by|from)\ {_NAMES}(?:\ in\ {_NAME})?
      \s*(?:[;,.)]|and|$)
    | [Pp]ublished\ by(?:\ {_NAMES})?\W*$ | {_NAMES}\ (?:also\ )?contributed\ (?:to\ this|reporting)\b
    | {_NAME}\ is\ (?:a|an|the)\ .{{0,40}}\b{_JOB}\ (?:at|for|with|in|of|based|covering)\b
    | \(?[Pp]hoto(?:graph)?\ by\ {_NAMES}\b.{{0,60}}$ | {_NAMES}\ ?/\ ?[A-Z][\w .-]{{1,40}}$ )"""
)
_TIME = re.compile(
    rf"""(?xi) ^[^\w“"‘']*
    (?:(?:first\ |last\ )?(?:published|updated?|posted|modified)\b(?:\ by\ \S+)?(?:\ (?:on|at))?\W*)?
    (?: {_DATE}(?:,?\W{{0,4}}(?:at\ )?{_CLOCK})? | {_CLOCK}(?:\W{{1,4}}{_DATE})? | \d{{1,2}}/\d{{1,2}}/\d{{2,4}}
    | \d{{1,2}}\ (?:minute|hour|day|week)s?\ ago ) \W*$"""
)
_LINK = re.compile(r"^\W*https?://\S+\s*$")
_PATTERNS = (_LABEL, _BUTTON, _APPEAL, _CREDIT, _TIME, _LINK)


def is_furniture(line: str) -> bool:
    """Tell whether a line, stripped, is no part of the story."""
    return len(line) <= LONGEST and any(pattern.match(line) for pattern in _PATTERNS)
