"""Offices that a verb tells: "Jane Doe, who chairs the Finance Committee", "John Roe heads the panel"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.names.title_words import vocabulary
from transforms.names.titles import Title
from transforms.offices.named import Name, Names
from transforms.offices.title_phrases import TitlePhrase
from transforms.text.word_groups import words as word_group
from warehouse.schema import RoleStatus

VERBS = frozenset({"chairs", "chaired", "heads", "headed"})
PANELS = frozenset({"panel", "ministry"})
NO_OFFICE = frozenset({"delegation", "campaign", "project", "forum", "initiative"})  # bodies that are led for a while


def headed_bodies(names: Names) -> Iterator[tuple[TitlePhrase, Name, RoleStatus]]:
    """The offices with their persons and status, in order; nobody holds the office of a meeting or of talks."""
    document = names.document
    for verb in [document.doc[i] for i, word in enumerate(document.lower_words) if word in VERBS]:
        body = next((child for child in verb.rights if child.dep_ == "dobj"), None)
        person = _holder(names, verb)
        if body is None or person is None or verb.tag_ not in {"VBZ", "VBD"}:
            continue
        name = names.at(body)
        is_body = name.mention.entity_type == "organization" and not name.government if name is not None else False
        if is_body or (name is None and body.lower_ in (word_group("body_words") | PANELS) - NO_OFFICE):
            status: RoleStatus = "former" if verb.tag_ == "VBD" else "current"
            yield _phrase(verb, body, name if is_body else None), person, status


def _holder(names: Names, verb: Token) -> Name | None:
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if subject is not None and subject.lower_ == "who" and verb.dep_ == "relcl":
        subject = verb.head
    person = names.person(subject) if subject is not None else None
    return person if person is not None and person.mention.mention_type == "name" else None


def _phrase(verb: Token, body: Token, organization: Name | None) -> TitlePhrase:
    at, end = verb.i, organization.end if organization is not None else body.i + 1
    words = "" if organization is not None else " ".join(token.lower_ for token in verb.doc[body.left_edge.i : end] if token.pos_ != "DET")
    title = Title(at, at + 1, at, vocabulary().offices[(verb.lemma_.lower(),)], None, at + 1, is_plural=False)
    return TitlePhrase(title, at, end, at, at + 1, None, None, organization, None, is_definite=True, body_words=words)
