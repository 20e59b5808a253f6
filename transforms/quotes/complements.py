"""Which clause a verb of saying has as its object, and whether the verb says anything: not where it is denied."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.text.cues import cues, is_statement

FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
WORDS_AROUND = 12  # of a verb: its negation, auxiliaries and agent stand there
AUXILIARIES = frozenset({"aux", "auxpass", "cop"})
UNWILLING = frozenset({"want", "wish", "dare", "care", "like"})  # with a "not"


def complement(verb: Token) -> Token | None:
    """The head of the finite clause that the verb has as its object, to its right."""
    if (shared := _shared_complement(verb)) is not None:
        return shared
    own = next((child for child in verb.rights if child.dep_ == "ccomp" and (is_finite(child) or _holds_finite(child))), None)
    if own is None and verb.lemma_ in {"ask", "wonder"}:  # "asked when it would end"
        own = next((c for c in verb.rights if c.dep_ == "advcl" and c.left_edge.i == verb.i + 1 and c.left_edge.tag_ == "WRB"), None)
    if own is not None and any(token.lower_ == "whom" for token in own.doc[own.left_edge.i : own.i]):
        return None  # "told reporters, many of whom had not slept"
    if own is not None and own.tag_ == "MD":  # "as it said it would": an ellipsis says nothing of its own
        return None
    return own if own is not None else _misplaced_complement(verb)


def _shared_complement(verb: Token) -> Token | None:
    """The clause of two verbs with a subject each: "Lund said, and Keller agreed, that …"."""
    if verb.i + 1 == len(verb.doc) or verb.nbor(1).text != ",":
        return None
    second = next((child for child in verb.rights if child.dep_ in {"ccomp", "conj"} and is_statement(child)), None)
    if second is None or not any(child.dep_ == "cc" and child.i < second.left_edge.i + 1 for child in (*verb.rights, *second.lefts)):
        return None
    clause = complement(second)
    opening = clause.left_edge if clause is not None else None
    return clause if opening is not None and opening.lower_ == "that" and opening.nbor(-1).text == "," else None


def _holds_finite(clause: Token) -> bool:
    """Whether a clause whose head the parser got wrong has its tensed verb deeper down ("says 34,570 citizens cast votes …")."""
    if clause.tag_ in {"VB", "VBG", "VBN"} and clause.left_edge == clause:
        return False
    inner = {"relcl", "acl", "advcl", "ccomp"}
    return any(token.tag_ in FINITE_TAGS and token.dep_ not in inner and token.i > clause.left_edge.i for token in clause.subtree)


def _misplaced_complement(verb: Token) -> Token | None:
    """The clause in "said in a statement that …", "told reporters during a visit that …", which the parser hangs on the noun."""
    for child in verb.rights:
        if child.dep_ not in ({"dobj", "dative", "prep", "npadvmod"} if verb.lemma_ in cues().addressed else {"prep", "npadvmod"}):
            continue  # "confirm our view that" tells a view
        for token in child.subtree:
            opening = token.left_edge
            if token.dep_ in {"acl", "relcl", "ccomp"} and _is_conjunction_of(opening, token) and is_finite(token):
                return None if token.head.lemma_.lower() in cues().completed else token
    return None


def _is_conjunction_of(opening: Token, clause: Token) -> bool:
    """Whether the clause has "that" as its conjunction; what is passive has no object for it to be."""
    if opening.lower_ != "that":
        return False
    return opening.dep_ == "mark" or (opening.dep_ == "dobj" and any(child.dep_ == "nsubjpass" for child in clause.lefts))


def is_finite(clause: Token) -> bool:
    """Whether the clause has a tensed verb, or a subject and a subjunctive ("suggested the writer be fired")."""
    children = list(clause.children)
    if any(child.dep_ == "aux" and child.lower_ == "to" for child in children):
        return False
    if clause.tag_ in FINITE_TAGS or any(child.dep_ in AUXILIARIES and child.tag_ in FINITE_TAGS for child in children):
        return True
    if any(child.dep_ in SUBJECTS for child in children):
        return clause.tag_ == "VB" or any(child.dep_ == "auxpass" and child.tag_ == "VB" for child in children)
    return False


def is_infinitive(clause: Token) -> bool:
    """Whether it is a clause with "to"."""
    return clause.tag_ == "VB" and any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.lefts)


def governs(verb: Token, relations: set[str]) -> bool:
    """Whether one of the words around hangs on the verb so. (A broken parse may hang a whole text on one verb: no look at all children.)"""
    around = verb.doc[max(0, verb.i - WORDS_AROUND) : verb.i + WORDS_AROUND]
    return any(token.dep_ in relations and token.head.i == verb.i for token in around)


def is_denied(verb: Token) -> bool:
    """ "Did not say that", "refused to say whether", "does not want to say why", "asked to rule that"."""
    if governs(verb, {"neg"}):
        return True
    if verb.tag_ != "VB" or verb.dep_ != "xcomp":
        return False
    return verb.head.lemma_ in {"decline", "refuse", "fail"} or (verb.head.lemma_ in UNWILLING and governs(verb.head, {"neg"}))
