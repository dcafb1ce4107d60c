"""What a speaker does to the content: act, polarity, certainty. Knows nothing of who the speaker is.

A verb does not settle its act: what it is done to, negation and modals on it, and how the content is put do.
"""

from storywatch.language.lexicon import Lexicon
from storywatch.language.parse.tree import Tree
from storywatch.language.statements.kernels import find_kernel
from storywatch.language.statements.negation import is_cue_negated
from storywatch.language.statements.phrases import Found
from storywatch.language.statements.silence import keeps_silent
from storywatch.messages import Act, Certainty, Polarity

_OUGHT = frozenset({"should", "must", "ought"})
_MAY = frozenset({"may", "might", "could"})
_WILL = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "'d", "’d"})
_FIRST = frozenset({"i", "we"})
_UNTIL = frozenset({"prep", "advcl"})
_SETTLING = frozenset({"confirm", "deny"})
_ASKED = frozenset("question query issue subject topic matter point answer reply response commitment".split())
"""What those who do not want to say dodge, besides what answers are made of."""
_AVOIDING = frozenset({"avoid", "decline", "refuse"})
_NOTHING = frozenset({"nothing", "none"})


def judge_act(found: Found, tree: Tree, lexicon: Lexicon) -> Act:
    """Decide the act from cue, object, negation, modals and the content's own modals."""
    act, lemma = _own_act(found, tree, lexicon), found.lemma
    negated = _is_negated(found, tree, lexicon)
    if found.withheld is not None or found.frame == "told" or _is_answer(found, tree, lexicon):
        return "decline"
    if act == "retract" and not negated:
        return "retract"
    if lemma in lexicon.rejecting and found.frame in {"object", "person"} and found.head is not None:
        reported = _is_report(tree, lexicon, found.head)
        return "oppose" if not reported else "decline" if negated else "deny"
    if lemma in lexicon.excluding:
        return "assess" if negated else "deny"
    if lemma in {"refuse", "decline"} and found.frame == "infinitive" and found.head is not None:
        return "decline" if tree.lemma[found.head].lower() in lexicon.telling else "oppose"
    if negated:
        act = _negate(act, found, tree, lexicon)
    if act == "assert" and not negated and (turned := _by_form(found, tree, lexicon)) is not None:
        return turned
    if act == "assert" and lemma in lexicon.saying and found.head is not None:
        return _by_content(found, tree, lexicon)
    return act


def _is_answer(found: Found, tree: Tree, lexicon: Lexicon) -> bool:
    """*Declined comment*, *avoided commenting*: it is an answer that is avoided."""
    if found.lemma not in _AVOIDING or found.head is None:
        return False
    lemma = tree.lemma[found.head].lower()
    return lemma in (lexicon.details if found.frame == "object" else lexicon.silent & lexicon.telling)


def _own_act(found: Found, tree: Tree, lexicon: Lexicon) -> Act:
    """The frame's act; who *acknowledged reports that it leaks* takes notice of them, and confirms nothing.

    *Appeared to confirm it* is how it looked to who writes, and *deflected criticism* leaves no question open; where a
    language's words for answers are not known, any object may be one.
    """
    if found.act == "decline" and found.frame == "object" and found.head is not None and lexicon.details:
        asked = tree.lemma[found.head].lower() in _ASKED | lexicon.details | lexicon.calls
        return "decline" if asked else "oppose"
    if found.act in _SETTLING and any(tree.lemma[k].lower() in lexicon.seeming for k in found.cue if k != found.verb):
        return "assess"
    if found.lemma in lexicon.withholding_from and found.frame == "object" and found.head is not None:
        plea = tree.lemma[found.head].lower() in lexicon.pleas  # *denied the request*
        return "oppose" if plea else found.act
    if found.lemma not in lexicon.noting or found.frame != "object" or found.head is None:
        return found.act
    return "assess" if _is_report(tree, lexicon, found.head) else found.act


def _negate(act: Act, found: Found, tree: Tree, lexicon: Lexicon) -> Act:
    can = any(tree.lower[k] in {"can", "ca"} for k in tree.kids[found.verb] if tree.dep[k] == "aux")
    match act:
        case "confirm":
            return "decline"
        case "retract":
            return "support"  # *has not withdrawn its report*: it stands by it
        case "deny":
            return "confirm" if can else "decline"
        case "support":
            return "oppose"
        case "assert" if found.lemma in lexicon.telling or found.frame == "clause":
            return "decline"
        case "commit" if found.frame == "infinitive":
            return "oppose" if found.lemma in lexicon.consenting else "commit"
        case _:
            return act


