"""Measures that one telling calls by a general word, another by their own: duties for trade remedies, sanctions for tariffs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.mast import mast_chapter
from transforms.measure_drafts import Draft
from transforms.measure_kinship import agree, product_agrees
from transforms.measure_sides import WORLD
from warehouse.schema import Tariff


def as_remedy(draft: Draft, remedies: Sequence[Tariff]) -> Draft:
    """What one telling calls duties and another calls anti-dumping duties, with the same parties, action and goods, are the latter."""
    row = draft.row
    full = next((remedy for remedy in remedies if _is_full_name(remedy, row)), None)
    if full is None or row.instrument != "tariff" or WORLD in row.target_codes:
        return draft
    remedy = replace(row, instrument="antidumping", mast_chapter=mast_chapter("antidumping"))
    named = replace(remedy, start_char=full.start_char, end_char=full.end_char, evidence=full.evidence)
    return draft._replace(row=named)


def as_tariff(draft: Draft, tariffs: Sequence[Tariff]) -> Draft:
    """What a headline calls sanctions, where the text tells of the same act on tariffs: "to lift some sanctions on Peruvian wool"."""
    row = draft.row
    full = next((other for other in tariffs if _is_same_act(row, other)), None) if row.instrument == "sanction" else None
    if full is None:
        return draft
    named = replace(row, instrument="tariff", start_char=full.start_char, end_char=full.end_char, evidence=full.evidence)
    goods = full if full.product or not row.product else row
    return draft._replace(row=replace(named, product=goods.product, product_scope=goods.product_scope, hs_codes=goods.hs_codes))


def _is_full_name(remedy: Tariff, row: Tariff) -> bool:
    sides = remedy.imposer_codes == row.imposer_codes and remedy.target_codes == row.target_codes and remedy.action == row.action
    return sides and product_agrees(remedy.product, row.product) and agree(remedy.rate_pct, row.rate_pct)


def _is_same_act(sanction: Tariff, tariff: Tariff) -> bool:
    sides = sanction.imposer_codes == tariff.imposer_codes and sanction.target_codes == tariff.target_codes
    return sides and sanction.action == tariff.action and agree(sanction.rate_pct, tariff.rate_pct)
