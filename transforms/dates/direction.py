"""Whether a date without a year looks back or ahead: from the tense of the clause it stands in.

"agreed Monday" is past, "until Monday" and "will meet Monday" lie ahead (R. Quirk et al., A Comprehensive Grammar of the English Language,
1985, 4.41-4.48); verbs, adjectives and nouns of scheduling point ahead whatever their tense ("was due Monday").
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from transforms.dates.words import words

BACK, OPEN, AHEAD = -1, 0, 1
MODALS = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "may", "might", "can", "could", "should", "must", "to"})
AFTERWARDS = frozenset({"after", "following"})
CLIMB = 12


@cache
def _ahead(group: str) -> frozenset[str]:
    return frozenset(words("ahead")[group])


def direction(date: Tokens) -> int:
    """-1 back, 1 ahead, 0 where the clause leaves it open. `date`: the tokens of the date, not empty."""
    before = date.doc[max(0, date.start - 4) : date.start]
    left = [token.lower_ for token in before if token.is_alpha]
    verb = _governing(date.root)
    if "since" in left[-2:] or left[-2:] == ["back", "in"] or _told_as_over(date.root):
        return BACK
    if left[-1:] in (["until"], ["till"]):
        return AHEAD if verb is None or not _lasted(verb) else BACK
    if left[-1:] == ["by"] and (verb is None or not _is_past(verb)):
        return AHEAD
    if left[-1:] in (["starting"], ["beginning"], ["effective"], ["due"]) or left[-2:-1] in (
        ["starting"],
        ["beginning"],
        ["effective"],
        ["due"],
    ):
        return AHEAD if verb is None or not _is_past(verb) else BACK
    if left[-1:] == ["from"] and verb is not None and verb.dep_ == "acl" and verb.tag_ == "VBN":
        verb = _governing(verb) or verb  # "will tax wine imported from Peru from Monday": the tax begins then
    return _of(verb, date.root) if verb is not None else OPEN


def _governing(token: Token) -> Token | None:
    """The verb of the clause, or a word of scheduling on the way to it."""
    node = token
    for _ in range(CLIMB):
        if node.head == node:
            return node if node.pos_ in ("VERB", "AUX") else None
        node = node.head
        if node.pos_ in ("VERB", "AUX") or node.lemma_.lower() in _ahead("scheduling"):
            return node
    return None


def _told_as_over(token: Token) -> bool:
    """Whether the date belongs to something that another one follows: "after the ruling on Wednesday"."""
    node, passed = token, False
    for _ in range(CLIMB):
        if node.head == node or (node.head.pos_ in ("VERB", "AUX") and node.head.lower_ not in AFTERWARDS):
            return False
        node = node.head
        if node.lower_ in AFTERWARDS:
            return passed and not any(child.dep_ in ("aux", "auxpass") for child in node.children)
        passed = passed or node.pos_ in ("NOUN", "PROPN")
    return False


def _of(verb: Token, date: Token) -> int:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.lemma_.lower() in _ahead("scheduling") and _after(date, verb):
        return AHEAD
    if "to" in helpers and verb.head.tag_ == "VBD" and verb.head.lemma_ == "be":
        return OPEN  # "was to start": it may have, or it may be ahead
    if "to" in helpers and verb.head.lemma_ in _ahead("unfulfilled") and any(t.lower_ in ("was", "were") for t in verb.head.children):
        return BACK
    if "to" in helpers and verb.head.lemma_ in _ahead("settled") and verb.head.tag_ == "VBD":
        return BACK  # "failed to agree on Thursday"
    if helpers & MODALS:
        return BACK if "have" in helpers else AHEAD
    if verb.tag_ == "VBD":
        return BACK
    if verb.tag_ == "VBN":
        return AHEAD if helpers & {"is", "are", "be"} and not helpers & {"has", "have", "had"} else BACK
    if verb.tag_ == "VBG":
        return _of_participle(verb, date, helpers)
    return AHEAD if verb.lemma_.lower() in _ahead("timetable") else OPEN


def _of_participle(verb: Token, date: Token, helpers: set[str]) -> int:
    if helpers & {"was", "were", "been", "had"}:
        return BACK
    if helpers & {"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"} or verb.lemma_ in ("start", "begin"):
        return AHEAD
    above = _governing(verb)
    return _of(above, date) if above is not None and above != verb and above.i < verb.i + CLIMB and above.tag_ != "VBG" else OPEN


def _after(date: Token, verb: Token) -> bool:
    return date.i > verb.i or verb.pos_ == "NOUN"


def _is_past(verb: Token) -> bool:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & MODALS or verb.lemma_.lower() in _ahead("scheduling"):
        return False
    return verb.tag_ == "VBD" or bool(helpers & {"had", "has", "was", "were", "did"})


def _lasted(verb: Token) -> bool:
    """Whether it is over: "the ban ran until Friday", "did not decide until Friday"; not "the ban was delayed until Friday"."""
    if any(child.dep_ == "neg" for child in verb.children):
        return _is_past(verb)
    has_object = any(child.dep_ in ("dobj", "obj", "auxpass", "dative") for child in verb.children)
    return _is_past(verb) and not has_object and not any(child.dep_ in ("ccomp", "xcomp") for child in verb.children)
