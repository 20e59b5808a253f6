"""Who a verb of saying has as its source, and which words name that source.

The source is the subject; where the verb has none of its own, that of the verb it is coordinated with or hangs on
("rose and said", "…, saying"), the antecedent of a relative clause, or the noun that a participle modifies. A title or a
description with a name in apposition gives the name: that is the mention which readers and later stages can resolve.
"""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from transforms.names.titles import vocabulary
from transforms.text.cues import cues, is_naming, is_statement
from transforms.text.word_groups import words as word_group
from warehouse.schema import Span

SourceKind = Literal["name", "pronoun", "nominal"]
FAR_SUBJECT = 40  # tokens between a verb and the subject that a question put to it parts from it
SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
PRONOUNS = frozenset({
    "i", "we", "you", "he", "she", "it", "they", "one", "who", "which", "that", "this", "these", "those", "him", "her", "them",
    "me", "us", "himself", "herself", "itself", "themselves",
})  # fmt: skip
INHERITS = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "parataxis"})
CLIMBED = INHERITS | {"prep", "pobj", "dobj"}
SPEAKING_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PERSONAL = frozenset({"i", "we", "you", "he", "she", "they", "who"})
PERSON_PARTS = frozenset({"compound", "flat", "nmod"})
PHRASE_PARTS = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "case", "advmod", "flat", "punct"})
POSTMODIFIERS = frozenset({"of", "for", "at", "in", "from", "with", "on", "to", "inside", "within", "near"})


def source_of(verb: Token) -> Token | None:
    """The head of the phrase that names the source of the verb; of those further up, things that cannot speak come last."""
    if (own := _absolute_subject(verb) or _asked_before(verb)) is not None:
        return own
    fallback: Token | None = None
    at = verb
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
            return _name_head(doc[at - 1]) if is_inside and doc[at - 1].sent == verb.sent and may_speak(doc[at - 1]) else None
    return None


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
        if clause.dep_ == "ccomp" and is_statement(above) and above.i < clause.i:
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


def climbed(head: Token) -> Token:
    """The name that stands in apposition to a description, or that the description stands in apposition to."""
    if head.dep_ == "appos" and head.head.pos_ == "PROPN" and head.pos_ != "PROPN":
        return head.head
    if head.pos_ in {"NOUN", "PROPN"} and head.ent_type_ != "PERSON":
        for child in head.rights:
            if child.dep_ == "appos" and child.pos_ == "PROPN" and child.ent_type_ == "PERSON":
                return child
    if head.pos_ == "NOUN":
        if (named := _named_behind_body(head)) is not None:
            return named
        for child in head.rights:
            is_named = not child.ent_type_ or head.lemma_.lower() in word_group("human_nouns")  # "the girl, Zofia, said"
            if child.dep_ == "appos" and child.pos_ == "PROPN" and is_named and len(child) > 2 and not child.is_upper:
                return child
        left, closing = head.left_edge, head.doc[head.right_edge.i : head.right_edge.i + 2].text
        before = left.nbor(-2) if left.i >= 2 and left.nbor(-1).text == "," else head
        if "," in closing and before.ent_type_ == "PERSON" and before.i < left.i and left.sent == before.sent:
            return _name_head(before)  # "Hill, a doctor, said": the parser takes the doctor for the subject
    return head


def _named_behind_body(head: Token) -> Token | None:
    """Cook, in "a spokesman for the ministry, Ada Cook, said": the parser hangs the name on the body."""
    last, doc = head.right_edge, head.doc
    at = last.i - (last.text == ",")
    if head.tag_ != "NN" or not may_speak(head) or doc[at].ent_type_ != "PERSON" or doc[at + 1 : at + 2].text != ",":
        return None
    name = _name_head(doc[at])
    body = name.head
    is_set_off = name.left_edge.i > 0 and doc[name.left_edge.i - 1].text == ","
    return name if name.dep_ == "appos" and is_set_off and body != head and not is_person_noun(body) else None


def is_person_noun(noun: Token) -> bool:
    """Whether the noun or name is that of a person, by office, kind or itself."""
    word = noun.lemma_.lower()
    return noun.ent_type_ == "PERSON" or (word,) in vocabulary().offices or word in word_group("human_nouns")


