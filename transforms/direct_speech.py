"""Words in quotation marks that somebody uttered, with the cue and the source of each.

Not every mark is speech: most fragments in trade news stand inside a reported clause, and scare quotes, titles and names
stand in marks as well. So the words *around* the marks decide: what opens a sentence, or follows a cue, and is a clause, is
direct speech. Attributions are looked for first right after the closing mark, then right before the opening one.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.cues import introduces_marks
from transforms.document import Document
from transforms.quotation_marks import Quoted
from transforms.sources import climbed, source_of

ENDS_SENTENCE = frozenset(".!?…")
OPENS_SPEECH = frozenset(",:-–—―")
DASHES = frozenset({"-", "--", "–", "—", "―"})
OPENERS = frozenset({"and", "but", "so", "then", "or", "yet", "also"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
MINIMAL_WORDS = 4  # of a stretch in marks without a verb that still is a sentence of its own
FAR_CUE_TOKENS = 40  # between a closing mark and its cue: room for "…," X, the … of the …, said
SIGNATURE_TOKENS = 14  # of a name after a dash


@dataclass(frozen=True)
class Attribution:
    """The cue of an utterance and the head of its source, either of which may be missing."""

    cue: Token | None
    source: Token | None


@dataclass(frozen=True)
class DirectSpeech:
    """One utterance: its pieces in marks, in order."""

    pieces: tuple[Quoted, ...]
    attribution: Attribution | None


@dataclass(frozen=True)
class Surroundings:
    """A stretch in marks and the narrative around it, in its own sentence."""

    span: Quoted
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    words: tuple[Token, ...]
    gap: tuple[Token, ...]  # all narrative since the previous stretch in marks, or since the paragraph's start
    lead_in: tuple[Token, ...]  # last sentence of the paragraph before, if it ends in a colon and the stretch follows
    is_first: bool  # of the stretches in its paragraph


def direct_speech(around_spans: list[Surroundings]) -> list[DirectSpeech]:
    """The utterances in quotation marks, in order."""
    found: list[DirectSpeech] = []
    last: Surroundings | None = None
    for around in around_spans:
        if not _is_speech(around):
            last = None
            continue
        before, after = attribution_before(around), attribution_after(around)
        if found and last is not None and _continues(last, around, found[-1], after):
            earlier = found[-1]
            found[-1] = DirectSpeech((*earlier.pieces, around.span), earlier.attribution or after)
        else:
            found.append(DirectSpeech((around.span,), after or before))
        last = around
    return found


def surroundings(document: Document, spans: list[Quoted]) -> list[Surroundings]:
    """Each stretch in marks with the tokens before and after it in its sentence, other stretches left out."""
    tokens = [token for token in document.doc if not token.is_space]
    starts = [token.idx for token in tokens]

    def between(start: int, end: int) -> list[Token]:
        return tokens[bisect_left(starts, start) : bisect_left(starts, end)] if start < end else []

    found = []
    for number, span in enumerate(spans):
        paragraph = document.paragraphs[span.paragraph]
        previous = spans[number - 1] if number and spans[number - 1].paragraph == span.paragraph else None
        following = spans[number + 1] if number + 1 < len(spans) and spans[number + 1].paragraph == span.paragraph else None
        gap = between(previous.end_char if previous else paragraph.start_char, span.start_char)
        rest = between(span.end_char, following.start_char if following else paragraph.end_char)
        lead_in: list[Token] = []
        if not gap and not previous and span.paragraph:
            introduction = between(*document.paragraphs[span.paragraph - 1])
            if introduction and introduction[-1].text == ":":
                lead_in = _since_stop(introduction)
        found.append(
            Surroundings(
                span,
                tuple(_since_stop(gap)),
                tuple(_until_stop(rest)),
                tuple(between(*span.inner)),
                tuple(gap),
                tuple(lead_in),
                previous is None,
            )
        )
    return found


def _since_stop(tokens: list[Token]) -> list[Token]:
    for at in range(len(tokens) - 1, -1, -1):
        if is_stop(tokens[at]):
            return tokens[at + 1 :]
    return tokens


def _until_stop(tokens: list[Token]) -> list[Token]:
    for at, token in enumerate(tokens):
        if is_stop(token):
            return tokens[:at]
    return tokens


def is_stop(token: Token) -> bool:
    """Whether the token is the punctuation that ends a sentence (an abbreviation's full stop is none)."""
    return token.text[-1] in ENDS_SENTENCE and token.text.strip(".!?…") == ""


def _is_speech(around: Surroundings) -> bool:
    words = [token for token in around.words if not token.is_punct]
    if not words or not _opens_sentence(around):
        return False
    clause = is_clause(words)
    closes = _closes_sentence(around)
    if around.before and attribution_before(around) is not None:
        return clause or (closes and len(words) >= MINIMAL_WORDS)
    if attribution_after(around) is not None:
        return clause or len(words) >= 2
    return closes and (clause or len(words) >= MINIMAL_WORDS)


def is_clause(words: list[Token]) -> bool:
    """Whether the words hold a verb with its subject, or a command."""
    inside = {token.i for token in words}
    for token in words:
        if token.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} and token.head.pos_ in {"VERB", "AUX"} and token.head.i in inside:
            return True
    return bool(words) and words[0].tag_ in {"VB", "VBP", "VBZ", "MD"}


