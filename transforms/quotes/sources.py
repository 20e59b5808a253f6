"""Who a verb of saying has as its source.

The source is the subject; where the verb has none of its own, that of the verb it is coordinated with or hangs on
("rose and said", "…, saying"), the antecedent of a relative clause, or the noun that a participle modifies.
"""

from __future__ import annotations

from spacy.tokens import Token

from transforms.quotes.source_mentions import may_speak, name_head
from transforms.text.cues import cues, is_naming, is_statement
from transforms.text.word_groups import words as word_group

FAR_SUBJECT = 40  # tokens between a verb and the subject that a question put to it parts from it
SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
INHERITS = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "parataxis"})
CLIMBED = INHERITS | {"prep", "pobj", "dobj"}


def source_of(verb: Token) -> Token | None:
    """The head of the phrase that names the source of the verb; of those further up, things that cannot speak come last."""
    if (own := _absolute_subject(verb) or _asked_before(verb) or _asked_first(verb) or _one_of_them(verb)) is not None:
        return own
    fallback: Token | None = None
    at = _told_with(verb) or verb
    for _ in range(8):  # chains of coordinated verbs are short; the bound only guards against odd parses
        subject = _subject(at) or (_passive_subject(at) if at.i != verb.i else None)
        if subject is not None:
            source = _resolved_relative(subject, at)
            if source is None or at.i == verb.i or is_statement(at) or _speaks(source):
                return _titled(source, verb) if source is not None and at.i == verb.i else source
            fallback = fallback or source
            at = source if source.i != subject.i else at
        if (reporting := _reporting_verb(at)) is not None:
            at = reporting
        elif subject is None and _is_passive(at):
            return _passive_source(at) or fallback or _before_participle(at)
        elif at.dep_ == "acl":
            return _issuer(at.head) or (at.head if at.head.pos_ in {"NOUN", "PROPN", "PRON"} else fallback)
        elif (moved := _moved_to(at)) is not None:
            return moved
        elif at.dep_ in CLIMBED and at.head.i != at.i:
            at = at.head
        else:
            break
    if fallback is None:
        return _fronted(at if at.dep_ == "ROOT" else at.head, verb)
    return fallback if _speaks(fallback) else _named_right_before(verb) or fallback


def _before_participle(verb: Token) -> Token | None:
    """The board, in "the board announced that …", where the parser takes the verb for a participle: none has a clause as its object."""
    tells = any(child.dep_ == "ccomp" for child in verb.rights) and verb.lemma_ not in cues().addressed
    return verb.head if tells and verb.dep_ == "acl" and verb.head.dep_ == "ROOT" else None


def _moved_to(verb: Token) -> Token | None:
    """Cook, in "the rise led Cook to say …", "it forced Cook to admit …": the object does what it is moved to."""
    above = verb.head
    if verb.dep_ not in {"xcomp", "advcl"} or verb.tag_ != "VB" or above.lemma_.lower() not in word_group("moving"):
        return None
    return next((child for child in above.rights if child.dep_ == "dobj" and child.i < verb.i), None)


def _titled(source: Token, verb: Token) -> Token:
    """Cook, in "study author and chemist Ada Cook said", where the parser takes the first noun for the subject."""
    person = verb.nbor(-1) if verb.i else verb
    if person.ent_type_ != "PERSON" or source.ent_type_ or source.pos_ != "NOUN" or not source.i < person.i or person.dep_ != "conj":
        return source
    between = source.doc[source.i + 1 : person.i]
    is_one_phrase = person.head != source and not any(token.text == "," or token.pos_ in {"VERB", "AUX", "ADP"} for token in between)
    return person if is_one_phrase else source


def _fronted(noun: Token, verb: Token) -> Token | None:
    """Cook, in "Cook, in an interview with the paper, called it late", which the parser takes for a phrase."""
    is_noun = noun.dep_ == "ROOT" and noun.pos_ in {"PROPN", "NOUN"} and noun.i < verb.i
    return noun if is_noun and (noun.nbor().text == "," or noun.nbor() == verb) and verb.tag_ in {"VBD", "VBN", "VBZ"} else None


def _named_right_before(verb: Token) -> Token | None:
    """Cook, in "a mill whose founder, Jane Cook, has warned of …", where the parse loses the clause."""
    at = verb.i - 1
    while at > 0 and (verb.doc[at].dep_ in {"aux", "auxpass", "advmod", "neg"} or verb.doc[at].text == ","):
        at -= 1
    before = verb.doc[at]
    return before if before.ent_type_ == "PERSON" and before.sent.start == verb.sent.start else None


