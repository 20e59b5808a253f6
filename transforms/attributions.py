"""Whose words stand in quotation marks: the cue and the source right behind the closing mark, or right before the opening one."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from transforms.cues import introduces_marks
from transforms.sources import climbed, source_of
from transforms.surroundings import Surroundings

DASHES = frozenset({"-", "--", "–", "—", "―"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
ENDS_BEFORE = {".": ":,", "!": ":", "?": ":"}  # after this end of a stretch, a narrative up to that mark opens a sentence of its own
FAR_CUE_TOKENS = 40  # between a closing mark and its cue: room for "…," X, the … of the …, said
SIGNATURE_TOKENS = 14  # of a name after a dash


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


def attribution_after(around: Surroundings) -> Attribution | None:
    """`…," she said`, `…," said Cutler, who …`, `…," according to the ministry`, `…" – a minister`."""
    after = list(around.after[:FAR_CUE_TOKENS])
    if after and after[-1].text in ENDS_BEFORE.get(around.words[-1].text[-1], ""):
        return None  # it leads to the next stretch: "“I am calm.” Cutler was not: “We lost.”"
    while after and (after[0].text in {",", "as"} or after[0].lower_ in {"then", "also"}):
        after = after[1:]
    if not after:
        return None
    if after[0].lower_ == "according" and len(after) > 2 and after[1].lower_ == "to":
        return Attribution(after[0], climbed(next((token for token in after[2:] if token.dep_ == "pobj"), after[2])))
    if after[0].text in DASHES:
        return _signature(after[1:], around)
    if introduces_marks(after[0]) and after[0].tag_ in {"VBD", "VBZ", "VBP"}:  # inverted: "said Cutler"
        source = phrase_head(after[1:])
        return Attribution(after[0], climbed(source)) if source is not None else None
    source = phrase_head(after)
    if source is None:
        return None
    for token in after[1:]:
        if introduces_marks(token) and _is_told(token) and not _is_inside(token, source, after[0]):
            subject = source_of(token)
            if subject is not None and subject.i > after[0].i and subject.left_edge.i > source.i and climbed(subject) != source:
                return None  # another clause has begun
            return Attribution(token, climbed(source))
        tensed = token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        if tensed and token.dep_ in {"ROOT", "ccomp"} and not introduces_marks(token):
            return None
    return None


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
    if len(before) > 3 and (before[0].lower_, before[1].lower_, before[-1].text) == ("according", "to", ","):
        return Attribution(before[0], climbed(next((token for token in before[2:] if token.dep_ == "pobj"), before[2])))
    cue = cue_among(before)
    if cue is None:
        if before and before[-1].text.endswith(":"):
            subject = _last_subject(before)
            return Attribution(None, climbed(subject)) if subject is not None else None
        return None
    source = source_of(cue)
    if source is None or around.span.start_char <= source.idx < around.span.end_char:
        source = _last_subject([token for token in before if token.i < cue.i])
    return Attribution(cue, climbed(source) if source is not None else None)


def phrase_head(tokens: list[Token]) -> Token | None:
    """The head of the noun phrase that opens the tokens."""
    last = tokens[-1].i if tokens else -1
    for token in tokens:
        if token.pos_ in NOMINAL:
            head = token
            for _ in range(8):
                above = head.head
                joined = head.dep_ in {"compound", "poss", "nmod", "amod", "flat", "nummod"}
                if not joined or not token.i < above.i <= last or above.pos_ not in NOMINAL:
                    break
                head = above
            return head
        if token.pos_ in {"VERB", "AUX", "PUNCT", "ADP", "SCONJ", "CCONJ"} and token.text != "-":  # "the two-term president"
            return None
    return None


def _last_subject(tokens: list[Token]) -> Token | None:
    subjects = [token for token in tokens if token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in NOMINAL]
    if subjects:
        return subjects[-1]
    nouns = [token for token in tokens if token.pos_ in NOMINAL and token.dep_ in {"ROOT", "compound", "appos", "dep", "npadvmod"}]
    return nouns[-1] if nouns else None
