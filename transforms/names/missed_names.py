"""Mentions of an article's own names that nothing tagged: names found elsewhere in it, surnames and first names, short forms."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from spacy.tokens import Token

from transforms.names.gazetteer import NameSpan
from transforms.names.names import name_parts, name_words, surname
from transforms.names.title_words import is_honorific, vocabulary
from transforms.text.cues import is_speaker
from transforms.text.document import Document
from transforms.text.word_groups import words as word_group
from warehouse.schema import EntityType

COMPANY = re.compile(r",? (?:inc|corp|corporation|co|ltd|llc|plc|ag|gmbh|nv|n\.v|sa|s\.a)\.?$")


def with_missed_names(document: Document, chosen: list[NameSpan]) -> list[NameSpan]:
    """Adds the mentions of the article's own names that nothing tagged."""
    doc, text = document.doc, document.reading_text
    taken = bytearray(len(text) + 1)
    for span in chosen:
        taken[span.start_char : span.end_char] = b"\1" * (span.end_char - span.start_char)
    types = _own_forms(text, chosen)
    shorts = {
        words[-1:] for words, kind in types.items() if kind == "organization" and len(words) > 1 and words[-1].isalpha()
    } - types.keys()
    no_shorts = word_group("not_names") | {"first", "office", "summit"}
    shorts = {w for w in shorts if w[0].istitle() and (w[0].lower(),) not in vocabulary().offices and w[0].lower() not in no_shorts}
    types |= dict.fromkeys(shorts, "organization")
    longest: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(types, key=len, reverse=True):
        longest[words[0]].append(words)
    written = set(document.words_as_written)
    added = []
    for token in [doc[i] for i, word in enumerate(document.words_as_written) if word in longest]:
        for words in longest[token.text]:
            end = _matches(text, token, words)
            is_short = words in shorts
            if end is None or any(taken[token.idx : end]) or (is_short and (token.i == 0 or token.nbor(-1).lower_ != "the")):
                continue
            if len(words) > 1 or _is_name_like(token) or (types[words] == "person" and _opens_as_person(token, written)):
                added.append(NameSpan(token.idx, end, types[words]))
                taken[token.idx : end] = b"\1" * (end - token.idx)
                break
    return sorted([*chosen, *added])


def _own_forms(text: str, chosen: list[NameSpan]) -> dict[tuple[str, ...], EntityType]:
    """The article's own names by their words, and the surnames of its persons."""
    types = _leaders().copy()
    for span in chosen:
        if span.found is None and span.entity_type in {"person", "organization", "place"}:
            words = tuple(text[span.start_char : span.end_char].split())
            types.setdefault(words, span.entity_type)
            if span.entity_type == "organization" and len(words) > 1 and COMPANY.search(form_of(text, span)):
                types.setdefault((*words[:-2], words[-2].rstrip(",")), "organization")
            if span.entity_type == "person" and len(words) > 1:
                last = surname(name_parts(" ".join(words)))
                types.setdefault(tuple(word for word in words if word.lower() == last)[-1:] or words, "person")
                if words[0].isalpha() and len(words[0]) > 2 and words[0].lower() not in word_group("human_nouns"):
                    types.setdefault(words[:1], "person")
    return types


@cache
def _leaders() -> dict[tuple[str, ...], EntityType]:
    return {(leader.capitalize(),): "person" for leader in name_words().leaders}


def _matches(text: str, token: Token, words: tuple[str, ...]) -> int | None:
    at = token.idx
    for word in words:
        while at < len(text) and text[at].isspace():
            at += 1
        if not text.startswith(word, at):
            return None
        at += len(word)
    return None if text[at : at + 1].isalnum() else at


def _opens_as_person(token: Token, written: set[str]) -> bool:
    """A surname that the parse takes for a common noun at the start of a sentence: "Trump fired back", "Trump-Modi ties"."""
    if not token.text[:1].isupper() or not token.is_sent_start or token.lower_ in written or token.is_stop:
        return False
    is_pair = token.i + 2 < len(token.doc) and token.nbor().text in {"-", "–"} and token.nbor(2).text[:1].isupper()
    return is_pair or token.dep_ in {"nsubj", "nsubjpass", "poss"}


def _is_name_like(token: Token) -> bool:
    is_date = token.ent_type_ == "DATE" and not is_speaker(token)
    if not token.text[:1].isupper() or is_date or token.ent_type_ in {"TIME", "MONEY", "PERCENT"} or is_honorific(token):
        return False
    return token.pos_ == "PROPN" or (not token.is_sent_start and not token.is_stop)


def form_of(text: str, span: NameSpan) -> str:
    return " ".join(text[span.start_char : span.end_char].lower().split())
