"""Headlines that tell who speaks: "Exampla: Duty will stay", "DUTY WILL STAY - MINISTER"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.names.title_words import vocabulary
from transforms.quotes.attributions import phrase_head
from transforms.quotes.parentheticals import Reported
from transforms.quotes.reported_clauses import trimmed
from transforms.quotes.source_mentions import climbed
from transforms.text.cues import cues, is_statement
from transforms.text.document import Document

MARKS = frozenset({":", "-", "–", "—", "--", "/"})
QUOTATION_MARKS = frozenset("\"'“”‘’«»")
LONGEST_SPEAKER = 6  # tokens
SHORTEST_CONTENT = 3  # words


def headline(document: Document) -> Iterator[Reported]:
    """What the title says somebody said, where it names the speaker behind or before a colon or dash."""
    title = document.article.title
    if not title or not document.text.startswith(title):
        return
    words = [token for token in document.tokens(0, len(title)) if not token.is_space]
    yield from _said_behind(document, words)
    marks = [number for number in range(1, len(words) - 1) if _separates(words[number])]
    for number, is_last in [(marks[-1], True), (marks[0], False)] if marks else []:
        speaker, said = (words[number + 1 :], words[:number]) if is_last else (words[:number], words[number + 1 :])
        head = _speaker(speaker, words[number].text != ":" or is_last)
        if head is None or sum(token.is_alpha for token in said) < SHORTEST_CONTENT or said[0].text in QUOTATION_MARKS:
            continue
        piece = trimmed(document.doc, said[0].i, said[-1].i)
        if piece is not None:
            yield Reported((piece,), None, head)
        return


def _said_behind(document: Document, words: list[Token]) -> Iterator[Reported]:
    """ "Levy “a gift to rivals”, says Lund": what has no verb of its own, with words in marks."""
    at = next((at for at in range(2, len(words) - 1) if words[at - 1].text == "," and words[at].tag_ == "VBZ"), None)
    if at is None or not is_statement(words[at]):
        return
    said, source = words[: at - 1], phrase_head(words[at + 1 :])
    is_verbless = not any(token.pos_ in {"VERB", "AUX"} for token in said) and said[-1].text in QUOTATION_MARKS
    piece = trimmed(document.doc, said[0].i, said[-1].i) if is_verbless and said[0].text not in QUOTATION_MARKS else None
    if piece is not None and source is not None and source.pos_ != "PRON":
        yield Reported((piece,), (words[at], words[at]), climbed(source))


def _separates(token: Token) -> bool:
    """Whether it is a colon or a dash between blanks."""
    return token.text in MARKS and bool(token.whitespace_) and (token.text == ":" or bool(token.nbor(-1).whitespace_))


def _speaker(words: list[Token], may_be_body: bool) -> Token | None:
    """The head of a short noun phrase that names who can speak; a country before a colon is rather a topic."""
    words = [token for token in words if not token.is_punct]
    if not words or len(words) > LONGEST_SPEAKER or any(token.pos_ in {"VERB", "AUX", "ADP"} and not token.ent_type_ for token in words):
        return None
    head = words[-1]
    if head.ent_type_ == "PERSON" or (head.lemma_.lower(),) in vocabulary().offices or head.lower_ in cues().headline_speakers:
        return head
    if head.pos_ == "PROPN" and any(person.label_ == "PERSON" and person[-1].text == head.text for person in head.doc.ents):
        return head
    return head if may_be_body and head.ent_type_ in {"ORG", "NORP", "GPE"} else None
