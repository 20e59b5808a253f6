"""Whether a measure is a fact, a decision, a threat, a proposal, or nothing that happened."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from transforms.actor_words import PRIVATE
from transforms.cues import is_statement
from transforms.measure_terms import lemma
from transforms.measure_verbs import verbs

Mode = Literal["fact", "decided", "threatened", "proposed", "pledged", "possible", "demanded", "hypothetical", "forecast", "denied"]
CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl", "conj", "dobj", "pobj", "attr", "nsubjpass", "acomp", "appos", "nsubj"})
CLIMB = 6
WISHES = frozenset({"want", "wish", "like", "hope"})  # of what somebody else should do
CAPS = frozenset({"exceed", "surpass"})  # what does not exceed a rate is capped at it
NEGATIONS = frozenset({"not", "n't", "never", "no", "nor"})


def mode(anchor: Token) -> Mode:
    """How the text presents what the verb or noun tells: the modals at it, and the verbs above it."""
    node = anchor
    found: Mode = "fact"
    if anchor.dep_ in ("csubj", "csubjpass"):
        return "hypothetical"  # "imposing tariffs raises prices": no act, a thought
    reported = False
    if any(token.text == "?" for token in anchor.doc[max(anchor.sent.start, anchor.sent.end - 3) : anchor.sent.end]):
        return "hypothetical"
    if any(child.dep_ == "advcl" and any(mark.lower_ in ("if", "unless") for mark in child.children) for child in anchor.children):
        found = "possible"  # "if they hit back, we will raise the duty"
    for step in range(CLIMB):
        if _is_set_aside(node):
            return "denied"
        is_predicate = node.pos_ in ("VERB", "AUX") or any(child.dep_ == "aux" for child in node.children)
        here = _own(node, reported=_is_reported(node)) if is_predicate else None
        if here in ("denied", "hypothetical"):
            return here
        if here is not None and found == "fact":
            found = here
        head = node.head
        if head == node or node.dep_ not in CLAUSAL | {"prep"}:
            break
        if node.dep_ == "conj":
            if node.pos_ in ("VERB", "AUX") and any(child.dep_ in ("nsubj", "nsubjpass") for child in node.children):
                break
            node = head
            continue
        if head.pos_ in ("ADP", "SCONJ"):
            node = head
            continue
        if node.pos_ in ("ADP", "SCONJ"):
            governs = head.pos_ in ("NOUN", "PROPN") or (node.lower_ in ("from", "on", "for", "against") and head.pos_ == "VERB")
            above = verbs().over.get(lemma(head)) if governs else None
            found = _over(above, found) if above else found  # "his threat of imposing", "plans for a cut"
            if found in ("denied", "demanded", "forecast"):
                return found
            node = head
            continue
        if is_statement(head) and node.dep_ == "ccomp":
            word = lemma(head)
            if verbs().over.get(word) in ("threatened", "forecast", "demanded", "pledged", "denied", "proposed"):
                found = _over(verbs().over[word], found)
            reported = True
            break
        if step == 0 and node.pos_ not in ("VERB", "AUX") and node.dep_ not in ("dobj", "nsubjpass", "pobj", "nsubj"):
            break
        above = verbs().over.get(lemma(head))
        judged = (
            next((child for child in head.children if child.dep_ == "acomp"), None)
            if head.lemma_ == "be" and node.dep_ == "ccomp"
            else None
        )
        if judged is not None:
            above = verbs().over.get(lemma(judged), above)  # "it is possible that ..."
        if node.dep_ == "xcomp" and head.lemma_ == "be":
            planner = next((child for child in head.children if child.dep_ == "nsubj"), None)
            above = "decided" if head.tag_ in ("VBZ", "VBP") else above  # "is to face a tariff"
            above = verbs().over.get(lemma(planner), above) if planner is not None else above  # "the plan is to raise the tariff"
        if node.dep_ == "xcomp" and head.lemma_ == "have":
            above = "demanded"  # "we have to cut"
        if above == "proposed" and lemma(head) in WISHES and any(child.dep_ == "nsubj" for child in node.children):
            above = "demanded"  # "farmers want Peru to tax imports"
        if lemma(head) == "expect" and any(child.dep_ == "nsubj" and lemma(child) in PRIVATE for child in head.children):
            above = "forecast"
        if above is not None and node.dep_ not in ("nsubj",):
            found = _over(above, found)
            if found in ("denied", "demanded", "forecast"):
                return found
        elif node.dep_ in ("advcl", "nsubj"):
            break
        node = head
    return "decided" if found == "fact" and reported and _has_would(anchor) else found


def _is_set_aside(node: Token) -> bool:
    """Whether "rather than" or "instead of" stands before the clause."""
    if node.dep_ == "ROOT":
        return False
    before = {token.lower_ for token in node.doc[max(node.sent.start, node.left_edge.i - 2) : node.i]}
    return bool(before & {"than", "instead"}) and node.pos_ in ("VERB", "AUX") and bool(before & {"rather", "than", "of"})


def reporter(anchor: Token) -> Token | None:
    """Who says the clause: the subject of the verb of saying right over it."""
    head = anchor.head
    if anchor.dep_ != "ccomp" or not is_statement(head):
        return None
    return next((child for child in head.children if child.dep_ == "nsubj"), None)


def _over(above: str, found: Mode) -> Mode:
    if above == "decided":
        return "decided" if found == "fact" else found
    if above == "possible":
        return "possible" if found in ("fact", "decided") else found
    if above in ("forecast", "demanded") and found in ("threatened", "pledged"):
        return found  # a worry about a threat leaves it a threat
    if above == "forecast" or above == "denied" or above == "demanded":
        return above  # type: ignore[return-value]
    return above if found in ("fact", "decided", "possible") else found  # type: ignore[return-value]


def _own(verb: Token, reported: bool) -> Mode | None:
    """What the auxiliaries and marks of one verb say."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass", "neg", "mark", "advmod", "det")}
    if words & NEGATIONS and lemma(verb) not in CAPS:
        return "denied"
    if words & {"if", "unless", "whether", "until", "till"}:
        return "hypothetical"
    if words & {"may", "might", "could", "possibly", "perhaps"}:
        return "possible"
    if words & {"should", "must", "ought"}:
        return "demanded"
    if "would" in words and "have" in words:
        return "hypothetical"
    if "would" in words:
        return "decided" if reported else "possible"
    if words & {"will", "shall", "'ll", "’ll"}:
        return "decided"
    return None


def _is_reported(verb: Token) -> bool:
    return verb.dep_ == "ccomp" or (verb.dep_ == "conj" and verb.head.dep_ == "ccomp")


def _has_would(verb: Token) -> bool:
    return any(child.lower_ == "would" for child in verb.children)
