"""Whose words stand in quotation marks, told behind them: `…," she said`, `…," said Lund, who …`, `…" – a minister`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.quotes.source_mentions import climbed, is_person_noun, may_speak
from transforms.quotes.sources import RELATIVES, source_of
from transforms.quotes.surroundings import ENDS_SENTENCE, Surroundings
from transforms.text.cues import cues, introduces_marks, without_verb

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
    """The last verb of saying; a relay ("Lund said - as reported by the News - …") only where there is no other."""
    found = [token for token in tokens if introduces_marks(token) and not _is_addressed(token)]
    told = [token for token in found if not (token.tag_ == "VBN" and token.i and token.nbor(-1).lower_ == "as")]
    return next(reversed(told or found), None)


def _is_addressed(verb: Token) -> bool:
    """ "When she was asked": the passive of a verb of saying names who is spoken to."""
    parts = {child.dep_ for child in verb.children}
    return "auxpass" in parts and "agent" not in parts


def attribution_after(around: Surroundings) -> Attribution | None:
    """`…," she said`, `…," said Cutler, who …`, `…," according to the ministry`, `…" – a minister`."""
    after = list(around.after[:FAR_CUE_TOKENS])
    if after and after[-1].text in ENDS_BEFORE.get(around.words[-1].text[-1], ""):
        return None  # it leads to the next stretch: "“I am calm.” Cutler was not: “We lost.”"
    if after and around.words[-1].text == "." and after[0].pos_ in {"ADV", "CCONJ", "SCONJ"} and after[0].text[0].isupper():
        return None  # a sentence of its own: "“It was empty.” Then he laughs."
    while after and (after[0].text in {",", "as"} or after[0].lower_ in {"then", "also"}):
        after = after[1:]
    if not after:
        return None
    if (opening := opening_cue(after)) is not None and opening[1] < len(after):
        cue, named = opening[0], after[opening[1] :]
        return Attribution(cue, climbed(next((token for token in named if token.dep_ == "pobj"), named[0])))
    if after[0].text in DASHES:
        return _signature(after[1:], around)
    if after[0].text == ":" and around.is_first and not around.before:
        source = phrase_head(after[1:])  # "“We will not bow”: Lund rejects the levy"
        return Attribution(None, climbed(source)) if source is not None and (may_speak(source) or is_person_noun(source)) else None
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
    source = phrase_head(after)
    in_headline = around.span.paragraph == 0 and after[-1:] and after[-1].text[-1] not in ENDS_SENTENCE  # "“…” - Lund hits back"
    tells = source is not None and source.ent_type_ == "PERSON" and source.dep_ in {"nsubj", "ROOT"} and in_headline
    if len(around.after) > SIGNATURE_TOKENS or (any(token.pos_ in {"VERB", "AUX"} for token in after) and not tells):
        return None
    return Attribution(None, climbed(source)) if source is not None and source.pos_ == "PROPN" else None


def opening_cue(tokens: list[Token]) -> tuple[Token, int] | None:
    """The cue of "according to" or "in the words of" that opens the tokens, and how many of them it takes."""
    for token in tokens[:3]:
        if (words := without_verb(token)) is not None and words[0] == tokens[0]:
            return token, words[1].i - words[0].i + 1
    return None


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
