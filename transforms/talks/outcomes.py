"""What came of talks, as of the day of publication: from the noun, its verb, and the words around them."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Token

from transforms.dates.units import Stretch
from transforms.talks.clauses import SUBCLAUSES, Frame
from transforms.talks.stages import is_ahead, is_subject, is_weighed
from transforms.talks.words import lemma, phrasal, words
from warehouse.schema import TalkOutcome


def outcome(frame: Frame, days: Stretch | None, published: date) -> TalkOutcome:
    """The outcome. `days`: those of the talks, where told."""
    near = _around(frame)
    lemmas = {lemma(token) for token in near} | {token.lower_ for token in near}
    verb = frame.verb
    ahead = is_ahead(frame, days, published)
    if (verb is not None and _is_refused(verb)) or (not ahead and _failed(frame, lemmas)):
        return "no_deal"
    if frame.kind == "agreement":
        if ahead and not _is_made(frame.token):
            return "scheduled"
        is_close = verb is not None and (
            lemma(verb) == "near" or any(child.lower_ == "within" for child in verb.children)
        )  # "within reach"
        if is_close or (lemmas & words("outcome", "ongoing") and not lemmas & words("outcome", "agreement")):
            return "ongoing"
        before = {lemma(token) for child in frame.token.lefts for token in child.subtree}
        is_framework = bool((lemmas | before) & words("outcome", "framework")) and "investment" not in before  # TIFA is an agreement
        return "framework" if is_framework else "agreement"
    if ahead:
        return "scheduled"
    reached = (frame.kind != "call" and "successful" in lemmas) or (verb is not None and _yields(frame, verb))
    if reached:
        return "agreement"
    if frame.kind in ("meeting", "call") and days is not None and days.end <= published:
        return "unknown"
    if lemmas & words("outcome", "ongoing") or (verb is not None and verb.tag_ == "VBG" and _is_present(verb)):
        return "ongoing"
    return "unknown"


def _around(frame: Frame) -> list[Token]:
    """The token with its modifiers, its verb with helpers and objects, and the verbs above that one."""
    token, verb = frame.token, frame.verb
    near = [token, *(child for child in token.children if child.dep_ not in SUBCLAUSES)]
    node = token
    while node.dep_ in ("pobj", "prep", "conj", "compound") and node.head != node and node.head.pos_ not in ("VERB", "AUX"):
        node = node.head
        near.append(node)
    if verb is not None:
        near += [verb, *(child for child in verb.children if child.dep_ not in ("nsubj", "ccomp", "advcl", "conj"))]
        near += [n for child in verb.children if child.dep_ == "prep" for n in child.children if n.dep_ == "pobj"]
        if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
            near += [verb.head, *(child for child in verb.head.children if child.dep_ in ("aux", "neg", "auxpass"))]
    return near


def _is_refused(verb: Token) -> bool:
    """ "Did not agree to renew the pact", "refused to sign the deal"."""
    over = verb.head
    is_not = any(child.dep_ == "neg" for child in over.children)
    return verb.dep_ == "xcomp" and (lemma(over) in ("refuse", "decline") or (lemma(over) == "agree" and is_not))


def _failed(frame: Frame, lemmas: set[str]) -> bool:
    """Whether nothing came of the talks. A deal that fails to help is a deal."""
    verb = frame.verb
    if frame.kind == "agreement" and _is_negated(frame):
        return True
    if verb is not None and (is_weighed(verb) or lemma(verb) in words("outcome", "averted")):
        return False
    if verb is not None and frame.kind == "agreement" and lemma(verb) in words("outcome", "keeping"):
        return False
    if frame.kind != "agreement" and verb is not None and (_ends_without(verb) or _is_broken_off(frame, verb)):
        return True
    if frame.kind == "agreement":  # a long-stalled deal that is approved
        lemmas = lemmas - {lemma(child) for child in frame.token.children if child.dep_ == "amod"}
    is_broken = lemma(verb) == "break" and lemmas & words("outcome", "overcome") if verb is not None else False
    return bool(lemmas & words("outcome", "no_deal")) and not is_broken and not (frame.kind == "agreement" and is_subject(frame))


def _ends_without(verb: Token) -> bool:
    """ "Ended without agreement", "ended with no deal", "produced no breakthrough"."""
    behind = [(child.lower_, noun) for child in verb.children for noun in child.children if child.lower_ in ("without", "with")]
    missed = [noun for preposition, noun in behind if preposition == "without" or _has_no(noun)]
    missed += [child for child in verb.children if child.dep_ == "dobj" and _has_no(child)]
    return any(lemma(noun) in words("outcome", "without") for noun in missed)


def _has_no(noun: Token) -> bool:
    return any(child.lower_ == "no" for child in noun.children)


def _is_broken_off(frame: Frame, verb: Token) -> bool:
    return frame.token.dep_ in ("dobj", "nsubjpass") and bool({lemma(verb), phrasal(verb)} & words("outcome", "broken_off"))


def _is_made(deal: Token) -> bool:
    """Whether what is still to come is only what a deal says: "under the deal signed on Friday, Peru will cut its duties"."""
    signed = any(child.dep_ == "acl" and child.tag_ == "VBN" and lemma(child) in words("outcome", "made") for child in deal.rights)
    return signed or (deal.dep_ == "pobj" and deal.head.lower_ == "under")


def _is_negated(frame: Frame) -> bool:
    """ "No deal", "did not reach a deal", "left without a deal"; not "do not benefit from the deal"."""
    token, verb = frame.token, frame.verb
    is_act = verb is not None and (
        token.dep_ in ("dobj", "nsubjpass", "attr") or token == verb or lemma(verb) in words("outcome", "agreement")
    )
    own = [*token.children, *(verb.children if verb is not None and is_act else ())]
    before = token.doc[max(0, token.i - 3) : token.i]
    return any(child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ == "no") for child in own) or any(
        t.lower_ == "without" for t in before
    )


def _yields(frame: Frame, verb: Token) -> bool:
    """Talks that end in something agreed: "resolved at a meeting", "agreed to pause duties after talks"."""
    node = verb.head if verb.dep_ == "xcomp" and lemma(verb.head) == "agree" else verb
    is_agreed = lemma(node) in words("outcome", "agreement") - {"announce"}
    return frame.token != node and is_agreed and node.tag_ in ("VBD", "VBN") and frame.token.dep_ == "pobj"


def _is_present(verb: Token) -> bool:
    return any(child.lower_ in ("is", "are", "am", "'re", "’re", "been") for child in verb.children if child.dep_ == "aux")