def _without_openers(tokens: tuple[Token, ...]) -> list[Token]:
    """The tokens without the conjunction, bracket or dash right before a mark."""
    kept = list(tokens)
    while kept and (kept[-1].lower_ in OPENERS or kept[-1].text in {"(", "["}):
        kept.pop()
    return kept


def _opens_sentence(around: Surroundings) -> bool:
    before = _without_openers(around.before)
    if not before or before[-1].text == ":":
        return True
    last = before[-1]
    if last.text[-1] in OPENS_SPEECH:
        return _cue_among(before) is not None or (last.text == "," and len(before) <= 6 and around.words[0].text[0].isupper())
    return last is around.before[-1] and introduces_marks(last) and last.tag_ != "VBN"


def _closes_sentence(around: Surroundings) -> bool:
    text = around.words[-1].text
    if text[-1] in ENDS_SENTENCE or not around.after:
        return True
    return text[-1] == "," or around.after[0].text in DASHES | {",", ";"}


def _cue_among(tokens: list[Token]) -> Token | None:
    return next((token for token in reversed(tokens) if introduces_marks(token)), None)


def attribution_after(around: Surroundings) -> Attribution | None:
    """`…," she said`, `…," said Cutler, who …`, `…," according to the ministry`, `…" – a minister`."""
    after = list(around.after[:FAR_CUE_TOKENS])
    while after and (after[0].text in {",", "as"} or after[0].lower_ in {"then", "also"}):
        after = after[1:]
    if not after:
        return None
    if after[0].lower_ == "according" and len(after) > 2 and after[1].lower_ == "to":
        return Attribution(after[0], climbed(next((token for token in after[2:] if token.dep_ == "pobj"), after[2])))
    if after[0].text in DASHES:
        return _signature(after[1:], around)
    if introduces_marks(after[0]) and after[0].tag_ in {"VBD", "VBZ", "VBP"}:  # inverted: "said Cutler"
        source = _phrase_head(after[1:])
        return Attribution(after[0], climbed(source)) if source is not None else None
    source = _phrase_head(after)
    if source is None:
        return None
    for token in after[1:]:
        if introduces_marks(token) and token.tag_ in {"VBD", "VBZ", "VBP", "VBN", "VBG"} and not _is_inside(token, source, after[0]):
            subject = source_of(token)
            if subject is not None and subject.i > after[0].i and subject.left_edge.i > source.i and climbed(subject) is not source:
                return None  # another clause has begun
            return Attribution(token, climbed(source))
        tensed = token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        if tensed and token.dep_ in {"ROOT", "ccomp"} and not introduces_marks(token):
            return None
    return None


def _is_inside(verb: Token, source: Token, first: Token) -> bool:
    """Whether the verb belongs to a clause that describes the source ("who told …, said")."""
    return verb.dep_ in {"relcl", "acl"} and verb.head.i >= first.i and (verb.head is source or source.is_ancestor(verb))


def _signature(after: list[Token], around: Surroundings) -> Attribution | None:
    """`"…" – Name, office`: no verb follows."""
    if len(around.after) > SIGNATURE_TOKENS or any(token.pos_ in {"VERB", "AUX"} for token in after):
        return None
    source = _phrase_head(after)
    return Attribution(None, climbed(source)) if source is not None and source.pos_ == "PROPN" else None


def attribution_before(around: Surroundings) -> Attribution | None:
    """`She said: "…`, `He added, "…`, `telling reporters that day, "…`, also where the line before ends in a colon."""
    before = list(around.before or around.lead_in)
    cue = _cue_among(before)
    if cue is None:
        if before and before[-1].text == ":":
            subject = _last_subject(before)
            return Attribution(None, climbed(subject)) if subject is not None else None
        return None
    source = source_of(cue)
    if source is None or around.span.start_char <= source.idx < around.span.end_char:
        source = _last_subject([token for token in before if token.i < cue.i])
    return Attribution(cue, climbed(source) if source is not None else None)


def _phrase_head(tokens: list[Token]) -> Token | None:
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
        if token.pos_ in {"VERB", "AUX", "PUNCT", "ADP", "SCONJ", "CCONJ"}:
            return None
    return None


def _last_subject(tokens: list[Token]) -> Token | None:
    subjects = [token for token in tokens if token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in NOMINAL]
    if subjects:
        return subjects[-1]
    nouns = [token for token in tokens if token.pos_ in NOMINAL and token.dep_ in {"ROOT", "compound", "appos", "dep", "npadvmod"}]
    return nouns[-1] if nouns else None


def _continues(last: Surroundings, around: Surroundings, utterance: DirectSpeech, after: Attribution | None) -> bool:
    """Whether the stretch goes on with the utterance: only its attribution, or a paragraph's end, stands between them."""
    cue = utterance.attribution.cue if utterance.attribution else None
    source = utterance.attribution.source if utterance.attribution else None
    if around.span.paragraph == last.span.paragraph:
        gap = around.gap
        if not gap:
            return True
        stops = sum(is_stop(token) for token in gap)
        said_between = cue in gap if cue is not None else source is not None and source in gap
        if not said_between or stops > 1 or (around.before and stops):
            return False
        return after is None or (after.cue is cue and cue is not None)
    if around.span.paragraph != last.span.paragraph + 1 or not around.is_first or around.gap:
        return False
    return not last.span.is_closed or (after is None and not around.after)
