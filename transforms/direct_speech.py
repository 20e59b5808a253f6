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
OPENS_SPEECH = frozenset(",:-–—")
OPENERS = frozenset({"and", "but", "so", "then", "or", "yet", "also"})
CLOSERS = frozenset("\"”'’)]")
MINIMAL_WORDS = 4  # of a stretch in marks without a verb that still is a sentence of its own
FAR_CUE_TOKENS = 14  # between a closing mark and its cue


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
    is_first: bool  # nothing but marks before it in the paragraph
    gap: tuple[Token, ...]  # all narrative since the previous stretch in marks, or since the paragraph's start


def direct_speech(document: Document, spans: list[Quoted]) -> list[DirectSpeech]:
    """The utterances in quotation marks, in order."""
    found: list[DirectSpeech] = []
    last: Surroundings | None = None
    for around in surroundings(document, spans):
        if not _is_speech(around):
            last = None
            continue
        before, after = _attribution_before(around), _attribution_after(around)
        if found and last is not None and _continues(last, around, found[-1], before, after):
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
        found.append(
            Surroundings(span, tuple(_since_stop(gap)), tuple(_until_stop(rest)), tuple(between(*span.inner)), previous is None, tuple(gap))
        )
    return found


def _since_stop(tokens: list[Token]) -> list[Token]:
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].text[-1] in ENDS_SENTENCE and _is_stop(tokens[at]):
            return tokens[at + 1 :]
    return tokens


def _until_stop(tokens: list[Token]) -> list[Token]:
    for at, token in enumerate(tokens):
        if token.text[-1] in ENDS_SENTENCE and _is_stop(token):
            return tokens[:at]
    return tokens


def _is_stop(token: Token) -> bool:
    if len(token.text) == 1 or token.text.strip(".!?…") == "":
        return True
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is None or bool(following.is_sent_start)


def _is_speech(around: Surroundings) -> bool:
    inner = around.words
    words = [token for token in inner if not token.is_punct]
    if not words:
        return False
    opens, closes = _opens_sentence(around), _closes_sentence(around)
    if not opens:
        return False
    clause = is_clause(words)
    if around.before and _attribution_before(around) is not None:
        return clause or (closes and len(words) >= MINIMAL_WORDS)
    if _attribution_after(around) is not None:
        return clause or len(words) >= 2
    return closes and (clause or len(words) >= MINIMAL_WORDS)


def is_clause(words: list[Token]) -> bool:
    """Whether the words hold a verb with its subject, or a command."""
    verbs = {"VERB", "AUX"}
    if any(token.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} and token.head.pos_ in verbs and token.head in words for token in words):
        return True
    return words[0].tag_ in {"VB", "VBP", "VBZ", "MD"}


def _opens_sentence(around: Surroundings) -> bool:
    before = [token for token in around.before if token.text not in {"(", "["}]
    if not before or (len(before) == 1 and before[0].lower_ in OPENERS) or before[-1].text == ":":
        return True
    last = before[-1]
    if last.text[-1] in OPENS_SPEECH:
        return _cue_among(before) is not None or (last.text == "," and len(before) <= 6 and around.words[0].text[0].isupper())
    return introduces_marks(last) and last.tag_ != "VBN"


def _closes_sentence(around: Surroundings) -> bool:
    span = around.span
    text = around.words[-1].text
    if text[-1] in ENDS_SENTENCE or not around.after:
        return True
    return text[-1] == "," or around.after[0].text in {",", "-", "–", "—", ";"}


def _cue_among(tokens: list[Token]) -> Token | None:
    return next((token for token in reversed(tokens) if introduces_marks(token)), None)


def _attribution_after(around: Surroundings) -> Attribution | None:
    """`…," she said`, `…," said Cutler, who …`, `…," according to the ministry`, `…" – a minister`."""
    after = list(around.after[:FAR_CUE_TOKENS])
    if not after:
        return None
    if after[0].text == "," and len(after) > 1:
        after = after[1:]
    if after[0].lower_ == "according" and len(after) > 2 and after[1].lower_ == "to":
        noun = next((token for token in after[2:] if token.dep_ == "pobj"), after[2])
        return Attribution(after[0], climbed(noun))
    cue = next((token for token in after if introduces_marks(token) and token.tag_ != "VB"), None)
    if cue is None:
        return None
    lead = after[: after.index(cue)]
    source = source_of(cue)
    if source is not None and (source.i > cue.i + 12 or _inside(source, around.span)):
        source = None
    if not lead:  # inverted: "said Cutler"
        if source is None or source.i < cue.i:
            source = _first_noun(after[1:])
    elif source is None or source.i > cue.i or source not in lead:
        source = _last_subject(lead) or source
    if source is None and cue.tag_ != "VBG":
        return None
    return Attribution(cue, climbed(source) if source is not None else None)


def _attribution_before(around: Surroundings) -> Attribution | None:
    """`She said: "…`, `He added, "…`, `telling reporters that day, "…`."""
    before = list(around.before)
    cue = _cue_among(before)
    if cue is None:
        if before and before[-1].text == ":":
            subject = _last_subject(before)
            return Attribution(None, climbed(subject)) if subject is not None else None
        return None
    source = source_of(cue)
    if source is not None and _inside(source, around.span):
        source = None
    if source is None:
        source = _last_subject([token for token in before if token.i < cue.i])
    return Attribution(cue, climbed(source) if source is not None else None)


def _inside(token: Token, span: Quoted) -> bool:
    return span.start_char <= token.idx < span.end_char


def _first_noun(tokens: list[Token]) -> Token | None:
    """The head of the phrase right after an inverted cue."""
    for token in tokens:
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and not (
            token.dep_ == "compound" and token.head.i > token.i and token.head.i - token.i < 6
        ):
            return token
        if token.pos_ in {"VERB", "PUNCT"}:
            return None
    return None


def _last_subject(tokens: list[Token]) -> Token | None:
    subjects = [t for t in tokens if t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ in {"NOUN", "PROPN", "PRON"}]
    if subjects:
        return subjects[-1]
    nouns = [t for t in tokens if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.dep_ in {"ROOT", "compound", "appos", "dep", "npadvmod"}]
    return nouns[-1] if nouns else None


def _continues(
    last: Surroundings, around: Surroundings, utterance: DirectSpeech, before: Attribution | None, after: Attribution | None
) -> bool:
    """Whether the stretch goes on with the utterance: only its attribution, or a paragraph's end, stands between them."""
    if around.span.paragraph == last.span.paragraph:
        gap = around.gap
        stops = sum(token.text[-1] in ENDS_SENTENCE and _is_stop(token) for token in gap)
        cue = utterance.attribution.cue if utterance.attribution else None
        if not gap:
            return True
        if cue is None or cue not in gap or stops > 1 or (around.before and stops):
            return False
        return after is None or after.cue is cue
    runs_on = not last.span.is_closed
    if around.span.paragraph != last.span.paragraph + 1 or not around.is_first:
        return False
    if around.gap or (after is not None and not runs_on):
        return False
    return runs_on or not around.after
