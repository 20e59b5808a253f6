"""Attributions that stand beside a clause: "…, officials said", "The plan, he says, is …", "as the Bank noted, …", "according to …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from transforms.quotes.complements import FINITE_TAGS, is_infinitive
from transforms.quotes.reported_clauses import OPENERS, trimmed, without_openers
from transforms.quotes.source_mentions import climbed, may_speak, mention
from transforms.text.cues import cues
from warehouse.schema import Span

BREAKS = frozenset({",", "-", "–", "—", "--", ";", ":", "(", '"', "”", "“", "''", "``", "’", "'"})
CLAUSES = frozenset({"ccomp", "parataxis", "advcl", "dep", "nsubj", "csubj"})
ADJUNCTS = frozenset({"prep", "npadvmod", "advmod", "prt", "agent", "dative", "punct"})
GOING_ON = frozenset({"ccomp", "advcl", "advmod", "prep", "xcomp", "acomp", "attr", "dobj"})
TELL_OF = frozenset({"warn", "complain", "boast", "speak"})  # what follows "of" is what they tell
RELATIVES = frozenset({"who", "whose", "whom", "which"})


@dataclass(frozen=True)
class Reported:
    """A reported clause: its pieces, its cue (first and last token) and the head of its source."""

    pieces: tuple[Span, ...]
    cue: tuple[Token, Token] | None
    source: Token | None


def beside(verb: Token, source: Token | None, sentence: Tokens) -> tuple[Span, ...]:
    """The pieces of a clause with its attribution behind, inside or ("as X noted") before it; none where there is no such clause."""
    if source is None or verb.tag_ in {"VB", "VBG"} or verb.lemma_ in cues().ruling:
        return ()
    first, last = _group(verb, source)
    doc = verb.doc
    if first > sentence.start and doc[first - 1].lower_ == "as":
        return _as_told(verb, first - 1, last, sentence)
    if first <= sentence.start or doc[first - 1].text not in BREAKS - {";"}:  # a semicolon ends what another says
        return ()
    if any(
        (child.dep_ == "xcomp" and is_infinitive(child))
        or (child.dep_ == "dobj" and (verb.lemma_ not in cues().addressed or _is_quoted(child)))
        or (child.dep_ == "prep" and child.lower_ == "of" and verb.lemma_ in TELL_OF)
        or (child.dep_ == "prep" and child.lower_ == "against")  # "had argued against it"
        for child in verb.rights
    ):
        return ()  # it says something else: "when the levy ends, both agreed to meet"
    clause = next((child for child in verb.lefts if child.dep_ in CLAUSES), None)
    if clause is not None and clause.dep_ == "advcl" and any(child.dep_ == "mark" or child.tag_ == "WRB" for child in clause.lefts):
        return ()  # "as the talks began, she spoke of the levy"
    if (
        clause is not None
        and clause.tag_ in {"VBN", "VBG"}
        and not any(child.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for child in clause.lefts)
    ):
        return ()  # "asked whether it would end, she said no"
    if clause is None and verb.dep_ not in {"parataxis", "ccomp", "ROOT", "dep", "conj"}:
        return ()
    left = _behind_colon(doc[sentence.start : first])
    return _pieces(left, _rest(verb, clause, last, sentence), is_heading=_is_heading(left, sentence))


def _is_heading(left: Tokens, sentence: Tokens) -> bool:
    """Whether a headline tells what is to come: "Norway to keep curbs, Keller says", with no full stop."""
    if sentence[-1].text[-1] in ".!?":
        return False
    return any(token.tag_ == "TO" and token.nbor().tag_ == "VB" and token.nbor(-1).pos_ in {"NOUN", "PROPN"} for token in left[1:])


def _behind_colon(left: Tokens) -> Tokens:
    """What follows the last colon, if there is a verb: "Her colleague was calmer: the deal was, he said, …"."""
    colons = [token.i for token in left if token.text == ":" and token.whitespace_]
    rest = left.doc[colons[-1] + 1 : left.end] if colons else left
    return rest if any(token.tag_ in FINITE_TAGS for token in rest) else left


def as_put(verb: Token, source: Token, sentence: Tokens) -> tuple[Span, ...]:
    """The pieces of a clause beside "as Cook put it"."""
    first, last = _group(verb, source)
    is_idiom = first >= sentence.start and first > 0 and verb.doc[first - 1].lower_ == "as"
    return _beside_as(verb, first - 1, last, sentence) if is_idiom else ()


def _is_quoted(phrase: Token) -> bool:
    """Whether a quotation mark opens the phrase, or stands right before it."""
    return phrase.left_edge.is_quote or phrase.left_edge.nbor(-1).is_quote


def _pieces(left: Tokens, rest: Tokens | None, *, is_heading: bool = False) -> tuple[Span, ...]:
    """What stands before and behind an attribution; one of them must hold a finite verb, or a headline's infinitive."""
    doc = left.doc
    if not is_heading and not any(token.tag_ in FINITE_TAGS for part in (left, rest or ()) for token in part):
        return ()
    pieces = [trimmed(doc, without_openers(left), left.end - 1)]
    if rest is not None:
        pieces.append(trimmed(doc, rest.start, rest.end - 1))
    return tuple(piece for piece in pieces if piece is not None)


