"""Where the content of a reported clause begins and ends.

The parser hangs on the clause much that the writer says: a second attribution ("…, adding that"), a coordinated verb of
saying, another source. The content stops before those. "That" and sentence openers stay outside (PARC 3, Pareti 2016).
"""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from transforms.quotes.complements import FINITE_TAGS, SUBJECTS
from transforms.text.cues import cues, introduces_marks, is_naming, is_statement
from warehouse.schema import Span

OPENERS = frozenset({
    "but", "and", "yet", "so", "however", "meanwhile", "still", "also", "moreover", "therefore", "thus", "instead",
    "nevertheless", "nonetheless", "or",
})  # fmt: skip
DASHES = frozenset({"-", "–", "—", "--"})
AROUND = frozenset({",", ":", ";", ".", "…", ")"}) | DASHES
GLOSSES = frozenset({"mean"})  # ", meaning that": the writer explains
CONTRASTS = frozenset({"while", "whereas", "though", "although"})
FAR_THAT = 8  # tokens between a "that" and the verb of its clause: room for a subject
LONGEST_CLAUSE = 300  # tokens before and behind a cue: no reported clause is longer


def content(verb: Token, clause: Token) -> Span | None:
    """The words of a clause behind its cue."""
    start = _start(verb, clause)
    return trimmed(verb.doc, start, content_end(verb, clause))


def _start(verb: Token, clause: Token) -> int:
    doc = verb.doc
    at = next((t.i for t in doc[verb.i + 1 : clause.i + 1] if t == clause or clause.is_ancestor(t)), clause.i)
    if not any(child.dep_ in SUBJECTS for child in clause.children):  # the parser took its subject for the object of the cue
        at = next((child.left_edge.i for child in verb.rights if child.dep_ == "dobj" and _stands_right_before(child, at)), at)
        at = _behind_that(verb, at)
    while at < clause.i and (_is_conjunction(doc[at]) or (doc[at].is_punct and doc[at].text not in '"“$£€')):
        at += 1
    return at if at and _is_conjunction(doc[at - 1]) else _behind_date(clause, at)


def _behind_that(verb: Token, at: int) -> int:
    """Index of the first token behind a "that" which the parser takes for an article: "told them that migration will not end"."""
    for token in reversed(verb.doc[max(verb.i + 1, at - FAR_THAT) : at]):
        if token.lower_ == "that" and token.i + 1 < at:
            return token.i + 1
        if token.pos_ in {"VERB", "AUX"} or (token.is_punct and not token.is_quote):
            break
    return at


def _behind_date(clause: Token, at: int) -> int:
    """Index of the first token behind a date that the parser hangs on the clause: "told reporters last night he would go"."""
    doc = clause.doc
    behind = at
    while behind < clause.i and doc[behind].ent_type_ in {"DATE", "TIME"} and doc[behind + 1].text != ",":
        behind += 1
    subject = next((child for child in clause.lefts if child.dep_ in SUBJECTS), None)
    is_subject = subject is not None and subject.left_edge.i < behind  # "said last year was hard"
    return at if is_subject else behind


def _stands_right_before(phrase: Token, at: int) -> bool:
    """Whether nothing but a comma parts the phrase from the token."""
    return phrase.right_edge.i == at - 1 or (phrase.right_edge.i == at - 2 and phrase.doc[at - 1].text == ",")


def _is_conjunction(token: Token) -> bool:
    """Whether it is a "that" which opens the clause; the parser often takes it for a determiner of the plural or name behind it."""
    if token.lower_ != "that":
        return False
    return token.dep_ == "mark" or token.tag_ in {"IN", "WDT"} or token.nbor(1).tag_ in {"NNS", "NNP", "NNPS", "DT", "PRP", "PRP$"}


def content_end(verb: Token, clause: Token) -> int:
    """Index of the last token of the content."""
    end = min(max(verb.right_edge.i, clause.right_edge.i), clause.i + LONGEST_CLAUSE)
    for child in verb.rights:
        if child.i > clause.i and _leaves_the_clause(child):
            end = min(end, _before(child.left_edge))
            break
    for token in verb.doc[clause.i + 1 : end + 1]:
        if _sums_up(token):
            return _before(token.nbor(-1))
        if _returns_to_writer(token, verb):
            return _before(token.left_edge if token.dep_ != "prep" else token)
    return end