def _by_content(found: Found, tree: Tree, lexicon: Lexicon) -> Act:
    """Said is not yet asserted: *said it should*, *said he would*, *said "I think ..."*."""
    head = found.head
    if head is None:
        return "assert"
    subject = tree.kid(head, "nsubj", "nsubjpass")
    who = tree.lower[subject] if subject is not None else ""
    if tree.lemma[head].lower() in lexicon.thinking and who in _FIRST:
        return "assess"
    modal = _by_modal(tree, head, who)
    if modal is not None:
        return modal
    past = tree.tag[head] == "VBD"  # *had to be freed* was
    need = tree.lemma[head].lower() in lexicon.needing and tree.has(head, "xcomp") and not past
    order = tree.tag[head] == "VB" and subject is None and not tree.has(head, "aux")
    return "demand" if need or order or found.lemma in lexicon.asking else "assert"


def _by_modal(tree: Tree, head: int, who: str) -> Act | None:
    """*should* demands, *we will* commits, others' *will*, *would* and *may* are a forecast."""
    for k in tree.kids[head]:
        word = tree.lower[k]
        if tree.dep[k] not in {"aux", "auxpass"}:
            continue
        if word in _OUGHT:
            return "demand"
        if word in _MAY:
            return "assess"
        if word in _WILL:
            return "commit" if who in _FIRST else "assess"
    if tree.modal[head] in _WILL:
        return "commit" if who in _FIRST else "assess"
    return None


def _by_form(found: Found, tree: Tree, lexicon: Lexicon) -> Act | None:
    """What is asserted may take back, withhold or rebut."""
    if _until(tree, found.verb):
        return "retract"
    if found.head is None:
        return None
    if keeps_silent(tree, lexicon, found.head):
        return "decline"
    if _calls_untrue(found, tree, lexicon):
        return "deny"
    kernel = find_kernel(tree, lexicon, found.head)
    if kernel.rebuts:
        return "deny"
    if kernel.upheld:
        return "confirm"
    return "confirm" if kernel.tested and not kernel.turned and found.subject is not None else None


def _until(tree: Tree, verb: int) -> bool:
    """*had claimed until Thursday that*: now it does so no more."""
    if tree.tag[verb] != "VBN" or not any(tree.dep[k] == "aux" and tree.lower[k] == "had" for k in tree.kids[verb]):
        return False
    links = (k if tree.dep[k] == "prep" else tree.kid(k, "mark") for k in tree.kids[verb] if tree.dep[k] in _UNTIL)
    return any(link is not None and tree.lower[link] in {"until", "till"} for link in links)


def _calls_untrue(found: Found, tree: Tree, lexicon: Lexicon) -> bool:
    """*Called the accusations baseless*."""
    if found.frame != "person" or found.head is None or not _is_report(tree, lexicon, found.head):
        return False
    called = [k for k in tree.kids[found.verb] if k > found.head and tree.dep[k] in {"oprd", "attr", "acomp"}]
    called += [x for k in tree.kids[found.verb] if tree.dep[k] == "prep" for x in tree.kids[k] if k > found.head]
    return any(tree.lemma[k].lower() in lexicon.untrue for k in called)


def _is_report(tree: Tree, lexicon: Lexicon, head: int) -> bool:
    """Does the object stand for what somebody asserted?"""
    if tree.lemma[head].lower() in lexicon.reports:
        return True
    return tree.lemma[head].lower() in {"any", "all"} and any(
        tree.lemma[k].lower() in lexicon.reports for c in tree.kids[head] for k in tree.kids[c]
    )


def _is_negated(found: Found, tree: Tree, lexicon: Lexicon) -> bool:
    """Negated by its own words, or by an object that is nothing: *confirmed nothing*."""
    if is_cue_negated(tree, lexicon, found.verb, found.subject):
        return True
    if found.act not in _SETTLING or found.frame != "object" or found.head is None:
        return False
    return tree.lower[found.head] in _NOTHING


def judge_polarity(found: Found, act: Act, tree: Tree, lexicon: Lexicon, inner: Polarity) -> Polarity:
    """Negative where the content is: its own clause's negation, or *does not think that*."""
    if act == "decline" or found.head is None:
        return "pos"
    if act == "assess" and found.frame in {"clause", "infinitive", "person"} and _is_negated(found, tree, lexicon):
        return "neg" if inner == "pos" else "pos"
    return inner if found.frame in {"clause", "infinitive", "according", "noun", "adjective", "person"} else "pos"


def judge_certainty(found: Found, act: Act, tree: Tree, lexicon: Lexicon) -> Certainty:
    """How sure the speaker puts it."""
    if act == "decline":
        return "unknown"
    if found.head is not None:
        if tree.modal[found.head] == "hearsay":
            return "probable"
        for k in tree.kids[found.head]:
            if (tree.dep[k] == "aux" and tree.lower[k] in _MAY) or tree.lower[k] in lexicon.possible:
                return "possible"
            if tree.lower[k] in lexicon.probable:
                return "probable"
    if found.lemma in lexicon.asking:
        return "unknown"
    if found.lemma in lexicon.leaning_probable:
        return "probable"
    return "possible" if found.lemma in lexicon.leaning_possible else "certain"
