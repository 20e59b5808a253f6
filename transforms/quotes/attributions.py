"""Whose words stand in quotation marks: the cue and the source right behind the closing mark, or right before the opening one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.quotes.reported_clauses import is_contrast
from transforms.quotes.sources import INHERITS, RELATIVES, climbed, source_of
from transforms.quotes.surroundings import ENDS_SENTENCE, Surroundings
from transforms.text.cues import cues, introduces_marks, is_statement, without_verb
from transforms.text.word_groups import words as word_group

DASHES = frozenset({"-", "--", "–", "—", "―"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
STAND_ALONE = frozenset({"one", "another", "others", "many", "some"})  # that stand for whom they count: "grumbled one from the port"
ENDS_BEFORE = {".": ":,", "!": ":", "?": ":"}  # after this end of a stretch, a narrative up to that mark opens a sentence of its own
FAR_CUE_TOKENS = 40  # between a closing mark and its cue: room for "…," X, the … of the …, said
MODIFIERS = frozenset({"compound", "poss", "nmod", "amod", "flat", "nummod", "npadvmod"})
CLAUSES = frozenset({"ccomp", "xcomp"})
COMPLEMENTS = CLAUSES | {"dobj"}
SIGNATURE_TOKENS = 14  # of a name after a dash
LABEL_TOKENS = 5  # of a name before a colon, with the colon


@dataclass(frozen=True)
class Attribution:
    """The cue of an utterance and the head of its source, either of which may be missing."""

    cue: Token | None
    source: Token | None


def cue_among(tokens: list[Token]) -> Token | None:
    return next((token for token in reversed(tokens) if introduces_marks(token) and not _is_addressed(token)), None)


def _is_addressed(verb: Token) -> bool:
    """ "When she was asked": the passive of a verb of saying names who is spoken to."""
    parts = {child.dep_ for child in verb.children}
    return "auxpass" in parts and "agent" not in parts


def attribution_of(around: Surroundings) -> Attribution | None:
    """The attribution behind the marks, else the one before them; but what leads straight up to the marks goes first."""
    before, after = attribution_before(around), attribution_after(around)
    return before if after is None or (before is not None and _leads_up(around, before)) else after


def _leads_up(around: Surroundings, before: Attribution) -> bool:
    """Whether the cue stands right before the marks, in a sentence that opens with its clause: `She wrote: "…"`."""
    tokens = around.before
    opens = around.is_first or len(around.gap) > len(tokens)  # no other marks stand in its sentence
    if before.cue is None or before.source is None or not tokens or not opens or around.words[-1].text == ",":
        return False
    between = [token for token in tokens if token.i > before.cue.i]
    return tokens[-1].text in {",", ":"} and not any(token.pos_ in {"VERB", "AUX"} for token in between)


def attribution_after(around: Surroundings) -> Attribution | None:
    """`…," she said`, `…," said Cutler, who …`, `…," according to the ministry`, `…" – a minister`."""
    after = list(around.after[:FAR_CUE_TOKENS])
    if after and after[-1].text in ENDS_BEFORE.get(around.words[-1].text[-1], ""):
        return None  # it leads to the next stretch: "“I am calm.” Cutler was not: “We lost.”"
    while after and (after[0].text in {",", "as"} or after[0].lower_ in {"then", "also"}):
        after = after[1:]
    if not after:
        return None
    if (opening := _opening(after)) is not None and opening[1] < len(after):
        cue, named = opening[0], after[opening[1] :]
        return Attribution(cue, climbed(next((token for token in named if token.dep_ == "pobj"), named[0])))
    if after[0].text in DASHES:
        return _signature(after[1:], around)
    is_over = around.words[-1].text[-1] in ENDS_SENTENCE
    if is_over and 1 < len(after) <= LABEL_TOKENS and all(token.pos_ == "PROPN" for token in after):
        return Attribution(None, after[-1])  # the dash before the name may be part of the closing mark's token
    is_cue = _is_finite if around.words[-1].text == "," else introduces_marks
    found = _inverted(after, is_cue) or _clause_after(after, is_cue)
    return None if found is not None and found.cue is not None and _speaks_on(around, after, found.cue) else found


def _speaks_on(around: Surroundings, after: list[Token], cue: Token) -> bool:
    """Whether the quote is over and the clause behind it is a sentence of its own, with its own words to report."""
    if around.words[-1].text[-1] not in ENDS_SENTENCE or not after[0].text[0].isupper():
        return False
    if around.words[-1].text == "." and cue.lemma_ in cues().agreeing:  # "“It is.” Lund disagreed."
        return True
    complements = COMPLEMENTS if around.words[-1].text == "." else CLAUSES
    return any(child.dep_ in complements and child.i > cue.i for child in cue.children)


def _is_finite(token: Token) -> bool:
    """After a comma inside the marks, any verb is one of saying: `"…," the envoy shrugged`."""
    return token.pos_ == "VERB" and (token.tag_ in {"VBD", "VBZ", "VBP"} or introduces_marks(token))


def _inverted(after: list[Token], is_cue: Callable[[Token], bool]) -> Attribution | None:
    """ "said Cutler"."""
    verb = after[0]
    if not is_cue(verb) or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    source = phrase_head(after[1:]) or next((child for child in verb.rights if child.dep_ == "nsubj" and child.i <= after[-1].i), None)
    if source is None or source.ent_type_ in {"DATE", "TIME"}:  # "saying “…,” ordered Monday a review"
        return None
    return Attribution(verb, climbed(source))


def _clause_after(after: list[Token], is_cue: Callable[[Token], bool]) -> Attribution | None:
    """ "she said", "Cutler, who had left the office, told reporters"."""
    source = phrase_head(after) or next((token for token in after if token.dep_ == "nsubj" and token.left_edge.i <= after[0].i), None)
    if source is None or source.lower_ in RELATIVES:
        return None
    for token in after[1:]:
        if is_cue(token) and _is_told(token) and not _is_inside(token, source, after[0]):
            return None if _is_new_clause(token, source, after) else Attribution(token, climbed(source))
        tensed = token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        if tensed and token.dep_ in {"ROOT", "ccomp"} and not is_cue(token):
            return None
    return None


def _is_new_clause(cue: Token, source: Token, after: list[Token]) -> bool:
    """Whether the cue has a subject of its own, behind a comma or a verb."""
    subject = source_of(cue)
    if subject is None or subject.i <= after[0].i or subject.left_edge.i <= source.i or climbed(subject) == source:
        return False
    return any(source.i < token.i < subject.left_edge.i and token.pos_ in {"PUNCT", "VERB", "AUX", "CCONJ"} for token in after)


def _is_told(verb: Token) -> bool:
    """Whether the verb is tensed, a participle, or told for the day to come ("will say", "is to announce")."""
    return verb.tag_ != "VB" or any(child.dep_ == "aux" for child in verb.lefts)


def _is_inside(verb: Token, source: Token, first: Token) -> bool:
    """Whether the verb belongs to a clause that describes the source ("who told …, said")."""
    return verb.dep_ in {"relcl", "acl"} and verb.head.i >= first.i and (verb.head == source or source.is_ancestor(verb))


def _signature(after: list[Token], around: Surroundings) -> Attribution | None:
    """`"…" – Name, office`: no verb follows."""
    if len(around.after) > SIGNATURE_TOKENS or any(token.pos_ in {"VERB", "AUX"} for token in after):
        return None
    source = phrase_head(after)
    return Attribution(None, climbed(source)) if source is not None and source.pos_ == "PROPN" else None


def attribution_before(around: Surroundings) -> Attribution | None:
    """`She said: "…`, `He added, "…`, `telling reporters that day, "…`, also where the line before ends in a colon."""
    before = list(around.before or around.lead_in)
    cue = cue_among(before)
    if cue is None or (before[-1].text.endswith(":") and _is_farther_clause(cue, before)):
        return _according_to(before) or _before_colon(before) or _named_above(around.lead_in)
    cue = _saying_above(cue)
    source = _named_before(cue) or source_of(cue)
    if source is None or around.span.start_char <= source.idx < around.span.end_char:
        source = _named_behind(cue, before) or _last_subject([token for token in before if token.i < cue.i and token.head != cue], cue)
    return Attribution(cue, climbed(source) if source is not None else None)


def _named_before(cue: Token) -> Token | None:
    """Cook, in "footage of Cook saying": a participle right behind a person."""
    person = cue.nbor(-1) if cue.i else cue
    return (
        person if cue.tag_ == "VBG" and person.ent_type_ == "PERSON" and cue.dep_ in {"acl", "advcl", "pcomp", "ccomp", "xcomp"} else None
    )


def _named_behind(cue: Token, before: list[Token]) -> Token | None:
    """`In short, explained Cook: "…`."""
    behind = [token for token in before if token.i > cue.i]
    source = phrase_head(behind) if behind and behind[0].i == cue.i + 1 and cue.tag_ in {"VBD", "VBZ"} else None
    return source if source is not None and source.ent_type_ in {"PERSON", "ORG"} else None


def _is_farther_clause(cue: Token, before: list[Token]) -> bool:
    """Whether a verb that need not be one of saying is followed by a clause of its own before the colon."""
    return not is_statement(cue) and any(token.i > cue.i and token.dep_ in {"nsubj", "nsubjpass"} for token in before)


def _saying_above(cue: Token) -> Token:
    """ "said she believes …", "most, he said, believe …": who believes does not say so, but who says so says it."""
    at = cue
    for _ in range(6):
        if is_statement(at) or at.dep_ not in INHERITS or at.head.i > at.i or is_contrast(at):
            break
        at = at.head
    if is_statement(at):
        return at
    return next((child for child in at.lefts if child.dep_ == "parataxis" and is_statement(child)), cue)


def _according_to(before: list[Token]) -> Attribution | None:
    """`According to the bank, "…`, `In the words of one envoy, "…`."""
    opening = _opening(before)
    if opening is None or before[-1].text not in {",", ":"}:
        return None
    source = phrase_head(before[opening[1] :])
    return Attribution(opening[0], climbed(source)) if source is not None else None


def _opening(tokens: list[Token]) -> tuple[Token, int] | None:
    """The cue of "according to" or "in the words of" that opens the tokens, and how many of them it takes."""
    for token in tokens[:3]:
        if (words := without_verb(token)) is not None and words[0] == tokens[0]:
            return token, words[1].i - words[0].i + 1
    return None


def _before_colon(before: list[Token]) -> Attribution | None:
    """`A word from Cook: "…`: without a cue, whoever is named right before the colon, else the subject."""
    if not before or not before[-1].text.endswith(":"):
        return None
    opening = phrase_head([token for token in before if token.sent.start == before[-1].sent.start])  # not its dateline
    named = before[-2] if len(before) > 1 else before[-1]
    if opening is not None and named.tag_ == "NNS" and named.lemma_.lower() in cues().statement and not list(named.lefts):
        return Attribution(named, climbed(opening))  # "Cook, the party leader, tweets: …", to the parser a plural
    if opening is not None and opening.ent_type_ == "PERSON" and not any(token.pos_ in {"VERB", "AUX"} for token in before):
        return Attribution(None, _last_of_name(opening))  # "Cook, head of research at the Bank: …"
    owner = next((child for child in named.lefts if child.dep_ == "poss"), None)
    is_word = named.lemma_.lower() in word_group("utterances") | word_group("answers")
    if owner is not None and is_word and not any(token.pos_ in {"VERB", "AUX"} for token in before):
        return Attribution(None, owner)  # "Cook's answer: …", "One envoy's view: …"
    source = named if named.ent_type_ in {"PERSON", "ORG"} else _last_subject(before)
    return Attribution(None, climbed(source)) if source is not None else None


def _named_above(line: tuple[Token, ...]) -> Attribution | None:
    """The person, else the body, in a line that gives a name and an office, and no more."""
    if not line or line[-1].text[-1] == ":":
        return None
    person = next((token for token in line if token.ent_type_ == "PERSON"), None)
    return Attribution(
        None, _last_of_name(person) if person is not None else next(t for t in line if t.head.i == t.i or t.head not in line)
    )


def _last_of_name(token: Token) -> Token:
    while token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I":
        token = token.nbor()
    return token


def phrase_head(tokens: list[Token]) -> Token | None:
    """The head of the noun phrase that opens the tokens."""
    last = tokens[-1].i if tokens else -1
    for token in tokens:
        head = _modified(token, last)
        if head.pos_ in NOMINAL or head.lower_ in STAND_ALONE:
            return head
        if token.pos_ in {"VERB", "AUX", "PUNCT", "ADP", "SCONJ", "CCONJ"}:
            return None
    return None


def _modified(token: Token, last: int) -> Token:
    """The noun that the token, or what it modifies, modifies: the envoy, in "a Geneva-based envoy"."""
    head = token
    for _ in range(8):
        if head.dep_ not in MODIFIERS or not token.i < head.head.i <= last:
            break
        head = head.head
    return head


def _last_subject(tokens: list[Token], cue: Token | None = None) -> Token | None:
    """The last subject among the tokens, else the noun right before the cue, else the last noun that can be one."""
    subjects = [token for token in tokens if token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in NOMINAL]
    if subjects:
        main = [subject for subject in subjects if subject.head.dep_ not in {"relcl", "acl"}]  # "Cook, whose country was hit, was blunt:"
        return (main or subjects)[-1]
    if cue is not None and tokens and tokens[-1].i == cue.i - 1 and tokens[-1].pos_ in NOMINAL:
        return tokens[-1]
    nouns = [token for token in tokens if token.pos_ in NOMINAL and token.dep_ in {"ROOT", "compound", "appos", "dep", "npadvmod"}]
    return nouns[-1] if nouns else None
