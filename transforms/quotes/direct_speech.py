"""Words in quotation marks that somebody uttered, with the cue and the source of each.

Not every mark is speech: most fragments in trade news stand inside a reported clause, and scare quotes, titles and names
stand in marks as well. So the words *around* the marks decide: what opens a sentence, or follows a cue, and is a clause, is
direct speech. Attributions are looked for first right after the closing mark, then right before the opening one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from transforms.quotes.attributions import DASHES, SIGNATURE_TOKENS, Attribution, attribution_after, cue_among, phrase_head
from transforms.quotes.complements import FINITE_TAGS
from transforms.quotes.lead_ins import attribution_before, attribution_of
from transforms.quotes.quoted_fragments import in_title_case, is_noise
from transforms.quotes.source_mentions import mention
from transforms.quotes.surroundings import ENDS_SENTENCE, Surroundings, is_stop
from transforms.text.cues import cues, introduces_marks, is_naming, is_statement
from transforms.text.quotation_marks import Quoted
from transforms.text.transcripts import Turn

OPENS_SPEECH = frozenset(",:-–—―")
OPENERS = frozenset({"and", "but", "so", "then", "or", "yet", "also"})
INNER_PARTS = frozenset({"dobj", "attr", "acomp", "xcomp", "pobj", "dative", "oprd"})  # that no verb goes without
FAR_WHAT = 12  # tokens between a "what" and its verb: room for "one of them, Jane Doe of the bank,"
MINIMAL_WORDS = 4  # of a stretch in marks without a verb that still is a sentence of its own


@dataclass(frozen=True)
class DirectSpeech:
    """One utterance: its pieces in marks, in order."""

    pieces: tuple[Quoted, ...]
    attribution: Attribution | None


def direct_speech(around_spans: list[Surroundings], turns: Mapping[int, Turn]) -> list[DirectSpeech]:
    """The utterances in quotation marks, in order; the turns of a transcript tell who speaks."""
    found: list[DirectSpeech] = []
    last: Surroundings | None = None
    in_dialogue = False
    for around in around_spans:
        turn = turns.get(around.span.paragraph)
        if turn is not None and turn.is_marked and around.is_first:
            found.append(DirectSpeech((around.span,), Attribution(None, turn.speaker)))
            last = around
            continue
        if last is not None and found[-1].attribution is None and (signer := _signer(around)) is not None:
            found[-1] = replace(found[-1], attribution=Attribution(None, signer))
            continue
        if last is not None and ((around.is_joined and not last.span.is_single) or _resumes(around, found[-1])):
            found[-1] = replace(found[-1], pieces=(*found[-1].pieces, around.span))
            last = around
            continue
        in_dialogue = last is not None and _stands_alone(around) and (in_dialogue or _is_question(last))
        if not (in_dialogue or _is_speech(around) or (last is not None and _adds(last, around, found[-1]))):
            last = None
            continue
        after = attribution_after(around)
        if found and last is not None and not in_dialogue and _continues(last, around, found[-1], after):
            earlier = found[-1]
            found[-1] = DirectSpeech((*earlier.pieces, around.span), earlier.attribution or after)
        else:
            found.append(DirectSpeech((around.span,), attribution_of(around)))
        last = around
    return found


def _stands_alone(around: Surroundings) -> bool:
    """Whether the paragraph is nothing but words in marks."""
    return around.is_first and around.span.is_closed and not around.gap and not around.after and not around.lead_in


def _is_question(around: Surroundings) -> bool:
    """Whether the words end in a question and its mark: in the next paragraph, somebody else answers."""
    return around.span.is_closed and around.words[-1].text == "?"


def _adds(last: Surroundings, around: Surroundings, utterance: DirectSpeech) -> bool:
    """Whether a few words go on with an utterance behind its attribution: "“I don't know,” he said. “Maybe tourists.”"."""
    is_sentence = not around.before and not around.after and around.words[0].text[0].isupper() and around.words[-1].text in ENDS_SENTENCE
    told = utterance.attribution is not None and utterance.attribution.cue in around.gap
    return is_sentence and told and _continues(last, around, utterance, None)


def _resumes(around: Surroundings, utterance: DirectSpeech) -> bool:
    """Whether nothing but cue and source parts the stretch from the utterance, no comma either: "“We are ready,” wrote Cook “to help.”"."""
    told = utterance.attribution
    if told is None or told.cue is None or told.source is None or not around.goes_on or not around.gap:
        return False
    first, behind = mention(told.source)
    attribution = range(min(first, told.cue.i), max(behind, told.cue.i + 1))
    return all(token.i in attribution for token in around.gap)


def _signer(around: Surroundings) -> Token | None:
    """Who signs a quotation inside its marks, in a line of its own: "“We lost.⏎Ada Exampla, farmer.”"."""
    words = [token for token in around.words if not token.is_punct]
    runs_on = around.span.start_char == around.span.inner.start_char  # no mark of its own
    if not runs_on or not words or len(words) > SIGNATURE_TOKENS or any(token.pos_ in {"VERB", "AUX"} for token in words):
        return None
    head = phrase_head(words)
    return head if head is not None and head.ent_type_ == "PERSON" else None


def _is_speech(around: Surroundings) -> bool:
    words = [token for token in around.words if not token.is_punct]
    if not words or not _opens_sentence(around) or _is_part_of_clause(around):
        return False
    if around.is_first and around.before and _lacks_subject(words) and around.words[-1].text != "?":
        return False
    clause = is_clause(words)
    closes = _closes_sentence(around) or (clause and _heads_line(around))
    if _stands_alone(around) and around.words[-1].text[-1] in ENDS_SENTENCE and not in_title_case(words[1:] or words):
        return True
    if around.before and attribution_before(around) is not None:
        return clause or (closes and (len(words) >= MINIMAL_WORDS or _follows_cue(around)))
    if (after := attribution_after(around)) is not None:
        return closes or (clause and not _describes(around, after))
    return closes and (clause or (len(words) >= MINIMAL_WORDS and not in_title_case(words)))


def _heads_line(around: Surroundings) -> bool:
    """Whether the words open a line and a colon follows: "“We will not bow”: Lund rejects the levy"."""
    return around.is_first and not around.before and bool(around.after) and around.after[0].text == ":"


def _describes(around: Surroundings, after: Attribution) -> bool:
    """ "“Steel and Rain” star Exampla opened up": without a comma, a title is a part of the source, and only "said" takes speech."""
    return in_title_case(around.words) or (after.cue is not None and not is_statement(after.cue) and after.cue.lower_ != "according")


def _is_part_of_clause(around: Surroundings) -> bool:
    """Whether the writer tells a part of the same reported clause in words of his own, before the marks or behind them."""
    return _clause_begins_before(around) or _clause_ends_behind(around)


def _clause_begins_before(around: Surroundings) -> bool:
    """ "Said that if it came, “we would answer”", "said the duty was a mistake, because “nobody asked us”"."""
    cue = cue_among(list(around.before))
    if cue is None or around.before[-1].text.endswith(":"):
        return False
    if not is_statement(cue) and cue.dep_ == "ccomp" and is_statement(cue.head) and cue.head in around.before:
        return True  # "says she sees “no end of it”"
    has_content = not around.is_first and len(around.before) == len(around.gap)  # "“We lost,” he said of …, “but …”"
    between = [token for token in around.before if token.i > cue.i and (not has_content or token.lower_ == "that")]
    return any(_opens_complement(token, cue) for token in between)


def _opens_complement(token: Token, cue: Token) -> bool:
    """Whether the token is the "that" or the tensed verb of what the cue reports."""
    if token.lower_ == "that" and token.dep_ == "mark":
        return token.head.dep_ != "acl"
    if token.tag_ not in FINITE_TAGS:
        return False
    verb = token
    while verb.dep_ in {"aux", "auxpass", "conj", "xcomp"} and verb.head.i != verb.i:
        verb = verb.head
    return verb.dep_ == "ccomp" and verb.head == cue and verb.i > cue.i


def _clause_ends_behind(around: Surroundings) -> bool:
    """ "Said “it hurts us” every time the duty rises": a clause behind the marks that hangs on the words inside them."""
    if _closes_sentence(around):
        return False
    first, last = around.words[0].i, around.words[-1].i
    if around.after and around.after[0].dep_ in INNER_PARTS and first <= around.after[0].head.i <= last:
        return True  # "said “everybody hated” him"
    for token in around.after:
        if token.tag_ not in FINITE_TAGS or introduces_marks(token):
            continue
        above = token
        while above.i > last and above.head.i != above.i:
            above = above.head
        if first <= above.i <= last:
            return True
    return False


def _follows_cue(around: Surroundings) -> bool:
    """ "She answered, “Never.”", "they chanted “no more!”": what is uttered after its cue opens like a sentence or ends like a shout."""
    before, words = ([token for token in part if not token.is_punct] for part in (around.before, around.words))
    ends = around.words[-1].text[-1]
    if before and is_noise(before[-1]):
        return True
    may_address = {before[-1].lemma_.lower()} & cues().addressed if before and before[-1] == around.before[-1] else set()
    if before and is_statement(before[-1]) and before[-1].lemma_.lower() not in cues().showing and not may_address:
        return words[0].text[0].isupper() or ends in "!?"
    is_title = len(words) > 1 and in_title_case(words)
    return around.before[-1].text.endswith(":") and words[0].text[0].isupper() and ends in ENDS_SENTENCE and not is_title


def is_clause(words: list[Token]) -> bool:
    """Whether the words hold a verb with its subject, or a command."""
    inside = {token.i for token in words}
    for token in words:
        if token.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} and token.head.pos_ in {"VERB", "AUX"} and token.head.i in inside:
            return True
    return bool(words) and words[0].tag_ in {"VB", "VBP", "VBZ", "MD"} and not _lacks_subject(words)


def _lacks_subject(words: list[Token]) -> bool:
    """ "Migration “will not end”": a tensed verb opens the words in marks, its subject stands before them."""
    return words[0].tag_ in FINITE_TAGS and words[0].text[0].islower()


def _without_openers(tokens: tuple[Token, ...]) -> list[Token]:
    """The tokens without the conjunction, bracket or dash right before a mark."""
    kept = list(tokens)
    while kept and (kept[-1].lower_ in OPENERS or kept[-1].text in {"(", "["}):
        kept.pop()
    is_dateline = bool(kept) and kept[-1].text[-1] in DASHES and all(token.is_upper or not token.is_alpha for token in kept)
    return [] if is_dateline else kept


def _opens_sentence(around: Surroundings) -> bool:
    before = _without_openers(around.before)
    if not before and around.before and around.goes_on:
        return False
    if not before or before[-1].text.endswith(":"):
        return True
    last = before[-1]
    if last.text == ";":
        return attribution_after(around) is not None
    if last.text[-1] in OPENS_SPEECH:
        return cue_among(before) is not None or (last.text == "," and len(before) <= 6 and around.words[0].text[0].isupper())
    return last == around.before[-1] and introduces_marks(last) and last.tag_ != "VBN" and not _names_what(last)


def _names_what(verb: Token) -> bool:
    """Whether the words are what something is called: "woke to what Lund called “the worst of news”"."""
    return is_naming(verb) and any(token.lower_ == "what" for token in verb.doc[max(0, verb.i - FAR_WHAT) : verb.i])


def _closes_sentence(around: Surroundings) -> bool:
    text = next((token.text for token in reversed(around.words) if not token.is_quote), " ")
    if text[-1] in ENDS_SENTENCE or not around.after:
        return True
    return text[-1] == "," or around.after[0].text in DASHES | {",", ";"}


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
        return after is None or (after.cue == cue and cue is not None)
    if around.span.paragraph != last.span.paragraph + 1 or not around.is_first or around.gap:
        return False
    return not last.span.is_closed or (after is None and not around.after)
