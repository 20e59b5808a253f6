"""Whether a measure is a fact, a decision, a threat, a proposal, or nothing that happened."""

from __future__ import annotations

from typing import Literal, NamedTuple

from spacy.tokens import Token

from transforms.measures.actor_words import PRIVATE
from transforms.measures.phrases import lemma
from transforms.measures.powers import is_power
from transforms.measures.verbs import verbs
from transforms.text.clauses import sentence_of
from transforms.text.cues import is_statement

Mode = Literal["fact", "decided", "threatened", "proposed", "pledged", "possible", "demanded", "hypothetical", "forecast", "denied"]
CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl", "conj", "dobj", "pobj", "attr", "nsubjpass", "acomp", "appos", "nsubj"})
CLIMB = 6
QUESTION = 8  # words from "whether" to the infinitive
WISHES = frozenset({"want", "wish", "like", "hope"})  # of what somebody else should do
CAPS = frozenset({"exceed", "surpass"})  # what does not exceed a rate is capped at it
BESIDE = frozenset({"after", "since", "because", "as", "although", "though", "while", "whereas"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nor"})


class Climb(NamedTuple):
    """How far the way up from a verb has come, and what it told so far. `node` is None at its end."""

    node: Token | None
    found: Mode
    is_reported: bool = False


def mode(anchor: Token) -> Mode:
    """How the text presents what the verb or noun tells: the modals at it, and the verbs above it."""
    if _is_thought(anchor) or _is_left_open(anchor) or is_power(anchor):
        return "hypothetical"
    if _is_part_of_deal(anchor):
        return "decided"
    climb = Climb(anchor, "possible" if _is_conditional(anchor) else "fact")
    for step in range(CLIMB):
        if climb.node is None:
            break
        climb = _climbed(climb.node, climb.found, is_first=step == 0)
    return "decided" if climb.found == "fact" and climb.is_reported and _has_would(anchor) else climb.found


def _is_thought(anchor: Token) -> bool:
    """Whether a clause is no act but a thought or a question: "imposing tariffs raises prices"."""
    end = anchor.doc[max(sentence_of(anchor).start, sentence_of(anchor).end - 3) : sentence_of(anchor).end]
    return anchor.dep_ in ("csubj", "csubjpass") or any(token.text == "?" for token in end)


def _is_left_open(anchor: Token) -> bool:
    """ "Will decide whether and to what extent to raise the duty"."""
    before = anchor.doc[max(sentence_of(anchor).start, anchor.i - QUESTION) : anchor.i]
    is_infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in anchor.children)
    return is_infinitive and any(token.lower_ == "whether" for token in before)


def _is_part_of_deal(anchor: Token) -> bool:
    """ "Peru has agreed to invest more while accepting a 15% tariff"."""
    node = anchor
    for _ in range(CLIMB if anchor.tag_ == "VBG" and anchor.dep_ == "advcl" else 0):
        if node.dep_ not in ("advcl", "xcomp", "conj") or node.head == node:
            return False
        node = node.head
        if lemma(node) == "agree":
            return True
    return False


def _is_conditional(anchor: Token) -> bool:
    """ "If they hit back, we will raise the duty", "should they hit back, ..."."""
    clauses = [child for child in anchor.children if child.dep_ == "advcl"]
    clauses = [clause for clause in clauses if not any(lemma(child) in PRIVATE for child in clause.children if child.dep_ == "nsubj")]
    marks = {mark.lower_ for clause in clauses for mark in clause.children if mark.dep_ in ("mark", "advmod")}
    is_promise = "once" in marks and _has_would(anchor)  # "the duty would be lifted once Peru complied"
    return bool(marks & {"if", "unless"}) or is_promise or any(map(_is_inverted, clauses))


def _is_inverted(clause: Token) -> bool:
    """Whether a clause puts its condition by its order of words: "should Peru fail to act"."""
    opening = clause.left_edge
    inverts = opening.lower_ in ("should", "were", "had") and opening.head == clause and opening.dep_ in ("aux", "auxpass")
    return inverts and any(child.dep_ in ("nsubj", "nsubjpass") and child.i > opening.i for child in clause.children)


def _climbed(node: Token, found: Mode, is_first: bool) -> Climb:
    """One step up: what the word itself says, then where its clause hangs."""
    if _is_set_aside(node):
        return Climb(None, "denied")
    is_predicate = node.pos_ in ("VERB", "AUX") or any(child.dep_ == "aux" for child in node.children)
    here = _own(node, reported=_is_reported(node)) if is_predicate else None
    if here in ("denied", "hypothetical"):
        return Climb(None, found if found == "threatened" and here == "hypothetical" else here)  # "if Peru carries out its threat"
    if here is not None and found == "fact":
        found = here
    head = node.head
    if head == node or node.dep_ not in CLAUSAL | {"prep"} or _is_clause_of_its_own(node):
        return Climb(None, found)
    if _is_told_beside(node):
        return Climb(None, found)
    if node.dep_ == "conj" and node.tag_ == "VBG" and head.tag_ != "VBG" and verbs().over.get(lemma(head)) == "denied":
        return Climb(None, "denied")  # "refrain from banning, or imposing quotas on, exports"
    if node.dep_ == "conj" or _is_in_series(node) or head.pos_ in ("ADP", "SCONJ"):
        return Climb(head, found)
    if node.pos_ in ("ADP", "SCONJ"):
        return _past_preposition(node, found)
    if node.dep_ == "ccomp" and node.i < head.i and any(child.dep_ == "xcomp" for child in head.children):
        return Climb(None, found)  # what the parse takes for the object of "half of what he had threatened to do"
    if is_statement(head) and node.dep_ == "ccomp":
        return Climb(None, _said(head, found), is_reported=True)
    if is_first and node.pos_ not in ("VERB", "AUX") and node.dep_ not in ("dobj", "nsubjpass", "pobj", "nsubj"):
        return Climb(None, found)
    above = _above(node)
    if above is not None and node.dep_ != "nsubj":
        return _under(above, found, head)
    return Climb(None if node.dep_ in ("advcl", "nsubj") else head, found)


def _is_clause_of_its_own(node: Token) -> bool:
    """Whether a coordinated verb has a subject of its own."""
    is_verb = node.dep_ == "conj" and node.pos_ in ("VERB", "AUX")
    return is_verb and any(child.dep_ in ("nsubj", "nsubjpass") for child in node.children)


def _is_told_beside(node: Token) -> bool:
    """Whether a clause of time or cause tells what it tells for itself: "vowed to answer after Peru imposed a duty"."""
    is_finite = node.dep_ == "advcl" and any(child.dep_ in ("nsubj", "nsubjpass") for child in node.children)
    return is_finite and any(child.dep_ == "mark" and child.lower_ in BESIDE for child in node.children)


def _is_in_series(node: Token) -> bool:
    """Whether an infinitive goes on with a series that the parse takes for purposes: "the plan is to cut quotas, to raise tariffs"."""
    both = all(any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children) for verb in (node, node.head))
    opening = node.left_edge
    return node.dep_ == "advcl" and both and opening.i > 0 and opening.nbor(-1).text == ","


