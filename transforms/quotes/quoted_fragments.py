"""Fragments in quotation marks that no reported clause holds, and yet are somebody's wording.

"Warned of “dark days”", "dismissed it as “noise”", "her call for “calm”", chants of “Shame!”: the words in marks hang on a verb
or noun of saying, judging or asking whose subject speaks. Titles, names and scare quotes hang on no such word, or name no source.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from transforms.quotes.attributions import attribution_after
from transforms.quotes.complements import governs, is_denied
from transforms.quotes.marked_pieces import Pieces, coordinated, with_marks
from transforms.quotes.parentheticals import Reported
from transforms.quotes.source_mentions import climbed, may_speak
from transforms.quotes.sources import source_of
from transforms.quotes.surroundings import JOINERS, Surroundings
from transforms.text.document import Document
from warehouse.schema import Span

DATA = Path(__file__).parents[1] / "data" / "wording.toml"
LONGEST_CLIMB = 10  # steps in the parse from a fragment to its cue
LONG_FRAGMENT_WORDS = 5  # a fragment in marks of this length is somebody's wording, not a name
OBJECTS = frozenset({"dobj", "prep", "oprd", "attr", "ccomp", "xcomp", "acomp", "pobj", "pcomp", "dative"})
SMALL_WORDS = frozenset({"ADP", "DET", "CCONJ", "PART", "SCONJ"})  # that titles write small
ENDS_CONTENT = frozenset({",", ";", ":", "(", "-", "--", "–", "—"})


@dataclass(frozen=True)
class Wording:
    """Lemmas of the words that give a fragment to a speaker."""

    verbs: frozenset[str]
    prepositions: frozenset[str]
    nouns: frozenset[str]
    noise_verbs: frozenset[str]
    noise_nouns: frozenset[str]
    naming: frozenset[str]
    requests: frozenset[str]
    word_nouns: frozenset[str]
    word_verbs: frozenset[str]


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The words of `transforms/data/wording.toml`, read once."""
    groups = tomllib.loads(DATA.read_text(encoding="utf-8"))
    verbs, nouns = (frozenset(word for words in groups[name].values() for word in words) for name in ("verbs", "nouns"))
    noise, words = groups["noise"], groups["words"]
    return Wording(
        verbs,
        frozenset(groups["prepositions"]["content"]),
        nouns,
        frozenset(noise["verbs"]),
        frozenset(noise["nouns"]),
        frozenset(groups["verbs"]["naming"]),
        frozenset(groups["verbs"]["request"]),
        frozenset(words["nouns"]),
        frozenset(words["verbs"]),
    )


def with_fragments(
    document: Document, around_spans: Sequence[Surroundings], reported: Sequence[Reported], in_direct: Pieces
) -> list[Reported]:
    """What is reported, with the fragments in marks that it leaves out: as a part of a clause with the same cue, or by themselves."""
    pieces, joined = Pieces([around.span for around in around_spans]), coordinated(around_spans)
    found = list(reported)
    clauses = {clause.cue[0].i: number for number, clause in enumerate(found) if clause.cue is not None}
    covered = {span for clause in found for piece in clause.pieces for span in pieces.opened_in(piece)}
    covered.update(in_direct)
    ends = {clause.pieces[-1].end_char: number for number, clause in enumerate(found)}
    for around in around_spans:
        if around.span in covered:
            continue
        number = ends.get(_end_before(around))
        fragment = found[number] if number is not None else worded(around) or _continued(document, around, in_direct)
        if fragment is None:
            continue
        if number is not None:
            fragment = replace(fragment, pieces=(Span(fragment.pieces[-1].start_char, around.span.end_char),))
        piece = with_marks(fragment.pieces[0], pieces, joined)
        if number is None and fragment.cue is not None:
            number = clauses.get(fragment.cue[0].i)
        if number is not None and _touches(found[number].pieces[-1], piece):
            last = found[number].pieces[-1]
            piece = Span(min(last.start_char, piece.start_char), max(last.end_char, piece.end_char))
            found[number] = replace(found[number], pieces=(*found[number].pieces[:-1], piece))
        elif not in_direct.within(*piece):
            found.append(replace(fragment, pieces=(piece,)))
        covered.update(pieces.opened_in(piece))
    return found


def _end_before(around: Surroundings) -> int:
    """Where the words end that the fragment is joined to by a comma or conjunction."""
    joined_to = next((token for token in reversed(around.before) if token.lower_ not in JOINERS), None)
    return joined_to.idx + len(joined_to) if joined_to is not None else -1


def _touches(one: Span, other: Span) -> bool:
    return one.start_char < other.end_char and other.start_char < one.end_char


def worded(around: Surroundings) -> Reported | None:
    """The phrase that holds the fragment, with the word that gives it to a speaker."""
    words = [token for token in around.words if not token.is_punct]
    if not words or around.span.is_single or _is_so_called(around):
        return None
    inside = range(words[0].i, words[-1].i + 1)
    at = next((token for token in words if token.head.i not in inside), words[-1])
    for _ in range(LONGEST_CLIMB):
        above = at.head
        if above.i == at.i:
            return None
        if above.i not in inside and ((source := _speaker(above, at)) is not None or is_noise(above)):
            is_name_given = above.lemma_.lower() in wording().naming or is_noise(above)
            return None if in_title_case(words) and not is_name_given else _reported(around, above, at, source)
        at = above
    return None


def _is_so_called(around: Surroundings) -> bool:
    """ "The so-called “reciprocal” duties": nobody's wording, or everybody's."""
    return [token.lower_ for token in around.before[-3:]] == ["so", "-", "called"]


