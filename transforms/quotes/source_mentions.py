"""The phrase that names a source: where it begins and ends, of which kind it is, and whether it can speak at all.

A title or a description with a name in apposition gives the name: that is the mention which readers and later stages can resolve.
"""

from __future__ import annotations

import re
from typing import Literal

from spacy.tokens import Token

from transforms.names.title_words import vocabulary
from transforms.text.cues import cues
from transforms.text.word_groups import words as word_group
from warehouse.schema import Span

SourceKind = Literal["name", "pronoun", "nominal"]
PRONOUNS = frozenset({
    "i", "we", "you", "he", "she", "it", "they", "one", "who", "which", "that", "this", "these", "those", "him", "her", "them",
    "me", "us", "himself", "herself", "itself", "themselves",
})  # fmt: skip
SPEAKING_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PERSONAL = frozenset({"i", "we", "you", "he", "she", "they", "who"})
PERSON_PARTS = frozenset({"compound", "flat", "nmod"})
PHRASE_PARTS = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "case", "advmod", "flat", "punct"})
HOUR = re.compile(r"\d{1,2}[:.]\d{2}")  # before an entry of a live report
POSTMODIFIERS = frozenset({"of", "for", "at", "in", "from", "with", "on", "to", "inside", "within", "near"})


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
            return name_head(before)  # "Hill, a doctor, said": the parser takes the doctor for the subject
    return head


def _named_behind_body(head: Token) -> Token | None:
    """Cook, in "a spokesman for the ministry, Ada Cook, said": the parser hangs the name on the body."""
    last, doc = head.right_edge, head.doc
    at = last.i - (last.text == ",")
    if head.tag_ != "NN" or not may_speak(head) or doc[at].ent_type_ != "PERSON" or doc[at + 1 : at + 2].text != ",":
        return None
    name = name_head(doc[at])
    body = name.head
    is_set_off = name.left_edge.i > 0 and doc[name.left_edge.i - 1].text == ","
    return name if name.dep_ == "appos" and is_set_off and body != head and not is_person_noun(body) else None


def is_person_noun(noun: Token) -> bool:
    """Whether the noun or name is that of a person, by office, kind or itself."""
    word = noun.lemma_.lower()
    return noun.ent_type_ == "PERSON" or (word,) in vocabulary().offices or word in word_group("human_nouns")


def name_head(token: Token) -> Token:
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
    while start < head.i and (doc[start].is_space or doc[start].is_punct or HOUR.fullmatch(doc[start].text)):
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
