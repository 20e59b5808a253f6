"""Sentences that say from when a measure told before takes effect: of the step that orders it, of one that only stood there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from transforms.measures.drafts import Draft
from transforms.measures.kinship import agree, parties_meet, product_agrees
from warehouse.schema import Tariff

ORDERED = timedelta(days=45)  # between an order and its first day
NEAR = 1500  # characters between a measure and the sentence that says from when it holds


def begins(onset: Tariff, step: Tariff) -> bool:
    """Whether "the tariff takes effect" is said of this step."""
    is_step = step.action in ("imposed", "raised", "lowered", "retaliated")
    fits = agree(onset.rate_pct, step.rate_pct) and (agree(onset.effective_date, step.effective_date) or is_ordered(step, onset))
    return is_step and fits and parties_meet(onset, step) and product_agrees(onset.product, step.product)


def starts_what_stood(onset: Draft, other: Draft) -> bool:
    """Whether "the tariff, which takes effect on May 1" is said of one that so far only stood there: "answer Peru's 20% tariff"."""
    standing = other.row
    if not onset.is_onset or standing.action != "in_force" or standing.is_background or standing.effective_date is not None:
        return False
    is_near = abs(onset.row.start_char - standing.end_char) < NEAR
    fits = is_near and agree(onset.row.rate_pct, standing.rate_pct) and product_agrees(onset.row.product, standing.product)
    return fits and parties_meet(onset.row, standing)


def listed_begin(drafts: Sequence[Draft]) -> list[Draft]:
    """The items of a list with the one day that the text gives before: "new rates, which take effect on May 1: Peru (20%), Chile (15%)"."""
    items = [draft for draft in drafts if draft.is_item and draft.row.status == "announced" and draft.row.effective_date is None]
    first = min((draft.row.start_char for draft in items), default=0)
    days = {draft.row.effective_date: draft.row for draft in drafts if draft.row.start_char < first and _is_of_list(draft.row, items)}
    if len(days) != 1:
        return list(drafts)
    ((day, told),) = days.items()
    dated = {id(draft) for draft in items}
    precise = told.effective_precision
    return [
        draft._replace(row=replace(draft.row, effective_date=day, effective_precision=precise)) if id(draft) in dated else draft
        for draft in drafts
    ]


def _is_of_list(row: Tariff, items: Sequence[Draft]) -> bool:
    kinds = {(draft.row.imposer_codes, draft.row.programme) for draft in items}
    return row.status == "announced" and row.effective_date is not None and {(row.imposer_codes, row.programme)} == kinds


def is_ordered(step: Tariff, onset: Tariff) -> bool:
    """Whether the day of a step is that of the order, shortly before it takes effect."""
    if step.effective_date is None or onset.effective_date is None:
        return False
    return timedelta(0) < onset.effective_date - step.effective_date < ORDERED
