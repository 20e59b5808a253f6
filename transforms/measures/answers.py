"""Countermeasures that the article tells in full: "the countermeasures" are the duties with which that government hit back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.measures.drafts import Draft
from transforms.measures.mast import mast_chapter
from warehouse.schema import Tariff

GONE = frozenset({"removed", "paused"})


def as_answers(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, definite countermeasures as the measures that they are."""
    return [_named(draft, _concrete(draft.row, drafts)) if draft.is_answer else draft for draft in drafts]


def _concrete(answer: Tariff, drafts: Sequence[Draft]) -> list[Tariff]:
    """The measures meant: those that hit back at whom these hit; else what the same government did to one that had hit it."""
    rows = [draft.row for draft in drafts if not draft.is_answer and _is_between_same(draft.row, answer)]
    hit_back = [row for row in rows if row.action == "retaliated" or row.proposed_action == "retaliated"]
    is_hit = any(set(draft.row.target_codes) & set(answer.imposer_codes) for draft in drafts)
    return hit_back or [row for row in rows if is_hit and row.action in ("imposed", "raised") and row.start_char < answer.start_char]


def _is_between_same(row: Tariff, answer: Tariff) -> bool:
    is_told = row.product is not None or row.rate_pct is not None or row.value_covered_amount is not None
    is_met = bool(set(row.target_codes) & set(answer.target_codes)) or answer.target_codes == ("WORLD",)
    return is_told and is_met and row.imposer_codes == answer.imposer_codes


def _named(draft: Draft, meant: Sequence[Tariff]) -> Draft:
    """The draft with instrument, target and goods of what is meant; of several with goods or rates of their own, what they share."""
    kinds = {row.instrument for row in meant}
    if len(kinds) != 1:
        return draft
    first = meant[0]
    row = replace(draft.row, instrument=first.instrument, mast_chapter=mast_chapter(first.instrument), target_codes=first.target_codes)
    if len({row.product for row in meant}) == 1:
        row = replace(row, product=first.product, product_scope=first.product_scope, hs_codes=first.hs_codes)
    rates = {row.rate_pct for row in meant}
    if row.action in GONE and row.rate_from_pct is None and len(rates) == 1:
        row = replace(row, rate_from_pct=first.rate_pct, rate_pct=0.0 if row.action == "removed" and first.rate_pct else row.rate_pct)
    return draft._replace(row=row)
