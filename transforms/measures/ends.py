"""What became of the measures that an article tells: paused, ended or changed by another step of the same article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.measures.kinship import agree, parties_meet, product_agrees
from transforms.measures.sides import WORLD
from warehouse.schema import MeasureStatus, Tariff

STEPS = frozenset({"imposed", "raised", "retaliated"})
ENDS: dict[str, MeasureStatus] = {"paused": "paused", "removed": "ended", "struck_down": "ended"}


def in_their_end(rows: Sequence[Tariff]) -> list[Tariff]:
    """The rows with the state that each measure is in after all that the article tells.

    A step that was paused or undone has that state; of an old step of no known day, whose measure the news changes, it is not known.
    """
    return [_letting_off(_after_all(row, rows), rows) if row.action in STEPS else row for row in rows]


def _letting_off(row: Tariff, rows: Sequence[Tariff]) -> Tariff:
    """A measure on everybody with those that a later sentence lets off: "Peru and Chile will be exempt"."""
    if WORLD not in row.target_codes:
        return row
    let_off = (other for other in rows if other.action == "exempted" and _is_of(other, row))
    codes = [code for other in let_off for code in other.target_codes]
    return replace(row, exempt_codes=tuple(dict.fromkeys((*row.exempt_codes, *codes))))


def _is_of(relief: Tariff, row: Tariff) -> bool:
    is_same = relief.instrument == row.instrument and relief.imposer_codes == row.imposer_codes
    stands = relief.status != "ended" and not relief.is_background and relief.start_char > row.start_char
    return is_same and stands and relief.product is None and WORLD not in relief.target_codes and agree(relief.rate_pct, row.rate_pct)


def _after_all(row: Tariff, rows: Sequence[Tariff]) -> Tariff:
    end = next((other for other in rows if _ends(other, row)), None)
    if end is not None:
        return replace(row, status=ENDS[end.action])
    is_old = row.status == "in_effect" and row.is_background and row.effective_date is None
    if is_old and any(_changes(other, row) for other in rows):
        return replace(row, status="unknown")
    return row


def _ends(end: Tariff, row: Tariff) -> bool:
    """Whether one step undoes another: of the same goods and rate, and not before it."""
    if end.action not in ENDS or end.status != ENDS[end.action] or row.status not in ("in_effect", "announced"):
        return False
    is_earlier = end.effective_date is not None and row.effective_date is not None and end.effective_date < row.effective_date
    whole = (
        agree(end.rate_from_pct, row.rate_pct)
        and (row.product is not None or end.product is None)
        and end.value_covered_amount == row.value_covered_amount
    )
    same_basis = agree(end.legal_basis_code, row.legal_basis_code)
    whole = whole and (end.product_scope != "part" or row.product_scope in ("part", "named"))
    return whole and same_basis and not is_earlier and parties_meet(end, row) and product_agrees(end.product, row.product)


def _changes(news: Tariff, row: Tariff) -> bool:
    """Whether the news is relief from measures of this kind between these two."""
    is_news = news.direction == "liberalising" and not news.is_background
    return is_news and parties_meet(news, row) and product_agrees(news.product, row.product)
