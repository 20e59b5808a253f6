"""Where the content of a reported clause begins and ends.

The parser hangs on the clause much that the writer says: a second attribution ("…, adding that"), a coordinated verb of
saying, another source. The content stops before those. "That" and sentence openers stay outside (PARC 3, Pareti 2016).
"""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from transforms.text.cues import cues, introduces_marks, is_naming, is_statement
from warehouse.schema import Span

OPENERS = frozenset({
    "but", "and", "yet", "so", "however", "meanwhile", "still", "also", "moreover", "therefore", "thus", "instead",
    "nevertheless", "nonetheless", "or",
})  # fmt: skip
FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})
DASHES = frozenset({"-", "–", "—", "--"})
AROUND = frozenset({",", ":", ";", ".", "…", ")"}) | DASHES
GLOSSES = frozenset({"mean"})  # ", meaning that": the writer explains
CONTRASTS = frozenset({"while", "whereas", "though", "although"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
LONGEST_CLAUSE = 300  # tokens before and behind a cue: no reported clause is longer
WORDS_AROUND = 12  # of a verb: its negation, auxiliaries and agent stand there
AUXILIARIES = frozenset({"aux", "auxpass", "cop"})


def complement(verb: Token) -> Token | None:
    """The head of the finite clause that the verb has as its object, to its right."""
    if (shared := _shared_complement(verb)) is not None:
        return shared
    own = next((child for child in verb.rights if child.dep_ == "ccomp" and (is_finite(child) or _holds_finite(child))), None)
    if own is None and verb.lemma_ in {"ask", "wonder"}:  # "asked when it would end"
        own = next((c for c in verb.rights if c.dep_ == "advcl" and c.left_edge.i == verb.i + 1 and c.left_edge.tag_ == "WRB"), None)
    if own is not None and own.tag_ == "MD":  # "as it said it would": an ellipsis says nothing of its own
        return None
    return own if own is not None else _misplaced_complement(verb)


def _shared_complement(verb: Token) -> Token | None:
    """The clause of two verbs with a subject each: "Lund said, and Keller agreed, that …"."""
    if verb.i + 1 == len(verb.doc) or verb.nbor(1).text != ",":
        return None
    second = next((child for child in verb.rights if child.dep_ in {"ccomp", "conj"} and is_statement(child)), None)
    if second is None or not any(child.dep_ == "cc" and child.i < second.left_edge.i + 1 for child in (*verb.rights, *second.lefts)):
        return None
    clause = complement(second)
    opening = clause.left_edge if clause is not None else None
    return clause if opening is not None and opening.lower_ == "that" and opening.nbor(-1).text == "," else None


def _holds_finite(clause: Token) -> bool:
    """Whether a clause whose head the parser got wrong has its tensed verb deeper down ("says 34,570 citizens cast votes …")."""
    if clause.tag_ in {"VB", "VBG", "VBN"} and clause.left_edge == clause:
        return False
    inner = {"relcl", "acl", "advcl", "ccomp"}
    return any(token.tag_ in FINITE_TAGS and token.dep_ not in inner and token.i > clause.left_edge.i for token in clause.subtree)


def _misplaced_complement(verb: Token) -> Token | None:
    """The clause in "said in a statement that …", "told reporters during a visit that …", which the parser hangs on the noun."""
    for child in verb.rights:
        if child.dep_ not in ({"dobj", "dative", "prep", "npadvmod"} if verb.lemma_ in cues().addressed else {"prep", "npadvmod"}):
            continue  # "confirm our view that" tells a view
        for token in child.subtree:
            opening = token.left_edge
            if token.dep_ in {"acl", "relcl", "ccomp"} and _is_conjunction_of(opening, token) and is_finite(token):
                return None if token.head.lemma_.lower() in cues().completed else token
    return None


def _is_conjunction_of(opening: Token, clause: Token) -> bool:
    """Whether the clause has "that" as its conjunction; what is passive has no object for it to be."""
    if opening.lower_ != "that":
        return False
    return opening.dep_ == "mark" or (opening.dep_ == "dobj" and any(child.dep_ == "nsubjpass" for child in clause.lefts))


def is_finite(clause: Token) -> bool:
    """Whether the clause has a tensed verb, or a subject and a subjunctive ("suggested the writer be fired")."""
    children = list(clause.children)
    if any(child.dep_ == "aux" and child.lower_ == "to" for child in children):
        return False
    if clause.tag_ in FINITE_TAGS or any(child.dep_ in AUXILIARIES and child.tag_ in FINITE_TAGS for child in children):
        return True
    if any(child.dep_ in SUBJECTS for child in children):
        return clause.tag_ == "VB" or any(child.dep_ == "auxpass" and child.tag_ == "VB" for child in children)
    return False


def is_infinitive(clause: Token) -> bool:
    """Whether it is a clause with "to"."""
    return clause.tag_ == "VB" and any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.lefts)


def governs(verb: Token, relations: set[str]) -> bool:
    """Whether one of the words around hangs on the verb so. (A broken parse may hang a whole text on one verb: no look at all children.)"""
    around = verb.doc[max(0, verb.i - WORDS_AROUND) : verb.i + WORDS_AROUND]
    return any(token.dep_ in relations and token.head.i == verb.i for token in around)


def is_denied(verb: Token) -> bool:
    """ "Did not say that", "refused to say whether", "asked to rule that"."""
    if governs(verb, {"neg"}):
        return True
    return verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_ in {"decline", "refuse", "fail"}


def content(verb: Token, clause: Token) -> Span | None:
    """The words of a clause behind its cue."""
    start = _start(verb, clause)
    return trimmed(verb.doc, start, content_end(verb, clause))


def _start(verb: Token, clause: Token) -> int:
    doc = verb.doc
    at = next((t.i for t in doc[verb.i + 1 : clause.i + 1] if t == clause or clause.is_ancestor(t)), clause.i)
    if not any(child.dep_ in SUBJECTS for child in clause.children):  # the parser took its subject for the object of the cue
        at = next((child.left_edge.i for child in verb.rights if child.dep_ == "dobj" and _stands_right_before(child, at)), at)
    while at < clause.i and (_is_conjunction(doc[at]) or (doc[at].is_punct and doc[at].text not in '"“$£€')):
        at += 1
    return at if at and _is_conjunction(doc[at - 1]) else _behind_date(clause, at)


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