def _sums_up(token: Token) -> bool:
    """ "…, a charge the minister denied", "…, a claim that economists dispute": the writer says of the words what they are."""
    if token.lemma_.lower() not in cues().nouns or token.pos_ != "NOUN" or token.nbor(-1).lower_ not in {"a", "an"}:
        return False
    return _is_set_off(token.nbor(-1)) and token.nbor(1).lower_ != "of" and not token.nbor(1).is_punct


def _leaves_the_clause(child: Token) -> bool:
    """Whether something to the right of the reported clause belongs to the reporting one."""
    if child.dep_ == "ccomp":  # "…, and a quarter said the same"
        return is_statement(child)
    if child.dep_ == "cc":
        return not _is_conjunction(child.nbor(1))
    if child.dep_ == "conj":
        return child.pos_ in {"VERB", "AUX"} and not _is_conjunction(child.left_edge)
    return child.dep_ == "advcl" and child.tag_ == "VBG" and child.left_edge.nbor(-1).text == ","


def _returns_to_writer(token: Token, verb: Token) -> bool:
    """Whether the token opens what the writer says again, inside what the parser takes for the content."""
    if token.lower_ == "according":
        return token.nbor(1).lower_ == "to" and token.nbor(-1).text == ","
    if token.dep_ == "conj":
        return _is_second_cue(token, verb)
    if token.dep_ == "relcl" and (is_statement(token) or is_naming(token)):  # ", which the union called late"
        subject = next((child for child in token.lefts if child.dep_ == "nsubj"), None)
        is_others = subject is not None and subject.pos_ != "PRON"
        return is_others and token.left_edge.lower_ == "which" and _is_set_off(token.left_edge)
    if is_contrast(token):  # ", while Lund said it was open", "… while Lund had no comment"
        return (introduces_marks(token) or is_naming(token) or _is_silent(token)) and _is_set_off(token.left_edge)
    if token.dep_ == "advcl" and token.tag_ == "VBG":  # "…, adding that": another attribution
        return (is_statement(token) or is_naming(token) or token.lemma_ in GLOSSES) and _is_set_off(token.left_edge)
    return False


def is_contrast(verb: Token) -> bool:
    """Whether the verb is that of a clause which sets another's doing against what was told before: "…, while Lund said no"."""
    return verb.dep_ == "advcl" and verb.left_edge.lower_ in CONTRASTS


def _is_silent(verb: Token) -> bool:
    """ "Declined to say", "had no comment"."""
    return verb.lemma_ in {"decline", "refuse"} or any(child.dep_ == "dobj" and child.lower_ == "comment" for child in verb.rights)


def _is_set_off(token: Token) -> bool:
    """Whether a comma, a dash or a closing mark stands before the token."""
    before = token.nbor(-1)
    return before.is_quote or before.text in DASHES | {","}


def _is_second_cue(token: Token, verb: Token) -> bool:
    """ "Said it was lawful and called it wise": a cue of its own, told in the same tense."""
    if not (is_statement(token) or is_naming(token)):
        return False
    if token.tag_ in FINITE_TAGS:
        return token.tag_ == verb.tag_ or verb.tag_ not in FINITE_TAGS or token.head.tag_ in FINITE_TAGS
    return any(child.dep_ == "aux" and child.lemma_ == "do" for child in token.children)


def _before(token: Token) -> int:
    """Index of the last token before the one that opens a coordinated clause, its conjunction and comma left out."""
    at = token.i - 1
    while token.doc[at].dep_ == "cc" or token.doc[at].text in {",", ";"} | DASHES:
        at -= 1
    return at


def trimmed(doc: Doc, start: int, end: int) -> Span | None:
    """The characters from the first token to the last (inclusive), without blanks, commas and final stops around them."""
    tokens = doc[start : end + 1]
    first, last = 0, len(tokens) - 1
    while first <= last and (tokens[first].is_space or tokens[first].text in AROUND - {"…"}):
        first += 1
    while last >= first and (tokens[last].is_space or tokens[last].text in AROUND - {")"}):
        last -= 1
    if first > last:
        return None
    return Span(tokens[first].idx, tokens[last].idx + len(tokens[last]))


def without_openers(tokens: Tokens) -> int:
    """Index of the first token after "But", "However," and the like, and after blanks and marks."""
    at: int = tokens.start
    while at < tokens.end - 1 and (tokens.doc[at].is_space or tokens.doc[at].lower_ in OPENERS or tokens.doc[at].text in DASHES | {","}):
        at += 1
    return at
