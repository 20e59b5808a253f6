"""Whom a measure hits where its own clause names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.actors import Actors
from transforms.measure_drafts import Draft
from transforms.measure_sides import WORLD
from warehouse.schema import Tariff

TOLD = frozenset({"struck_down", "upheld", "paused", "extended"})  # what happens to measures that readers know
OF_ONE_COUNTRY = frozenset({"US_301", "US_338"})  # statutes on acts of a named foreign country
OF_ALL = frozenset({"US_232", "US_122", "US_201"})  # statutes that look at imports from everywhere
RELIEF = frozenset({"lowered", "removed", "eased", "exempted"})


def settled(drafts: Sequence[Draft], actors: Actors) -> list[Draft]:
    """The drafts with a target each.

    Where the clause names none: everybody if it names goods; else the target of the nearest telling of the same instrument of the same
    government, the one before preferred; else the other side of an article on two governments.
    """
    aimed = [draft for draft in drafts if draft.is_aimed]
    found: list[Draft] = []
    for draft in drafts:
        row = draft.row
        if draft.is_aimed:
            found.append(draft)
            continue
        alike = [other.row for other in aimed if _alike(other.row, row) and (other.row.action == "exempted") <= (row.action == "exempted")]
        other_side = actors.counterpart(row.imposer_codes)
        nearest = min(alike, key=lambda other: (other.start_char > row.start_char, abs(other.start_char - row.start_char)), default=None)
        one_target = len(alike) > 1 and bool(set.intersection(*(set(other.target_codes) for other in alike)))
        same_basis = draft.has_basis and any(row.legal_basis_code and row.legal_basis_code == other.legal_basis_code for other in alike)
        one_sided = row.instrument in ("export_control", "subsidy") or (row.instrument == "other" and row.product is not None)
        told = next((other.row for other in reversed(found) if _alike(other.row, row)), None) if draft.is_definite else None
        if told is not None and row.product in (None, told.product):
            codes: tuple[str, ...] = told.target_codes  # "the tariff cuts take effect on July 1": those told before
        elif row.action == "retaliated" and other_side:
            codes = (other_side,)
        elif row.instrument == "other" and row.product is None and (hitter := _hitter(row, aimed)):
            codes = hitter
        elif row.legal_basis_code in OF_ONE_COUNTRY and (nearest is not None or other_side):
            codes = nearest.target_codes if nearest is not None else (str(other_side),)
        elif (
            other_side
            and actors.is_on_deal
            and row.instrument != "export_control"
            and (row.action in RELIEF or row.proposed_action in RELIEF or row.instrument == "quota")
        ):
            codes = (other_side,)  # concessions of a deal of two
        elif (
            (row.legal_basis_code in OF_ALL and draft.has_basis and row.product is None and (not alike or row.action == "proposed"))
            or (one_sided and not draft.is_bound)
            or (row.product is not None and not (draft.is_bound or same_basis or one_target))
        ):
            codes = (WORLD,)
        elif nearest is not None:
            codes = nearest.target_codes
        elif (
            other_side is None
            and row.action not in TOLD
            and all(slot is None for slot in (row.product, row.rate_pct, row.rate_text, row.effective_date, row.legal_basis))
        ):
            continue  # "we will collect tariffs": of whom, on what, since when?
        else:
            codes = (other_side,) if other_side else (WORLD,)
        found.append(draft._replace(row=replace(row, target_codes=codes)))
    return found


def _hitter(row: Tariff, aimed: Sequence[Draft]) -> tuple[str, ...] | None:
    """Who last hit the government whose countermeasures these are."""
    before = (draft.row for draft in reversed(aimed) if draft.row.start_char < row.start_char)
    return next((other.imposer_codes for other in before if set(row.imposer_codes) & set(other.target_codes)), None)


def _alike(a: Tariff, b: Tariff) -> bool:
    return a.instrument == b.instrument and a.imposer_codes == b.imposer_codes
