"""What somebody calls something: "described the talks as hard", "called the levy a "tax on every kitchen"", "accused Norway of dumping"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.quotes.complements import FINITE_TAGS, is_denied, is_infinitive
from transforms.quotes.marked_pieces import Pieces
from transforms.quotes.parentheticals import Reported
from transforms.quotes.reported_clauses import content_end, trimmed
from transforms.quotes.source_mentions import climbed, may_speak
from transforms.quotes.sources import source_of
from transforms.text.cues import cues, is_naming, is_statement
from transforms.text.quotation_marks import Quoted
from warehouse.schema import Span

FAR_OBJECT = 120  # characters between the start of the object and the words in marks
PREDICATES = frozenset({"oprd", "acomp", "attr", "xcomp"})
DIRECTIONS = frozenset({"backward", "backwards", "forward", "forwards", "ahead"})
BENEFICIARIES = frozenset({"for", "to", "towards", "toward"})
SAME_JUDGEMENT = 40  # characters between two fragments of it


def named_by(verb: Token, spans: Pieces) -> Iterator[Reported]:
    """ "Called the plan "unfair"": the object and the words in marks."""
    if is_denied(verb):
        return
    source = source_of(verb)
    if source is None:
        return
    doc = verb.doc
    start, limit = verb.idx + len(verb), _limit(verb)
    inside = [span for span in spans.within(start, limit) if start <= span.start_char]
    if not inside:
        yield from _named_plainly(verb, source)
        return
    objects = [child for child in verb.rights if child.idx < inside[0].end_char and child.dep_ != "agent"]
    if not objects:
        return
    opening = objects[0].left_edge
    if opening.lower_ in {"as", "for", "on", "to"} and opening.idx < inside[0].start_char:
        opening = opening.nbor(1)
    first = opening.idx
    between = [token for token in doc[opening.i : verb.right_edge.i + 1] if token.idx < inside[0].start_char]
    if any(is_naming(token) or is_statement(token) for token in between):  # "praised what she called a "sensible step"": the inner verb's
        return
    if inside[0].start_char - first > FAR_OBJECT:
        return
    last = inside[-1] if inside[-1].start_char - inside[0].end_char < SAME_JUDGEMENT else inside[0]
    yield Reported((Span(first, _end_of_phrase(verb, last)),), (verb, verb), climbed(source))


def _limit(verb: Token) -> int:
    """The character where what hangs on the verb ends, or where the next verb of saying begins: "called it “late” and said …"."""
    second = next((child for child in verb.rights if child.dep_ == "conj" and (is_naming(child) or is_statement(child))), None)
    return second.idx if second is not None else verb.right_edge.idx + len(verb.right_edge)


def _end_of_phrase(verb: Token, fragment: Quoted) -> int:
    """Where the phrase ends that the words in marks are part of: "an "absolute necessity" for the country"."""
    words = verb.doc.char_span(*fragment.inner, alignment_mode="expand")
    if words is None or not fragment.is_closed:
        return fragment.end_char
    end = content_end(verb, words.root)
    piece = trimmed(verb.doc, words.root.i, min(end, words.root.right_edge.i))
    return max(fragment.end_char, piece.end_char if piece is not None else 0)


def _named_plainly(verb: Token, source: Token) -> Iterator[Reported]:
    """ "Called the plan unfair", "described the talks as hard", "accused Norway of dumping": the object with what is said of it."""
    if not may_speak(source):
        return
    thing = next((child for child in verb.rights if child.dep_ in {"dobj", "ccomp", "oprd", "nsubj", "attr"}), None)
    if thing is None:
        return
    judgement = _judgement(verb, thing)
    if judgement is None or not any(token.is_alpha for token in judgement.subtree):
        return  # "calling 555-0134"
    last = _with_direction(verb, max(thing.right_edge.i, judgement.right_edge.i))
    piece = trimmed(verb.doc, min(thing.left_edge.i, judgement.left_edge.i), last)
    if piece is not None:
        yield Reported((piece,), (verb, verb), climbed(source))


def _with_direction(verb: Token, last: int) -> int:
    """Where the phrase ends, with what the parser hangs on the verb: "called it a step [backwards] [for trade]"."""
    for child in verb.rights:
        if child.i == last + 1 and child.lower_ in {"advmod": DIRECTIONS, "prep": BENEFICIARIES}.get(child.dep_, ()):
            last = child.right_edge.i
    return last


def _judgement(verb: Token, thing: Token) -> Token | None:
    """What the verb says of its object."""
    preposition = cues().naming_prepositions.get(verb.lemma_.lower())
    if preposition is None:
        return None
    if preposition == "":
        if thing.dep_ == "ccomp":  # a small clause, "called [the plan unfair]"
            return None if is_infinitive(thing) or thing.tag_ in FINITE_TAGS else thing
        behind = (child for child in verb.rights if child.dep_ in PREDICATES and child.i > thing.i and not is_infinitive(child))
        return next(behind, None)
    joined = (child for head in (verb, thing) for child in head.rights if child.dep_ == "prep" and child.lower_ == preposition)
    return next(joined, None)