def _under(above: str, found: Mode, head: Token) -> Climb:
    """What a verb or noun above makes of it; what is demanded, foreseen or denied stays so."""
    found = _over(above, found)
    return Climb(None if found in ("denied", "demanded", "forecast") else head, found)


def _is_draft(noun: Token) -> bool:
    """Whether a decision is not taken yet: "its draft decision to impose duties"."""
    return noun.pos_ == "NOUN" and any(child.lower_ in ("draft", "proposed", "preliminary", "provisional") for child in noun.lefts)


def _past_preposition(node: Token, found: Mode) -> Climb:
    """ "His threat of imposing", "plans for a cut", "refrain from raising"."""
    head = node.head
    governs = head.pos_ in ("NOUN", "PROPN") or (node.lower_ in ("from", "on", "for", "against") and head.pos_ == "VERB")
    above = verbs().over.get(lemma(head)) if governs else None
    return _under(above, found, head) if above else Climb(head, found)


def _said(saying: Token, found: Mode) -> Mode:
    """What the verb of saying itself adds: "threatened that", "predicted that"."""
    above = verbs().over.get(lemma(saying))
    weighs = above in ("threatened", "forecast", "demanded", "pledged", "denied", "proposed")
    return _over(above, found) if above is not None and weighs else found


def _above(node: Token) -> str | None:
    """What the verb over a clause, or the predicate noun or adjective at that verb, makes of the clause."""
    head, over = node.head, verbs().over
    above = over.get(lemma(head))
    if above == "decided" and _is_draft(head):
        above = "proposed"
    if head.lemma_ == "be" and node.dep_ == "ccomp":
        judged = next((child for child in head.children if child.dep_ == "acomp"), None)
        above = over.get(lemma(judged), above) if judged is not None else above  # "it is possible that ..."
    if node.dep_ == "xcomp" and head.lemma_ == "be":
        planner = next((child for child in head.children if child.dep_ == "nsubj"), None)
        above = "decided" if head.tag_ in ("VBZ", "VBP") else above  # "is to face a tariff"
        above = over.get(lemma(planner), above) if planner is not None else above  # "the plan is to raise the tariff"
    if node.dep_ == "xcomp" and head.lemma_ == "have":
        above = "demanded"  # "we have to cut"
    if above == "proposed" and lemma(head) in WISHES and any(child.dep_ == "nsubj" for child in node.children):
        above = "forecast" if lemma(head) == "hope" else "demanded"  # "farmers want Peru to tax imports"
    if lemma(head) == "expect" and any(child.dep_ == "nsubj" and lemma(child) in PRIVATE for child in head.children):
        above = "forecast"
    return above


def _is_set_aside(node: Token) -> bool:
    """Whether "rather than" or "instead of" stands before the clause."""
    if node.dep_ == "ROOT":
        return False
    before = {token.lower_ for token in node.doc[max(sentence_of(node).start, node.left_edge.i - 2) : node.i]}
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
    if words & {"if", "unless", "whether", "until", "till"} or _is_whenever(verb):
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


def _is_whenever(verb: Token) -> bool:
    """Whether a clause tells a case, not an act: "when Peru imposes a duty, it will tell Chile"."""
    opening = {child.lower_ for child in verb.children if child.dep_ == "advmod"}
    if not opening & {"when", "whenever"} or verb.tag_ not in ("VBZ", "VBP"):
        return False
    objects = (child for child in verb.children if child.dep_ in ("dobj", "nsubjpass"))
    return any(child.lower_ in ("a", "an", "any") for noun in objects for child in noun.children)


def _is_reported(verb: Token) -> bool:
    return verb.dep_ == "ccomp" or (verb.dep_ == "conj" and verb.head.dep_ == "ccomp")


def _has_would(verb: Token) -> bool:
    return any(child.lower_ == "would" for child in verb.children)
