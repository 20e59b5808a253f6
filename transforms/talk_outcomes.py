"""What came of talks, as of the day of publication: from the noun, its verb, and the words around them."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Token

from transforms.talk_frames import Frame
from transforms.talk_words import lemma, words
from warehouse.schema import TalkOutcome

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "would"})


def outcome(frame: Frame, first_day: date | None, published: date) -> TalkOutcome:
    """The outcome. `first_day`: of the talks, where told."""
    near = _around(frame)
    lemmas = {lemma(token) for token in near} | {token.lower_ for token in near}
    verb = frame.verb
    is_subject = frame.kind == "agreement" and _is_subject(frame)  # a deal that fails to help is a deal
    failed = (lemmas & words("outcome", "no_deal") and not is_subject) or (frame.kind == "agreement" and _is_negated(frame))
    ahead = (first_day is not None and first_day > published) or _is_ahead(frame, lemmas)
    if failed and not ahead:
        return "no_deal"
    if frame.kind == "agreement":
        if ahead and not _is_made(frame.token):
            return "scheduled"
        if lemmas & words("outcome", "ongoing") and not lemmas & words("outcome", "agreement"):
            return "ongoing"
        return "framework" if lemmas & words("outcome", "framework") else "agreement"
    if ahead:
        return "scheduled"
    reached = (frame.kind != "call" and "successful" in lemmas) or (verb is not None and _yields(frame, verb))
    if reached:
        return "agreement"
    if lemmas & words("outcome", "ongoing") or (verb is not None and verb.tag_ == "VBG" and _is_present(verb)):
        return "ongoing"
    return "unknown"


def _around(frame: Frame) -> list[Token]:
    """The token with its modifiers, its verb with helpers and objects, and the verbs above that one."""
    token, verb = frame.token, frame.verb
    near = [token, *token.children]
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


def _is_subject(frame: Frame) -> bool:
    return frame.verb is not None and any(child.dep_ == "nsubj" and frame.token in child.subtree for child in frame.verb.children)


def _is_made(deal: Token) -> bool:
    """Whether what is still to come is only what a deal says: "under the deal signed on Friday, Peru will cut its duties"."""
    signed = any(child.dep_ == "acl" and child.tag_ == "VBN" and lemma(child) in words("outcome", "made") for child in deal.rights)
    return signed or (deal.dep_ == "pobj" and deal.head.lower_ == "under")


def _is_negated(frame: Frame) -> bool:
    own = [*frame.token.children, *(frame.verb.children if frame.verb is not None else ())]
    before = frame.token.doc[max(0, frame.token.i - 3) : frame.token.i]
    return any(child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ == "no") for child in own) or any(
        t.lower_ == "without" for t in before
    )


def _is_ahead(frame: Frame, lemmas: set[str]) -> bool:
    """Whether the talks, or the deal, are still to come."""
    verb = frame.verb
    if {child.lower_ for child in frame.token.children} & words("outcome", "ahead"):
        return True
    if verb is None:
        return "ahead" in lemmas and frame.kind != "agreement"
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if any(child.dep_ == "acl" and lemma(child) in words("outcome", "scheduled") for child in frame.token.children):
        return True
    if frame.kind == "agreement" and _is_subject(frame) and lemma(verb) not in words("outcome", "starting"):
        return False  # "the deal will help": there is one
    if helpers & FUTURE and "have" not in helpers:
        return True
    is_infinitive = "to" in helpers
    above = verb.head if verb.dep_ in ("xcomp", "ccomp", "advcl", "acl") and verb.head != verb else None
    if is_infinitive and above is not None and {lemma(above), above.lower_} & words("outcome", "scheduled"):
        return True
    if is_infinitive and above is not None and lemma(above) in ("leave", "arrive", "travel", "go", "be", "gather", "agree"):
        return True
    return lemma(verb) in words("outcome", "scheduled") and verb.tag_ == "VBN" and frame.kind != "agreement"


def _yields(frame: Frame, verb: Token) -> bool:
    """Talks that end in something agreed: "resolved at a meeting", "revised the accord after talks"."""
    return (
        frame.token != verb
        and lemma(verb) in words("outcome", "agreement") - {"announce"}
        and verb.tag_ in ("VBD", "VBN")
        and frame.token.dep_ == "pobj"
    )


def _is_present(verb: Token) -> bool:
    return any(child.lower_ in ("is", "are", "am", "'re", "’re", "been") for child in verb.children if child.dep_ == "aux")