def _absolute_subject(verb: Token) -> Token | None:
    """Cook, in "It ended, with Cook, who led it, saying …": the parser hangs the participle on the verb."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return None
    links = [child for child in verb.head.rights if child.lower_ == "with" and child.i < verb.i and child.nbor(-1).is_punct]
    person = next((noun for noun in links[-1].children if noun.dep_ == "pobj"), None) if links else None
    if person is None or not may_speak(person):
        return None
    between = verb.doc[person.right_edge.i + 1 : verb.left_edge.i]
    return person if all(token.is_punct for token in between) else None


def _asked_before(verb: Token) -> Token | None:
    """Cook, in "Cook, asked if Oslo would now reach for Rule 301, replied …": no single comma parts a subject from its verb."""
    doc, start = verb.doc, max(0, verb.i - FAR_SUBJECT)
    if verb.tag_ not in {"VBD", "VBZ"} or verb.i < 4 or doc[verb.i - 1].text != ",":
        return None
    for at in range(verb.i - 2, start, -1):
        if doc[at].text == "," and doc[at + 1].tag_ in {"VBN", "VBD"} and doc[at + 1].lemma_ in cues().questions:
            subject = _subject(verb)
            is_inside = subject is None or at < subject.i < verb.i
            return name_head(doc[at - 1]) if is_inside and doc[at - 1].sent == verb.sent and may_speak(doc[at - 1]) else None
    return None


def _asked_first(verb: Token) -> Token | None:
    """Cook, in "Asked if she would go, Cook, at home in Oslo, replied …", where the parser leaves the verb without a subject."""
    doc, opening = verb.doc, verb.sent[0]
    is_answer = verb.i > opening.i and opening.tag_ == "VBN" and opening.lemma_.lower() in cues().questions and verb.nbor(-1).text == ","
    if not is_answer or _subject(verb) is not None:
        return None
    for at in range(verb.i - 2, max(opening.i + 1, verb.i - FAR_SUBJECT), -1):
        if doc[at].text == "," and doc[at - 1].pos_ in {"PROPN", "NOUN"} and may_speak(doc[at - 1]):
            return name_head(doc[at - 1])
    return None


def _one_of_them(verb: Token) -> Token | None:
    """Cook, in "what one of them, Jane Cook, called a trap", where the parser leaves the verb without a subject."""
    doc, at = verb.doc, verb.i - 2
    if at < 4 or doc[at + 1].text != "," or doc[at].ent_type_ != "PERSON" or _subject(verb) is not None:
        return None
    while at > 4 and doc[at].ent_iob_ == "I":
        at -= 1
    is_one = doc[at - 1].text == "," and doc[at - 4].lower_ == "one" and doc[at - 3].lower_ == "of"
    return name_head(doc[verb.i - 2]) if is_one else None


def _told_with(verb: Token) -> Token | None:
    """Praised, for "Cook praised the choice to drop it and called it late": a tensed verb goes on with no infinitive."""
    if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBZ"} or verb.head.tag_ != "VB" or _subject(verb) is not None:
        return None
    if any(child.dep_ == "aux" and child.tag_ != "TO" for child in verb.head.lefts):
        return None
    return next((above for above in verb.ancestors if above.tag_ == verb.tag_ and above.pos_ == "VERB" and above.i < verb.i), None)


def _is_passive(verb: Token) -> bool:
    """Whether the verb tells what is done to its subject, or to the noun before it: "the firms added to the list"."""
    parts = {child.dep_ for child in verb.children}
    return bool(parts & {"nsubjpass", "auxpass"}) or (verb.tag_ == "VBN" and (verb.dep_ == "acl" or "agent" in parts))


def _speaks(source: Token) -> bool:
    return may_speak(source) or source.lemma_.lower() in word_group("utterances")


def _passive_subject(verb: Token) -> Token | None:
    return next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)


def _issuer(text: Token) -> Token | None:
    """Who speaks through what is written: she, in "she released a statement saying"."""
    verb = text.head.head if text.dep_ == "pobj" else text.head
    if text.lemma_.lower() in word_group("utterances") and text.dep_ in {"dobj", "pobj"} and verb.lemma_.lower() in word_group("issuing"):
        return _subject(verb)
    if text.dep_ == "pobj" and text.head.lower_ == "to" and is_statement(verb):  # "wrote to the Bank calling it late"
        return _subject(verb)
    return None


def _subject(verb: Token) -> Token | None:
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS and child.pos_ not in {"VERB", "AUX"}]
    near = [child for child in subjects if child.i < verb.i] or subjects
    return near[-1] if near else None


def _reporting_verb(verb: Token) -> Token | None:
    """The verb of saying that another goes with across a reported clause, on whose verb the parser hangs it.

    "A said it rose and said …", "A said it rose, adding …": whoever speaks goes on to speak.
    """
    clause = verb.head
    if not (is_statement(verb) or is_naming(verb)) or clause.i > verb.i or verb.dep_ not in {"conj", "advcl"}:
        return None
    if verb.dep_ == "advcl" and (verb.tag_ != "VBG" or verb.nbor(-1).text not in {",", "and"}):
        return None
    for _ in range(4):
        above = clause.head
        if clause.dep_ == "ccomp" and (is_statement(above) or above.lemma_ == "deny") and above.i < clause.i:
            return above
        if clause.dep_ not in {"conj", "advcl", "xcomp"}:
            return None
        clause = above
    return None


def _resolved_relative(subject: Token, verb: Token) -> Token | None:
    if subject.lower_ not in RELATIVES:
        return subject
    at = verb
    for _ in range(8):
        if at.dep_ == "relcl":
            return at.head
        if at.dep_ not in INHERITS:
            break
        at = at.head
    return subject if subject.lower_ not in {"who", "whom", "which"} else None


def _passive_source(verb: Token) -> Token | None:
    if verb.lemma_ in {"quote", "cite"}:  # "was quoted by the agency as saying"
        return next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    for child in verb.children:
        if child.dep_ == "agent":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None
