"""What a clause says of an office: "X was named trade minister", "serves as commerce secretary", "the nomination of X as ambassador"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from transforms.names.titles import CANDIDACIES
from transforms.offices.named import Name, Names
from transforms.offices.title_phrases import TitlePhrase
from warehouse.schema import RoleStatus

BE = frozenset({"be", "become"})
APPOINT = frozenset({"name", "appoint", "elect", "re-elect", "reelect", "install", "make", "crown"})
SEEK = frozenset({"nominate", "pick", "tap", "choose", "select", "propose", "designate", "want", "consider", "expect"})
LEAVE = frozenset({"resign", "retire", "quit", "leave", "step", "fire", "oust", "remove", "dismiss", "depose"})
CLIMBS = frozenset({"acomp", "conj", "xcomp", "advcl", "pcomp", "prep", "acl"})
TENURES = frozenset({"time", "tenure", "stint", "term", "nomination", "appointment", "role", "position", "confirmation", "election", "job"})
PAST_MARKS = frozenset({"until", "under", "during", "when", "from", "before", "formerly", "previously", "once", "between"})


def said_of(doc: Doc, names: Names, phrase: TitlePhrase) -> tuple[Name, RoleStatus | None] | None:
    """ "X was named trade minister", "serves as", "nominated X to be", "As commerce secretary, X": the person, and the status told."""
    head = doc[phrase.title.head]
    if head.dep_ == "npadvmod" and head.head.lemma_ in APPOINT | SEEK:  # "was nominated secretary"
        return _by_verb(names, head.head, is_as=False)
    is_as = head.dep_ == "pobj" and head.head.lower_ == "as"
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":  # "the chairman is Jane Doe", "whose chairman is Jane Doe"
        named = next((names.person(child) for child in head.head.rights if child.dep_ == "attr"), None)
        return (named, _told_status(head.head, is_as=False)) if named is not None and named.mention.mention_type == "name" else None
    if not (is_as or head.dep_ in {"attr", "oprd", "dobj", "ccomp", "xcomp"}):
        return None
    verb = head.head.head if is_as else head.head
    if verb.pos_ in {"NOUN", "PROPN"}:
        return _of_noun(names, verb) if is_as else None
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    if verb.head.lower_ in CANDIDACIES and verb.dep_ in {"relcl", "acl"}:  # "the president's choice to be trade minister"
        choice = verb.head
        name = names.person(choice.head) if choice.dep_ in {"appos", "attr"} else None
        if name is None and choice.dep_ == "attr":
            name = _subject(names, choice.head)
        return (name, "nominee") if name is not None else None
    if not is_as and verb.lemma_ not in BE | APPOINT | SEEK:
        return None
    if head.dep_ == "dobj" and verb.lemma_ not in APPOINT | SEEK:
        return None
    return _by_verb(names, verb, is_as)


def _by_verb(names: Names, verb: Token, is_as: bool) -> tuple[Name, RoleStatus | None] | None:
    person = _object(names, verb) if verb.lemma_ in APPOINT | SEEK | LEAVE else None
    if person is None and verb.lemma_ == "be" and verb.dep_ == "xcomp" and verb.head.lemma_ in APPOINT | SEEK:
        verb = verb.head
        person = _object(names, verb)
    if person is None:
        person = _subject(names, verb)
    return (person, _told_status(verb, is_as)) if person is not None else None


def _of_noun(names: Names, noun: Token) -> tuple[Name, RoleStatus | None] | None:
    """ "his time as commerce secretary", "the nomination of X as ambassador", "X is his choice as ambassador"."""
    lemma = noun.lemma_.lower()
    if lemma in CANDIDACIES and noun.dep_ in {"attr", "appos"}:
        chosen = names.person(noun.head) if noun.dep_ == "appos" else _subject(names, noun.head)
        return (chosen, "nominee") if chosen is not None else None
    holder = next((names.person(child) for child in noun.children if child.dep_ == "poss" and names.person(child)), None)
    if holder is None:
        of = next((child for child in noun.children if child.lower_ == "of"), None)
        holder = next((names.person(child) for child in of.children if names.person(child)), None) if of is not None else None
    if holder is None or lemma not in TENURES:
        return None
    return holder, "nominee" if lemma == "nomination" else None


def _object(names: Names, verb: Token) -> Name | None:
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass"} or (child.dep_ == "nsubj" and child.i > verb.i):
            return names.person(child)
    for child in verb.children:  # "named X commerce secretary": the parser makes a small clause of it
        if child.dep_ in {"ccomp", "oprd", "xcomp"}:
            return next((names.person(inner) for inner in child.children if inner.dep_ == "nsubj" and names.person(inner)), None)
    return None


def _subject(names: Names, verb: Token) -> Name | None:
    """The person who is the subject of the verb, of the verb it depends on, or whom its relative clause describes."""
    at = verb
    for _ in range(5):
        for child in at.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                if child.lower_ in {"who", "that", "which"} and at.dep_ == "relcl":
                    return names.person(at.head)
                return names.person(child)
        if at.dep_ == "relcl":
            return names.person(at.head)
        if at.dep_ not in CLIMBS:
            return None
        if at.dep_ == "acl" and names.person(at.head):
            return names.person(at.head)
        at = at.head
    return None


def _told_status(verb: Token, is_as: bool) -> RoleStatus | None:
    """The status that a clause tells; none where it leaves the office simply held."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if verb.lemma_ in SEEK or auxiliaries & {"would", "will", "could", "might", "may"}:
        return "nominee"
    if verb.lemma_ in LEAVE:
        return "former"
    if verb.lemma_ == "act" and is_as:
        return "acting"
    is_past = verb.tag_ == "VBD" or bool(auxiliaries & {"had", "used"})
    if verb.lemma_ in {"serve", "work"} and (is_past or (verb.tag_ == "VBG" and "is" not in auxiliaries)):
        return "former"
    if (
        verb.lemma_ == "be"
        and is_past
        and (any(child.lower_ in PAST_MARKS for child in verb.children) or any(token.lower_ == "until" for token in verb.subtree))
    ):
        return "former"
    return None
