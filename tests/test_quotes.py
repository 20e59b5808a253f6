"""What counts as a quote, of which kind, with which words, cue and source: cases in a newspaper's own language."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import MakeDocument
from transforms.quotes.quotes import quotes
from transforms.text.cues import cues
from transforms.text.paragraphs import paragraphs
from transforms.text.quotation_marks import quoted
from warehouse.schema import Span

# text, then what is found: (type, words of the pieces, cue, source)
CASES: list[tuple[str, list[tuple[str, list[str], str | None, str | None]]]] = [
    ("“We will answer in kind,” said Ada Exampla, the trade minister.", [("direct", ["We will answer in kind"], "said", "Ada Exampla")]),
    (
        '"If they do not open the market, we will close ours," Exampla said. "But we want it open."',
        [("direct", ["If they do not open the market, we will close ours", "But we want it open."], "said", "Exampla")],
    ),
    (
        "Exampla was blunt: “Nobody asked us before the duty came.”",
        [("direct", ["Nobody asked us before the duty came."], None, "Exampla")],
    ),
    (
        "The minister said the talks had failed.",
        [("indirect", ["the talks had failed"], "said", "The minister")],
    ),
    (
        "The talks had failed, the minister said.",
        [("indirect", ["The talks had failed"], "said", "the minister")],
    ),
    (
        "Output fell by a third last year, according to the steel association.",
        [("indirect", ["Output fell by a third last year"], "according to", "the steel association")],
    ),
    (
        "According to the steel association, output fell by a third last year.",
        [("indirect", ["output fell by a third last year"], "According to", "the steel association")],
    ),
    (
        "Exampla warned that the new duty would be “a tax on every kitchen” in the country.",
        [("mixed", ["the new duty would be “a tax on every kitchen” in the country"], "warned", "Exampla")],
    ),
    (
        "A court in Oslo ruled on Monday that the levy was unlawful.",
        [("indirect", ["the levy was unlawful"], "ruled", "A court in Oslo")],
    ),
    # a part of the clause stands outside the marks: the clause is reported, the marks are a part of it
    (
        "Exampla said that if the duty came, “we will close our ports.”",
        [("mixed", ["if the duty came, “we will close our ports.”"], "said", "Exampla")],
    ),
    (
        "Exampla said the levy was a mistake, because “nobody asked us.”",
        [("mixed", ["the levy was a mistake, because “nobody asked us.”"], "said", "Exampla")],
    ),
    (
        "Exampla said “it hurts our farmers” every time the duty rises.",
        [("mixed", ["“it hurts our farmers” every time the duty rises"], "said", "Exampla")],
    ),
    (
        "Exampla claimed that the plan was “a big, big mistake” but “nobody has the courage to say so.”",
        [("mixed", ["the plan was “a big, big mistake” but “nobody has the courage to say so.”"], "claimed", "Exampla")],
    ),
    (
        "Exampla told reporters that the levy “hurts everyone. It will not last.”",
        [("mixed", ["the levy “hurts everyone. It will not last.”"], "told", "Exampla")],
    ),
    (
        "Exampla said he had offers from abroad, but “they would ruin the port.”",
        [("mixed", ["he had offers from abroad, but “they would ruin the port.”"], "said", "Exampla")],
    ),
    # nothing but an address or an adjunct stands between cue and marks
    ("Exampla told reporters in Oslo on Monday, “We will close our ports.”", [("direct", ["We will close our ports."], "told", "Exampla")]),
    ("Exampla said, when he was asked about it, “We will close our ports.”", [("direct", ["We will close our ports."], "said", "Exampla")]),
    (
        "According to the ministry, “The duty will stay for now.”",
        [("direct", ["The duty will stay for now."], "According to", "the ministry")],
    ),
    ("“We ask for patience,” the two-term president will say.", [("direct", ["We ask for patience"], "say", "the two-term president")]),
    # a fragment that hangs on a word of saying, judging or asking
    ("Exampla warned of “dark days” for the port.", [("mixed", ["“dark days”"], "warned", "Exampla")]),
    ("The ad asks voters to “send a signal”.", [("mixed", ["to “send a signal”"], "asks", None)]),
    ("When asked about the “crisis” in the port, Exampla left.", []),
    ("The minister sees him as a “bad joke”.", [("mixed", ["him as a “bad joke”"], "sees", "The minister")]),
    ("Exampla dismissed the study as “noise”.", [("mixed", ["the study as “noise”"], "dismissed", "Exampla")]),
    ("The ministry renewed its call for “patience”.", [("mixed", ["“patience”"], "call", None)]),
    ("Farmers met him with chants of “Go home”.", [("direct", ["Go home"], "chants", None)]),
    ("Exampla used the phrase “fair weather friends” again.", [("mixed", ["the phrase “fair weather friends”"], "used", "Exampla")]),
    # short answers
    ("“No,” replied Exampla.", [("direct", ["No"], "replied", "Exampla")]),
    ("Asked about the duty, Exampla answered, “Never.”", [("direct", ["Never."], "answered", "Exampla")]),
    ("Brandvik then asked, “With steel?”", [("direct", ["With steel?"], "asked", "Brandvik")]),
    ("Exampla told reporters: “No.”", [("direct", ["No."], "told", "Exampla")]),
    ("Exampla’s response: “No comment.”", [("direct", ["No comment."], None, None)]),
    # attributions without a verb, before and behind, also in a line of their own
    ("Exampla: “The duty is a mistake.”", [("direct", ["The duty is a mistake."], None, "Exampla")]),
    ("“The duty is a mistake” — Ada Exampla, minister.", [("direct", ["The duty is a mistake"], None, "Ada Exampla")]),
    ("“The duty is a mistake.”\n\n— Ada Exampla, minister", [("direct", ["The duty is a mistake."], None, "Ada Exampla")]),
    ("“The duty is a mistake,” according to Ada Exampla.", [("direct", ["The duty is a mistake"], "according to", "Ada Exampla")]),
    ("“We lost it all.\n\nAda Exampla, farmer.”", [("direct", ["We lost it all."], None, "Ada Exampla")]),
    # split around the cue, coordinated, floating after a narrative sentence, led in by a new speaker
    ("“We,” Exampla said, “have tried it all.”", [("direct", ["We", "have tried it all."], "said", "Exampla")]),
    ("Exampla said “we tried” and “we lost.”", [("direct", ["we tried", "we lost."], "said", "Exampla")]),
    ("Exampla waited for hours in the rain. “It was worth it.”", [("direct", ["It was worth it."], None, None)]),
    (
        "“We will wait,” Exampla said of the talks. “I am calm.” Brandvik was not: “We lost it all.”",
        [("direct", ["We will wait", "I am calm."], "said", "Exampla"), ("direct", ["We lost it all."], None, "Brandvik")],
    ),
    # a list of what one speaker said
    (
        "Exampla said:\n\n- “We will buy less steel.”\n\n- “We will sell more fish.”",
        [("direct", ["We will buy less steel.", "We will sell more fish."], "said", "Exampla")],
    ),
    # transcripts: the labels tell who speaks; the words count as direct where marks stand around them
    (
        "ADA EXAMPLA: We will not sign.\n\nJON BRANDVIK: Why not?\n\nEXAMPLA: It hurts us.\n\nBRANDVIK: You said so.",
        [
            ("indirect", ["We will not sign."], None, "ADA EXAMPLA"),
            ("indirect", ["Why not?"], None, "JON BRANDVIK"),
            ("indirect", ["It hurts us."], None, "EXAMPLA"),
            ("indirect", ["You said so."], None, "BRANDVIK"),
        ],
    ),
    (
        "Q: Will you sign?\n\nA: Never.\n\nQ: Why do you wait?",
        [("indirect", [words], None, None) for words in ("Will you sign?", "Never.", "Why do you wait?")],
    ),
    (
        '"EXAMPLA: We will not sign.\n\n"BRANDVIK: Why not?\n\n"EXAMPLA: It hurts us.\n\n"BRANDVIK: You may be right."',
        [("direct", [words], None, None) for words in ("We will not sign.", "Why not?", "It hurts us.", "You may be right.")],
    ),
    ("Prices: Steel fell.\n\nJobs: None were lost.\n\nPrices: Fish rose.", []),
    # titles, names, nicknames, scare quotes, terms
    ("Exampla spoke at the “Open Markets” forum.", []),
    ("The bill, titled “An Act to Save Our Fish and Steel”, passed.", []),
    ("“Fish is the New Gold” star Ada Exampla opened up about her role.", []),
    ("Exampla is known as “the fish lady”.", []),
    ("Exampla told “Good Morning Oslo” about her holiday.", []),
    ("The port handles “roll-on” cargo.", []),
    ("Ada “The Hammer” Exampla won the race.", []),
    ("Goods under the heading “other articles of iron” are exempt.", []),
    ("The so-called “reciprocal” duties took effect on Monday.", []),
    ("The film “Steel and Rain” opened the festival.", []),
    ("Norway announced new tariffs and blamed Brazil for them.", []),
    ("The ministry refused to say whether the duty would stay.", []),
    ("The minister did not say that the talks had failed.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:50] for text, _ in CASES])
def test_what_is_a_quote(text: str, expected: list[tuple[str, list[str], str | None, str | None]], document: MakeDocument) -> None:
    article = document(text)
    found = [
        (
            quote.quote_type,
            [article.words(*span) for span in quote.spans],
            article.words(*quote.cue) if quote.cue else None,
            article.words(*quote.source) if quote.source else None,
        )
        for quote in quotes(article)
    ]
    assert [row[:3] for row in found] == [row[:3] for row in expected]
    for (*_, source), (*_, wanted) in zip(found, expected, strict=True):
        assert wanted is None or source is None or source.removeprefix("The ").removeprefix("the ") in wanted


def test_a_quote_over_paragraphs_is_one(document: MakeDocument) -> None:
    article = document(
        "“We heard of it on the radio,” Exampla said.\n\n“Nobody called us. Nobody wrote.\n\n“Now we have to act.”\n\nIt rained."
    )
    (quote,) = quotes(article)
    assert [article.words(*span) for span in quote.spans] == [
        "We heard of it on the radio",
        "Nobody called us. Nobody wrote.",
        "Now we have to act.",
    ]


MARKS: list[tuple[str, list[str]]] = [
    # straight, curly, angle and old TeX marks
    ('He said "yes" and "no".', ["yes", "no"]),
    ("“It fell,” she said. “It rose.”", ["It fell,", "It rose."]),
    ("«Non», dit-il. »Ja«, sagte sie. „Nein“, sagte er.", ["Non", "Ja", "Nein"]),
    ("``It fell,'' she said.", ["It fell,"]),
    ("‘We will act,’ he said. ‘It’s the farmers’ duty.’", ["We will act,", "It’s the farmers’ duty."]),
    # nested
    ("“One “two” three,” she said.", ["One “two” three,"]),
    ("“He said ‘no way’ to me,” she said.", ["He said ‘no way’ to me,"]),
    ('"He said “no” and left," she said. "Then “yes” came."', ["He said “no” and left,", "Then “yes” came."]),
    ('“He said "no" and left,” she said. “Then "yes" came.”', ['He said "no" and left,', 'Then "yes" came.']),
    ("‘He said “no” to me,’ she said.", ["He said “no” to me,"]),
    # unclosed, mixed and inverted marks
    ("“Never closed, he went on.", ["Never closed, he went on."]),
    ("“It fell, he said. “It rose,” she said.", ["It fell, he said.", "It rose,"]),
    ("“It fell,“ she said. ”It rose,” he said.", ["It fell,", "It rose,"]),
    ("”It fell,” she said.", ["It fell,"]),
    ('She said "it fell” and “it rose".', ["it fell", "it rose"]),
    # several paragraphs, each reopened, only the last one closed
    ('"First paragraph.\n\n"Second paragraph."', ["First paragraph.", "Second paragraph."]),
    ("“First.\n\n“Second,” he said. “Third.”", ["First.", "Second,", "Third."]),
    # apostrophes, plural possessives and inches
    ("It's the farmers' duty, 'not ours', he said.", ["not ours"]),
    ("The workers' share fell in the '90s. The owners' share rose.", []),
    ('a 6\' 2" beam and a 12" pipe', []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert [text[slice(*span.inner)] for span in quoted(text, paragraphs(text))] == expected


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), st.text(alphabet="ab1 .,!\n\"'“”„‟‘’‚«»〝〞`-—(\u00a0\u200b\U0001f600", max_size=200)))
def test_pairing_takes_any_text(text: str) -> None:
    found = quoted(text, paragraphs(text))
    for span in found:
        assert 0 <= span.start_char <= span.inner.start_char < span.inner.end_char <= span.end_char <= len(text)
        assert span.is_closed or not span.is_single
    assert all(one.end_char <= other.start_char for one, other in pairwise(found))


@pytest.mark.parametrize("marks", ['"', "“", "”", "'", "‘a ", '“a "b ', "‘a “b” ", "'a, \"b\" c.' "])
def test_pairing_takes_time_in_proportion_to_the_text(marks: str) -> None:
    text = marks * 50_000
    started = process_time()
    quoted(text, [Span(0, len(text))])
    assert process_time() - started < 4  # seconds of the processor; time that grows with the square of the marks is longer


def test_a_missing_mark_spoils_its_own_paragraph_only() -> None:
    text = '"We never agreed to that, he said.\n\nThe duty is 5 percent.\n\n"It is final," she said.'
    assert [text[slice(*span.inner)] for span in quoted(text, paragraphs(text))][-1] == "It is final,"


def test_cue_verbs_are_lemmas_and_said_once_in_their_group() -> None:
    for group in (cues().statement, cues().manner, cues().naming):
        assert all(word == word.lower() and word.isalpha() for word in group)
    assert {"say", "warn", "rule"} <= cues().statement
