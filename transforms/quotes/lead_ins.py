"""Whose words stand in quotation marks, told before them: `Lund said: "…`, `A word from Lund: "…`, a name in the line above."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.quotes.attributions import NOMINAL, Attribution, attribution_after, cue_among, opening_cue, phrase_head
from transforms.quotes.reported_clauses import is_contrast
from transforms.quotes.source_mentions import climbed
from transforms.quotes.sources import INHERITS, source_of
from transforms.quotes.surroundings import Surroundings
from transforms.text.cues import cues, is_statement
from transforms.text.word_groups import words as word_group


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
    opening = opening_cue(before)
    if opening is None or before[-1].text not in {",", ":"}:
        return None
    source = phrase_head(before[opening[1] :])
    return Attribution(opening[0], climbed(source)) if source is not None else None


def _before_colon(before: list[Token]) -> Attribution | None:
    """`A word from Cook: "…`: without a cue, whoever is named right before the colon, else the subject."""
    if not before or not before[-1].text.endswith(":") or before[0].lower_ in word_group("headings"):
        return None
    sentence = [token for token in before if token.sent.start == before[-1].sent.start]  # not its dateline
    opening = phrase_head(sentence[1:] if sentence[0].text == "(" else sentence)
    named = before[-2] if len(before) > 1 else before[-1]
    if opening is not None and named.tag_ == "NNS" and named.lemma_.lower() in cues().statement and not list(named.lefts):
        return Attribution(named, climbed(opening))  # "Cook, the party leader, tweets: …", to the parser a plural
    if not any(token.pos_ in {"VERB", "AUX"} for token in before):
        if opening is not None and opening.ent_type_ == "PERSON":
            return Attribution(None, _last_of_name(opening))  # "Cook, head of research at the Bank: …"
        if (owner := _owner(opening) or _owner(named)) is not None:
            return Attribution(None, owner)
    source = named if named.ent_type_ in {"PERSON", "ORG"} else _last_subject(before)
    source = _owner(source) or source  # "Cook's response was one word: …"
    return Attribution(None, climbed(source)) if source is not None else None


def _owner(noun: Token | None) -> Token | None:
    """Whose words they are: Cook, in "Cook's answer: …", "Cook's reply, by text message: …"."""
    if noun is None or noun.lemma_.lower() not in word_group("utterances") | word_group("answers"):
        return None
    return next((child for child in noun.lefts if child.dep_ == "poss"), None)


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
