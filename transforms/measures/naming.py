"""Measures that one telling calls by a general word, another by their own: duties for trade remedies, sanctions for tariffs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.measures.drafts import Draft
from transforms.measures.kinship import agree, product_agrees
from transforms.measures.mast import mast_chapter
from transforms.measures.sides import WORLD
from warehouse.schema import Tariff


def as_remedy(draft: Draft, remedies: Sequence[Tariff]) -> Draft:
    """What one telling calls duties and another calls anti-dumping duties, with the same parties, action and goods, are the latter."""
    row = draft.row
    full = next((remedy for remedy in remedies if _is_full_name(remedy, row)), None)
    if full is None or row.instrument != "tariff":
        return draft
    if WORLD in row.target_codes and (row.rate_pct is None or row.rate_pct != full.rate_pct):
        return draft  # "a 12% temporary tariff" on everybody's steel is the 12% safeguard duty of the headline
    remedy = replace(row, instrument="antidumping", mast_chapter=mast_chapter("antidumping"), action=full.action, status=full.status)
    named = replace(remedy, start_char=full.start_char, end_char=full.end_char, evidence=full.evidence)
    return draft._replace(row=named)


def as_aimed(draft: Draft, told: Sequence[Tariff]) -> Draft:
    """What a headline tells without whom it hits, where the text says it of the same act: "Peru bans exports of copper"."""
    row = draft.row
    if draft.is_aimed or row.target_codes != (WORLD,) or row.product is None:
        return draft
    alike = (
        other for other in told if (other.instrument, other.action, other.imposer_codes) == (row.instrument, row.action, row.imposer_codes)
    )
    full = next(
        (other for other in alike if other.product and product_agrees(other.product, row.product) and agree(other.rate_pct, row.rate_pct)),
        None,
    )
    return draft._replace(row=replace(row, target_codes=full.target_codes)) if full is not None else draft


def as_quota(draft: Draft, quotas: Sequence[Tariff]) -> Draft:
    """What a headline calls a limit on exports, where the text gives the amount: "Peru to limit wool exports"."""
    row = draft.row
    full = next((other for other in quotas if _is_amount_of(row, other)), None) if row.instrument == "export_control" else None
    if full is None:
        return draft
    named = replace(full, tariff_id=row.tariff_id, start_char=full.start_char, end_char=full.end_char)
    return draft._replace(row=named)


def _is_amount_of(limit: Tariff, quota: Tariff) -> bool:
    is_one_act = limit.imposer_codes == quota.imposer_codes and limit.action == quota.action
    return is_one_act and (product_agrees(limit.product, quota.product) or bool(set(limit.hs_codes) & set(quota.hs_codes)))


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
    sides = remedy.imposer_codes == row.imposer_codes and remedy.target_codes == row.target_codes
    is_same_act = remedy.action == row.action or (row.action == "in_force" and row.rate_pct is not None and row.rate_pct == remedy.rate_pct)
    return sides and is_same_act and product_agrees(remedy.product, row.product) and agree(remedy.rate_pct, row.rate_pct)


def _is_same_act(sanction: Tariff, tariff: Tariff) -> bool:
    sides = sanction.imposer_codes == tariff.imposer_codes and sanction.target_codes == tariff.target_codes
    return sides and sanction.action == tariff.action and agree(sanction.rate_pct, tariff.rate_pct)