def _name_head(token: Token) -> Token:
    inside = token.dep_ in {"compound", "flat"} and token.head.ent_type_ == "PERSON" and abs(token.head.i - token.i) < 5
    return token.head if inside else token


def mention(head: Token) -> tuple[int, int]:
    """First token, and one past the last, of the phrase around the head: without apposition and relative clause."""
    if _is_pronoun(head) and head.pos_ != "PROPN":
        return head.i, head.i + 1
    start, end = head.i, head.i + 1
    kinds = PERSON_PARTS if head.pos_ == "PROPN" and head.ent_type_ == "PERSON" else PHRASE_PARTS
    for child in head.lefts:
        if child.dep_ in kinds and child.dep_ != "punct" and not _stands_apart(child, head):
            start = min(start, child.left_edge.i)
    doc = head.doc
    if head.ent_type_ and head.ent_type_ != "PERSON":
        while end < len(doc) and doc[end].ent_iob_ == "I":
            end += 1
    for child in head.rights:
        joined = child.dep_ == "prep" and child.lower_ in POSTMODIFIERS and child.i == end and head.ent_type_ != "PERSON"
        joined = joined and not any(noun.ent_type_ in {"DATE", "TIME"} for noun in child.children)
        if joined and not any(t.pos_ in {"VERB", "AUX"} or t.text in {",", ";", ":"} or t.is_quote for t in child.subtree):
            end = max(end, child.right_edge.i + 1)
    for child in head.rights:
        if child.dep_ == "amod" and child.i == end and head.pos_ == "NOUN":  # "people familiar with the talks"
            end = child.right_edge.i + 1
    for child in head.rights:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            end = max(end, mention(child)[1])
    start = max(
        [start, *(t.i + 1 for t in doc[start : head.i] if t.text in {"-", "–", "—", "--"} and t.whitespace_ and t.nbor(-1).whitespace_)]
    )
    while start < head.i and (doc[start].is_space or doc[start].is_punct):
        start += 1
    return start + 2 * _sums_up(head, start), end


def _sums_up(head: Token, start: int) -> bool:
    """Whether the phrase opens with what its person speaks of: "…, a charge Norwegian minister Ada Cook rejected"."""
    opening = head.doc[start : start + 3]
    if head.ent_type_ != "PERSON" or head.i < start + 3 or opening[0].lower_ not in {"a", "an"}:
        return False
    return opening[1].lemma_.lower() in cues().nouns and opening[2].pos_ in {"PROPN", "ADJ"} and opening[0].nbor(-1).is_punct


def may_speak(head: Token) -> bool:
    """Whether the source is a person or a body: events and goods "threaten to" without a word."""
    word = head.lemma_.lower()
    if head.ent_type_ in SPEAKING_TYPES or head.lower_ in PERSONAL or (word,) in vocabulary().offices:
        return True
    return word == "government" or word in word_group("human_nouns") or word in word_group("body_words")


def _stands_apart(part: Token, head: Token) -> bool:
    """Whether a colon or a dash between blanks parts the two: "… until June - minister"."""
    return any(
        t.text in {":", "-", "–", "—", "--"} and t.whitespace_ and (t.text == ":" or t.nbor(-1).whitespace_)
        for t in head.doc[part.i + 1 : head.i]
    )


def kind_of(head: Token) -> SourceKind:
    """How the source is mentioned."""
    if _is_pronoun(head):
        return "pronoun"
    return "name" if head.pos_ == "PROPN" or head.text == "US" else "nominal"


def _is_pronoun(head: Token) -> bool:
    """The country is no "us"; one of several is described."""
    is_described = any(child.lower_ == "of" and child.i == head.i + 1 for child in head.rights)
    return (head.pos_ == "PRON" or head.lower_ in PRONOUNS) and head.text != "US" and not is_described


def span_of(head: Token) -> Span:
    """The characters of the phrase around the head."""
    start, end = mention(head)
    last = head.doc[end - 1]
    return Span(head.doc[start].idx, last.idx + len(last))
