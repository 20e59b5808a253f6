"""What courts decide about a measure: it may stand, or it falls."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from spacy.tokens import Token

from transforms.measures.phrases import lemma
from transforms.text.clauses import sentence_of

COURTS = frozenset({"court", "judge", "tribunal", "justice", "panel"})
RULES = frozenset({"rule", "hold", "decide", "find", "allow", "let", "permit", "agree", "say", "order", "determine", "affirm", "declare"})
STANDING = frozenset({"can", "may", "could", "continue", "keep", "remain", "stay", "lawful", "legal", "valid"})
FALLING = frozenset(
    {
        "not", "n't", "n’t", "no", "cannot", "illegal", "illegally", "unlawful", "unlawfully", "invalid", "void", "unconstitutional",
        "exceed", "overstep", "lack",
    }
)  # fmt: skip
POWERS = frozenset({"authority", "power", "right"})  # which a court finds a government to have or not
KEPT = re.compile(
    r"\b(?:allow|leave|leaving|left|stay|remain|keep|kept)\w*\s+(?:\w+\s+){0,4}in\s+(?:place|effect|force)\b"
    r"|\b(?:stayed|paused|suspended|delayed|froze)\s+(?:its|the|that)\s+(?:\w+\s+)?(?:ruling|order|decision|judgment|injunction)\b"
    r"|\bpending\s+(?:an\s+|the\s+|any\s+)?appeals?\b",
    re.IGNORECASE,
)
GOES_ON = re.compile(r"(?:but|however|it|they|the\s+(?:\w+\s+)?(?:court|judges?|ruling|order|tariffs?|duties|levies))\b", re.IGNORECASE)
CLIMB = 6


class Ruling(NamedTuple):
    """A decision of a court: the verb that tells it, and what becomes of the measure."""

    verb: Token
    action: Literal["upheld", "struck_down"]


def still_stands(verb: Token) -> bool:
    """Whether the sentence of a ruling, or the next, leaves in force for the time being what the court found illegal."""
    sentence = sentence_of(verb)
    following = sentence_of(verb.doc[sentence.end]) if sentence.end < len(verb.doc) else None
    goes_on = following is not None and GOES_ON.match(following.text) and KEPT.search(following.text)
    return KEPT.search(sentence.text) is not None or bool(goes_on)


def ruled(anchor: Token) -> Ruling | None:
    """The ruling whose content the clause of a measure is: "a court ruled that the government can go on collecting the tariffs"."""
    node = anchor
    words: set[str] = set()
    for _ in range(CLIMB):
        words |= {
            lemma(node),
            node.lower_,
            *(child.lower_ for child in node.children if child.dep_ in ("aux", "neg", "acomp", "advmod", "attr") or child.lower_ == "no"),
        }
        head = node.head
        is_power = (node.dep_ == "acl" and lemma(head) in POWERS) or (node.dep_ == "dobj" and lemma(node) in POWERS)
        if head == node or not (is_power or node.dep_ in ("ccomp", "xcomp", "advcl", "conj", "acomp")):
            return None
        if lemma(head) in RULES and _is_of_court(head):
            if words & FALLING:
                return Ruling(head, "struck_down")
            return Ruling(head, "upheld") if words & STANDING or lemma(head) in ("allow", "let", "permit") else None
        node = head
    return None


def _is_of_court(verb: Token) -> bool:
    subjects = (child for child in verb.children if child.dep_ == "nsubj")
    return any(
        lemma(noun) in COURTS or any(lemma(child) in COURTS for child in noun.children if child.dep_ == "compound") for noun in subjects
    )
