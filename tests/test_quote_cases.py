"""Who says what, phenomenon by phenomenon: each line of tests/data/quotes.jsonl is a text and every quote in it.

A quote is [type, content (pieces joined by " … "), cue, mention of the source, name of the speaker]; a new case is a new line.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeDocument
from transforms.names.entities import entities
from transforms.offices.roles import roles
from transforms.quotes.quotes import quotes
from transforms.quotes.speakers import speakers

CASES: list[dict[str, Any]] = [json.loads(line) for line in (Path(__file__).parent / "data/quotes.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['phenomenon']}: {case['text'][:40]}" for case in CASES])
def test_who_says_what(case: dict[str, Any], document: MakeDocument) -> None:
    article = document(case["text"], title=case.get("title"))
    named = entities(article)
    found = speakers(article, quotes(article), named, roles(article, named))
    rows = [[quote.quote_type, quote.quote_text, quote.cue_text, quote.speaker_text, quote.speaker_name] for quote in found]
    assert rows == case["quotes"]


def test_no_case_stands_twice() -> None:
    assert not [text for text, times in Counter((case.get("title"), case["text"]) for case in CASES).items() if times > 1]
