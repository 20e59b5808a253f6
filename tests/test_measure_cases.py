"""Trade measures by phenomenon: sentence and day of publication to rows (tests/data/measures.csv)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import MakeDocument
from tests.test_tariffs import rows
from warehouse.schema import Tariff

CASES = Path(__file__).with_name("data") / "measures.csv"
NO_MEASURE = "none"


def cases() -> list[tuple[str, str, str, str]]:
    """Phenomenon, day, text and rows of every line."""
    lines = (line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [(one, day, text, told) for one, day, text, told in (map(str.strip, line.split(" | ")) for line in lines)]


def told(row: Tariff, like: str) -> str:
    """The row in the words of a case, with the fields that the expected row gives."""
    words = [row.instrument, row.action, f"{','.join(row.imposer_codes)}>{','.join(row.target_codes)}"]
    if row.rate_pct is not None:
        words.append(f"{row.rate_pct:g}%")
    if "<" in like:
        words.append(f"<{row.rate_from_pct:g}%" if row.rate_from_pct is not None else "<")
    if "@" in like:
        length = {"year": 4, "month": 7}.get(row.effective_precision or "day", 10)
        words.append("@" + (row.effective_date.isoformat()[:length] if row.effective_date else "-"))
    if "=" in like:
        words.append(f"={row.status}")
    if "#" in like:
        words.append(f"#{row.legal_basis_code}")
    named = {"announced": row.announced_date, "until": row.until_date, "goods": row.product_scope, "programme": row.programme}
    named |= {"except": ",".join(row.exempt_codes), "stage": row.stage}
    words += [f"{name}:{value or '-'}" for name, value in named.items() if f"{name}:" in like]
    if '"' in like:
        words.append(f'"{row.product}"')
    return " ".join(words)


def _is_like(row: Tariff, like: str) -> bool:
    return told(row, like) == like


@pytest.mark.parametrize(("phenomenon", "day", "text", "expected"), cases(), ids=lambda value: str(value)[:60])
def test_case(document: MakeDocument, phenomenon: str, day: str, text: str, expected: str) -> None:
    wanted = [] if expected == NO_MEASURE else [one.strip() for one in expected.split(";")]
    found = rows(document, text, published=day)
    likes = [*wanted, *[""] * len(found)]
    found = sorted(found, key=lambda row: next((i for i, like in enumerate(wanted) if _is_like(row, like)), len(wanted)))
    assert [told(row, like) for row, like in zip(found, likes, strict=False)] == wanted, phenomenon


def test_there_are_cases_of_every_kind() -> None:
    assert len({phenomenon for phenomenon, *_ in cases()}) > 30