def _rest(verb: Token, clause: Token | None, last: int, sentence: Tokens) -> Tokens | None:
    """What goes on behind the attribution: the other half of a clause around it."""
    doc = verb.doc
    if last + 1 >= sentence.end or doc[last + 1].text not in BREAKS or not _goes_on(verb, clause, last):
        return None
    about_speaker = last + 2 < sentence.end and doc[last + 2].lower_ in RELATIVES
    return None if about_speaker else doc[last + 1 : sentence.end]


def _as_told(verb: Token, conjunction: int, last: int, sentence: Tokens) -> tuple[Span, ...]:
    """The clause beside "as the Bank noted": before it, behind it, or around it."""
    if any(child.dep_ not in ADJUNCTS for child in verb.rights):  # "as he said he would", "as they continued to ship"
        return ()
    return _beside_as(verb, conjunction, last, sentence)


def _beside_as(verb: Token, conjunction: int, last: int, sentence: Tokens) -> tuple[Span, ...]:
    doc = verb.doc
    left = doc[sentence.start : conjunction]
    rest = doc[last + 1 : sentence.end] if last + 1 < sentence.end and doc[last + 1].text in BREAKS else None
    opens = all(token.is_space or token.is_punct or token.lower_ in OPENERS for token in left)
    if opens:
        return _pieces(doc[conjunction:conjunction], rest) if rest is not None else ()
    if doc[conjunction - 1].text not in BREAKS:
        return ()
    return _pieces(left, rest if rest is not None and verb.head.i > last else None)


def _group(verb: Token, source: Token) -> tuple[int, int]:
    """First and last token of an attribution: source, verb and what belongs to them."""
    start, end = mention(source)
    first, last = min(start, verb.i), max(end - 1, verb.i)
    is_inverted = source.i > verb.i  # "Not so, warns Cutler: …"
    for child in (*verb.children, *source.children):
        is_before = child.i < verb.i and not is_inverted and child.left_edge.i >= verb.i - 12
        if is_before and child.dep_ in {"aux", "advmod", "auxpass", "nsubjpass"}:
            first = min(first, child.left_edge.i)
    for child in verb.rights:
        if child.dep_ in {"prep", "npadvmod", "dobj", "dative", "advmod", "prt", "nsubj", "oprd"} and child.left_edge.i <= last + 2:
            last = max(last, child.right_edge.i)
    return first, last


def _goes_on(verb: Token, clause: Token | None, last: int) -> bool:
    """Whether what stands behind the attribution hangs on the clause before it, or is the clause that it interrupts."""
    if clause is not None and clause.right_edge.i > last:
        return True
    if verb.dep_ not in {"parataxis", "ccomp", "dep"}:
        return False
    main = verb.head.head if verb.head.dep_ in {"aux", "auxpass"} else verb.head
    return bool(main.i > last) or any(child.i > last + 1 and child.dep_ in GOING_ON for child in main.rights)


def according_to(cue: tuple[Token, Token], sentence: Tokens) -> Iterator[Reported]:
    """The clause beside "according to X" or "in the words of X": before it, behind it, or around it."""
    token, to = cue
    doc = token.doc
    noun = next((child for child in (*to.children, *token.children) if child.dep_ == "pobj" and child.i > to.i), None)
    if noun is None:
        return
    last = max(mention(noun)[1] - 1, noun.right_edge.i)
    if (marked := next((t.i for t in doc[noun.i + 1 : last + 1] if t.is_quote), None)) is not None and doc[marked - 1].text == ",":
        last = marked - 2  # "in the words of its author, “a fudge”": what it is called hangs on the author
    comma, source = _behind_description(noun, sentence)
    pieces: list[Span | None] = []
    if token.i - sentence.start <= 1 or all(t.is_punct or t.is_space or t.lower_ in OPENERS for t in doc[sentence.start : token.i]):
        start = comma + 1 if comma is not None else last + 1
        head = next((t for t in doc[start : sentence.end] if t.dep_ == "ROOT"), None)
        if head is not None and head.left_edge.i > start:
            start = next((t.i for t in doc[start : head.i + 1] if t.i > last), start)
        pieces.append(trimmed(doc, start, sentence.end - 1))
    else:
        pieces.append(trimmed(doc, without_openers(doc[sentence.start : token.i]), token.i - 1))
        rest = doc[last + 2 : sentence.end]
        if len(rest) and doc[last + 1].text == "," and (rest[0].is_quote or any(t.tag_ in FINITE_TAGS for t in rest)):
            pieces.append(trimmed(doc, last + 2, sentence.end - 1))
    kept = tuple(piece for piece in pieces if piece is not None)
    if kept:
        yield Reported(kept, cue, climbed(source))


def _behind_description(noun: Token, sentence: Tokens) -> tuple[int | None, Token]:
    """The comma that ends the source, and its name: "According to the coach, Ada Cook, it …", "According to the paper, which …, it …"."""
    doc = noun.doc
    commas = [t.i for t in doc[noun.i : sentence.end] if t.text == ","][:2]
    if len(commas) < 2:
        return next(iter(commas), None), noun
    inside = doc[commas[0] + 1 : commas[1]]
    if len(inside) and inside[0].lower_ in RELATIVES:
        return commas[1], noun
    is_name = len(inside) > 0 and all(t.ent_type_ == "PERSON" for t in inside)
    return (commas[1], inside[-1]) if is_name and noun.pos_ == "NOUN" and may_speak(noun) else (commas[0], noun)
