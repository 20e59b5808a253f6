"""Whether the name of a capital stands for its government ("Beijing is pressing Washington") or for the city ("talks in Washington").

The test is whether "the government of" can replace the name; its grammatical place decides: governments act, are acted on, own policies
and have relations; cities are where things are, where one goes, and where companies sit.
"""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from transforms.dateline import dateline, opening
from transforms.document import Document
from transforms.word_groups import words

DASH = r"(?:\s(?:--?|[–—])|(?:--?|[–—])\s)"  # not the hyphen of a word
DATELINE = re.compile(rf"[^\n]{{0,60}}?(?:\([A-Z][^)\n]{{1,40}}\)|,)[^\n]{{0,40}}?{DASH}|\s?(?:--?|[–—])\s")
IN_DISTRICT = re.compile(r",?\s+D\.?C\b")
SPOT_PREPOSITIONS = frozenset(
    {"in", "at", "near", "around", "outside", "inside", "across", "through", "throughout", "within", "via", "into", "beyond", "of"}
)


def is_metonym(document: Document, name: Span) -> bool:
    """Whether the capital stands for its government here."""
    if _opens_dateline(document, name):
        return False
    before = [token.lower_ for token in document.doc[max(0, name.start - 2) : name.start]]
    if before in (["pro", "-"], ["anti", "-"]):
        return True
    if before[-1:] in (["capital"], ["city"]) or IN_DISTRICT.match(document.text, name.end_char):
        return False
    return _speaks_or_acts(name.root, 4)


def _opens_dateline(document: Document, name: Span) -> bool:
    paragraph = document.paragraphs[document.paragraph_of(name.start_char)] if document.paragraphs else None
    if paragraph is None or name.start_char - paragraph.start_char > 40:
        return False
    line = dateline(document.text, opening(document.text))
    return DATELINE.match(document.text, name.end_char) is not None or (line is not None and line.start() <= name.start_char < line.end())


def _speaks_or_acts(token: Token, depth: int) -> bool:
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is not None and following.text in {"-", "‑", "–"} and not token.whitespace_:
        return following.i + 1 < len(token.doc) and following.nbor().ent_type_ in {
            "GPE",
            "NORP",
        }  # "Washington-Beijing ties", not "Paris-based"
    match token.dep_:
        case "nsubj" | "nsubjpass" | "csubj" | "agent":
            return True
        case "dobj" | "iobj" | "dative":
            return token.head.lemma_.lower() not in words("visit_verbs")
        case "poss":
            return True
        case "compound" | "nmod" | "amod":
            return token.head.lemma_.lower() in words("relation_nouns")
        case "conj":
            return depth > 0 and _speaks_or_acts(token.head, depth - 1)
        case "pobj":
            return _as_object_of(token.head)
    return False


def _as_object_of(preposition: Token) -> bool:
    word, governor = preposition.lower_, preposition.head.lemma_.lower()
    if word in SPOT_PREPOSITIONS:
        return False
    if word in {"from", "to", "for", "toward", "towards"}:
        return governor in words("speech_nouns")
    return word in {"with", "between", "by", "against", "on", "upon", "like", "among", "over", "about"}
