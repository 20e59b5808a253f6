"""Where paragraphs begin and end, and the text as the parser should read it.

Raw news comes one paragraph a line, with blank lines between, or wrapped at a column (wire copy, converted pages).
A parser that sees a line break inside a clause, or a headline in capitals, goes wrong; so it gets a *reading text*
of the same length, in which wraps are blanks, dashes and marks are plain and capitals are those of the body.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from warehouse.schema import Span

LINE = re.compile(r"[^\n]+")
ENDS_SENTENCE = re.compile(r"(?:(?<!\b[A-Z])\.|[!?:;…])[\"”’'»)\]*_]*$")
LISTED = re.compile(r"\s*(?:[-*•–—·]\s|\(?\d{1,2}[.)]\s|#{1,6}\s|\|)")
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’&-][^\W\d_]+)*")
SIGNED = re.compile(r"[\"”»]\s*(?:--|[–—―])\s*[A-Z][^\n.!?\"“”]{2,60}$")  # "… we lost.” — Ada Keller, farmer"
SAME_WIDTH = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "*": " "})
QUESTION_LABEL = re.compile(r"[QA](?:(?=[:.] +[A-Z“\"])[:.]|(?= {2,}[A-Z“\"]) )")  # "Q: What does it mean?": no words of the sentence
AFTER_INITIALS = re.compile(r"(?<=U\.S\. )[A-Z][a-z]+\b")
SMALL_WORDS = re.compile(r"(?:an?|and|are|as|at|be|but|by|for|from|ha[ds]|have|in|is|its?|of|on|or|the|to|was|were|will|with|would)\Z")
WRAPPED_SHARE = 0.4  # of the line breaks stand inside a sentence: the text is wrapped at a column
HOUR = re.compile(r"\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?", re.IGNORECASE)  # heads an entry of a live report
ENDLESS = re.compile(r"\S{1000,}")  # brackets or data, no word: 40,000 of them cost the tokenizer minutes
SHORT_LINE = 0.7  # of the width: such a line ends its paragraph if it ends a sentence


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, in order, without the white space around them."""
    lines = [line for line in LINE.finditer(text) if line.group().strip()]
    wrapped = _is_wrapped(text, lines)
    width = max((len(line.group()) for line in lines), default=0)
    found: list[Span] = []
    listed = False
    for i, line in enumerate(lines):
        start, end = _stripped(text, line.start(), line.end())
        if found and _continues(text, lines[i - 1], line, wrapped, width, listed):
            found[-1] = Span(found[-1].start_char, end)
        else:
            found.append(Span(start, end))
            listed = LISTED.match(line.group()) is not None
    return tuple(found)


def reading_text(text: str, spans: tuple[Span, ...]) -> str:
    """The text for the parser: as long as `text`, character by character."""
    known = cache(lambda: _forms(text, spans))  # few texts have capitals to smooth
    pieces, at = [], 0
    for span in spans:
        pieces.append(text[at : span.start_char])
        paragraph = text[span.start_char : span.end_char].translate(SAME_WIDTH).replace("\n", " ")
        paragraph = AFTER_INITIALS.sub(lambda word: _small_after_initials(word.group(), known()), paragraph)
        if QUESTION_LABEL.match(paragraph):
            paragraph = "  " + paragraph[2:]
        pieces.append(_true_case(paragraph, known()) if _in_capitals(paragraph) else paragraph)
        at = span.end_char
    return ENDLESS.sub(lambda run: " " * len(run.group()), "".join(pieces) + text[at:])


def _is_wrapped(text: str, lines: list[re.Match[str]]) -> bool:
    breaks = [line for line, after in pairwise(lines) if text[line.end() : after.start()].count("\n") == 1]
    inside = sum(not ENDS_SENTENCE.search(line.group().rstrip()) for line in breaks)
    return len(breaks) >= 2 and inside / len(breaks) >= WRAPPED_SHARE


def _continues(text: str, before: re.Match[str], line: re.Match[str], wrapped: bool, width: int, listed: bool) -> bool:
    if text[before.end() : line.start()].count("\n") > 1 or LISTED.match(line.group()) or HOUR.fullmatch(before.group().strip()):
        return False
    if SIGNED.search(before.group().rstrip()):
        return False
    if _in_capitals(before.group()) and before.group().isupper() and not _in_capitals(line.group()):  # a heading
        return False
    ends = ENDS_SENTENCE.search(before.group().rstrip()) is not None
    if not wrapped:
        return not ends and line.group().lstrip()[:1].islower()
    indented = line.group()[:2].isspace() and (ends or not before.group()[:2].isspace())
    if listed and indented:  # a hanging indent
        return True
    return not indented and not (ends and len(before.group()) < SHORT_LINE * width)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _in_capitals(paragraph: str) -> bool:
    letters = sum(map(str.isalpha, paragraph))
    return letters >= 12 and sum(map(str.isupper, paragraph)) >= 0.9 * letters


def _forms(text: str, spans: tuple[Span, ...]) -> dict[str, str]:
    """The most frequent way in which the running text writes each word, sentence openers left out."""
    counts: Counter[str] = Counter()
    for span in spans:
        paragraph = text[span.start_char : span.end_char]
        if not _in_capitals(paragraph):
            counts.update(word.group() for word in WORD.finditer(paragraph) if not _opens_sentence(paragraph, word.start()))
    rising = sorted(sorted(counts, reverse=True), key=counts.__getitem__)  # of equals, the first in the alphabet comes last, and stays
    return {form.upper(): form for form in rising}


def _opens_sentence(paragraph: str, at: int) -> bool:
    before = paragraph[max(0, at - 2) : at]
    if before[:1].isalnum() and before[1:] == " ":  # as nearly all words are preceded
        return False
    return not at or ENDS_SENTENCE.search(paragraph[:at].rstrip()[-3:]) is not None


def _small_after_initials(word: str, known: dict[str, str]) -> str:
    """Undoes the capital that some archives put after every full stop, that of "U.S." included."""
    return word.lower() if SMALL_WORDS.match(word.lower()) or known.get(word.upper(), "").islower() else word


def _true_case(paragraph: str, known: dict[str, str]) -> str:
    def cased(word: re.Match[str]) -> str:
        form = known.get(word.group().upper())
        if form is None:
            form = word.group() if "." in word.group()[:-1] else word.group().capitalize()
        return form if len(form) == len(word.group()) else word.group()

    return WORD.sub(cased, paragraph)