def _speaker(cue: Token, part: Token) -> Token | None:
    """The source, if the cue gives what its part holds to a speaker."""
    if part.i < cue.i or is_denied(cue) or _is_passive(cue):
        return None
    if cue.pos_ == "VERB" and (_tells(cue, part) or _judges(cue, part) or _uses_word(cue, part)):
        source = source_of(cue)
        return source if source is not None and (not _judges(cue, part) or _tells(cue, part) or may_speak(source)) else None
    if cue.pos_ == "NOUN" and cue.lemma_.lower() in wording().nouns and part.lower_ != "with":  # "held a call with …"
        owner = next((child for child in cue.lefts if child.dep_ == "poss"), None)
        return source_of(cue.head) if owner is None and cue.dep_ == "dobj" else owner
    return None


def _is_passive(cue: Token) -> bool:
    """ "When asked about the “crisis”", "was told to “wait”": the subject is spoken to."""
    return cue.tag_ == "VBN" and not governs(cue, {"aux", "agent"})


def _tells(cue: Token, part: Token) -> bool:
    """ "Warned of “dark days”", "bemoaned a system that “helps nobody”", "likened it to “selling the port”"."""
    lemma = cue.lemma_.lower()
    if lemma in wording().naming and part.tag_ == "VBG":
        return True
    if lemma in wording().requests and part.tag_ == "VB":  # "urged voters to “send a message”"
        return any(child.dep_ == "aux" and child.lower_ == "to" for child in part.lefts)
    if lemma not in wording().verbs | wording().noise_verbs or part.dep_ not in OBJECTS:
        return False
    return part.dep_ != "prep" or part.lower_ in wording().prepositions


def _judges(cue: Token, part: Token) -> bool:
    """ "Sees the plan as a “bad joke”": whatever the verb, what follows "as" is its subject's view of the object (Levin 29.2)."""
    return part.dep_ == "prep" and part.lower_ == "as" and any(child.dep_ == "dobj" and child.i < part.i for child in cue.rights)


def _uses_word(cue: Token, part: Token) -> bool:
    """ "Used the term “fair trade”"."""
    return cue.lemma_.lower() in wording().word_verbs and part.dep_ == "dobj" and part.lemma_.lower() in wording().word_nouns


def is_noise(cue: Token) -> bool:
    """Whether the verb or noun tells that something is heard: chants, shouts, cries."""
    nouns, verbs = wording().noise_nouns, wording().noise_verbs
    return cue.lemma_.lower() in (nouns if cue.pos_ == "NOUN" else verbs if cue.pos_ == "VERB" else ())


def in_title_case(tokens: Sequence[Token]) -> bool:
    """Whether all words but the small ones are in capitals, as in titles and names."""
    words = [token for token in tokens if not token.is_punct]
    small = SMALL_WORDS | ({"AUX"} if len(words) > 3 else set())  # "Steel is the New Gold"
    return all(token.text[0].isupper() or (token.pos_ in small and len(words) > 1) for token in words)


def _reported(around: Surroundings, cue: Token, part: Token, source: Token | None) -> Reported:
    """The part of the phrase from its first word to the end of the fragment, or on to the next comma."""
    opening = part.left_edge
    if _judges(cue, part):
        opening = next(child for child in cue.rights if child.dep_ == "dobj").left_edge
    while opening.i < around.words[0].i and (
        (opening.i == part.i and part.dep_ == "prep") or (opening.lower_, opening.dep_) == ("that", "mark")
    ):
        opening = opening.nbor(1)
    start = min(opening.idx if opening.i > cue.i else around.span.start_char, around.span.start_char)
    end = around.span.end_char
    for token in part.doc[around.words[-1].i + 1 : part.right_edge.i + 1]:
        if token.text in ENDS_CONTENT and (token.text not in "-–" or token.whitespace_):
            break
        if token.idx >= end and not token.is_punct:
            end = token.idx + len(token)
    return Reported((Span(start, end),), (cue, cue), climbed(source) if source is not None else None)


def _continued(document: Document, around: Surroundings, in_direct: Pieces) -> Reported | None:
    """A long fragment in the writer's sentence, with the attribution behind it if there is one: the sentence up to direct speech."""
    words = [token for token in around.words if not token.is_punct]
    if len(words) < LONG_FRAGMENT_WORDS or in_title_case(words) or not any(token.pos_ in {"VERB", "AUX"} for token in words):
        return None
    if around.before and around.before[-1].text == "(" and document.text[around.span.end_char : around.span.end_char + 1] == ")":
        source = around.before[-2] if len(around.before) > 1 and may_speak(around.before[-2]) else None
        return Reported(
            (Span(around.span.start_char, around.span.end_char),), None, source
        )  # "Minister Doe (“we won't be bullied”) left early"
    attribution = attribution_after(around)
    cue = attribution.cue if attribution else None
    span, sentence = around.span, around.words[0].sent
    start, end = min(sentence.start_char, span.start_char), max(sentence.end_char if cue is None else 0, span.end_char)
    for piece in in_direct.within(start, end):
        start, end = (max(start, piece.end_char), end) if piece.end_char <= span.start_char else (start, min(end, piece.start_char))
    text = document.text
    while start < span.start_char and (text[start].isspace() or text[start] in ".,;"):
        start += 1
    while end > span.end_char and (text[end - 1].isspace() or text[end - 1] in ".,;"):
        end -= 1
    return Reported((Span(start, end),), (cue, cue) if cue else None, attribution.source if attribution else None)
