"""Which tagged names to believe: no common nouns, no pieces of headlines, no stop words, titles or suffixes by themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from transforms.names.legal_names import titles_of_orders
from transforms.names.names import SUFFIXES, is_family_first, name_parts, name_words
from transforms.names.tagged import Tagged
from transforms.names.title_words import singular, vocabulary
from transforms.text.document import Document
from transforms.text.word_groups import words as word_group

DIRECTIONS = frozenset({"northern", "southern", "eastern", "western", "middle", "central", "congressional"})
INITIAL = re.compile(r"\b[A-Z]\.$")
NUMBER = re.compile(r"[ivx]+|\d+|[a-z]")  # "Annex II"


def plausible(document: Document, tagged: list[Tagged]) -> Iterator[Tagged]:
    """Leaves out common nouns written with a capital, and pieces of Title Case Headlines that the text below does not bear out."""
    doc, text = document.doc, document.reading_text
    counts = Counter(document.words_as_written)
    openers = Counter(document.words_as_written[sentence.start] for sentence in doc.sents)
    common = {word for word, count in counts.items() if word.islower() and word.isalpha() and count > openers[word]}
    repeated = {word for word, count in counts.items() if count > 1}
    headlines = [span for span in document.paragraphs if _is_title_case(text[span.start_char : span.end_char])]
    starts = [span.start_char for span in headlines]
    in_order = {at for start, end in titles_of_orders(text) for at in range(start, end)}
    body = Counter(text[name.start_char : name.end_char] for name in tagged)
    for name in tagged:
        words = text[name.start_char : name.end_char].lower().split()
        if name.entity_type == "organization" and name.start_char in in_order and len(words) > 2:
            continue
        if name.entity_type == "place" and text[name.start_char].islower():  # "iPhone"
            continue
        if _names_nobody(text, name, words) or (len(words) == 1 and _is_no_name(document, name, words[0])):
            continue
        name = _until_leader(document, name)
        if all(word in common or not word[0].isalpha() for word in words) and not (name.is_sure and len(words) > 1):
            continue
        at = bisect_right(starts, name.start_char) - 1
        in_headline = at >= 0 and name.start_char < headlines[at].end_char
        if in_headline and len(words) > 1 and body[text[name.start_char : name.end_char]] < 2:
            shorter = _borne_out(text, name, body, repeated)
            tokens = document.tokens(name.start_char, name.end_char)
            if (
                shorter is None
                and not name.is_sure
                and (len(words) > 3 or any(token.pos_ in {"VERB", "AUX", "ADP", "ADV"} or token.lower_ in common for token in tokens))
            ):
                continue
            name = shorter or name
        yield name


def _borne_out(text: str, name: Tagged, body: Counter[str], repeated: set[str]) -> Tagged | None:
    """The longest beginning of the name that the text repeats."""
    words = list(re.finditer(r"\S+", text[name.start_char : name.end_char]))
    for word in reversed(words[1:] if len(words) == 1 else words):
        start, end = name.start_char, name.start_char + word.end()
        form = text[start:end]
        if INITIAL.search(form) or form.lower() in word_group("not_names"):
            continue  # "Jane B." of "Jane B. Exampla", "New" of "New Records"
        if form in repeated or (end < name.end_char and body[form]) or body[form] > 1:
            return name._replace(end_char=end)
    return None


def _names_nobody(text: str, name: Tagged, words: list[str]) -> bool:
    """Words that together are no name ("Executive Order"), an office ("Vice President"), a note in a transcript ("(Laughs.)")."""
    is_person = name.is_sure and name.entity_type == "person"  # "PRESIDENT XI"
    if all(word in word_group("not_names") or (NUMBER.fullmatch(word) and not is_person) for word in words):
        return True
    is_office = len(words) > 1 and tuple(words) in vocabulary().offices
    ends_in_office = len(words) > 2 and name.entity_type == "organization" and (singular(words[-1]),) in vocabulary().offices
    is_note = text[name.start_char - 1 : name.start_char] == "(" and text[name.end_char : name.end_char + 2] == ".)"
    is_credit = len(words) > 1 and words[-1] == "photo"  # "Exampla Photo"
    is_district = len(words) == 2 and words[1] == "district" and words[0] in DIRECTIONS  # of a court
    return is_office or (ends_in_office and not name.is_sure) or is_note or is_credit or is_district


def _is_no_name(document: Document, name: Tagged, word: str) -> bool:
    """A stop word, a suffix or a title by itself, or a word that the parse takes for something else."""
    token = document.tokens(name.start_char, name.end_char)[0]
    if word in word_group("currencies") and token.i + 1 < len(token.doc) and token.nbor().like_num:
        return True
    is_title = not {(word,), (singular(word),)}.isdisjoint(vocabulary().offices) or (word,) in vocabulary().honorifics
    return (
        word.strip(".") in SUFFIXES
        or word.endswith(("omics", "phobia"))
        or token.is_stop
        or (is_title and (not name.is_sure or word in word_group("addressed_offices")))
        or (token.pos_ in {"DET", "ADV", "VERB", "AUX"} and not name.is_sure)
    )


def _until_leader(document: Document, name: Tagged) -> Tagged:
    """Cuts what a headline glues on: "Jane Truss [Strengthens]", "President Truss [Opens Ports]"."""
    if name.entity_type != "person":
        return name
    words = list(re.finditer(r"\S+", document.reading_text[name.start_char : name.end_char]))
    is_bare = name.is_sure and len(words) > 1 and not is_family_first(name_parts(" ".join(word.group() for word in words[:2])))
    surnames = words[0 if is_bare else 1 : -1]
    ends = [word.end() for word in surnames if word.group().lower() in name_words().leaders]
    paragraph = document.paragraphs[document.paragraph_of(name.start_char)]
    if not ends or not _is_title_case(document.words(*paragraph).rstrip(".")):
        return name
    return name._replace(end_char=name.start_char + ends[0]) if words[-1].group().lower().strip(".") not in SUFFIXES else name


def _is_title_case(line: str) -> bool:
    if len(line) >= 250 or line.rstrip().endswith((".", "!", "?", ":", ";", "”", '"', ",")):
        return False
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)
