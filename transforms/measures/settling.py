"""Whom a measure hits where its own clause names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.measures.actors import Actors
from transforms.measures.drafts import Draft
from transforms.measures.kinship import product_agrees
from transforms.measures.programmes import of_anybody
from transforms.measures.sides import WORLD
from warehouse.schema import Tariff

NEXT = 200  # characters behind a measure within which "the duties" go on about it
TOLD = frozenset({"struck_down", "upheld", "paused", "extended"})  # what happens to measures that readers know
OF_ONE_COUNTRY = frozenset({"US_301", "US_338"})  # statutes on acts of a named foreign country
OF_ALL = frozenset({"US_232", "US_122", "US_201"})  # statutes that look at imports from everywhere
WIDE_PROGRAMMES = frozenset({"US_RECIPROCAL"})  # on everybody's goods
FURTHER = frozenset({"lowered", "raised"})  # to a rate of their own
RELIEF = frozenset({"lowered", "removed", "eased", "exempted"})


def settled(drafts: Sequence[Draft], actors: Actors) -> list[Draft]:
    """The drafts with a target each; those that nothing is known of but who imposes are left out."""
    aimed = [draft for draft in drafts if draft.is_aimed]
    found: list[Draft] = []
    for draft in drafts:
        codes = draft.row.target_codes if draft.is_aimed else _aims(draft, aimed, found, actors)
        if codes is not None:
            found.append(draft._replace(row=_with_goods(replace(draft.row, target_codes=codes), draft.is_definite, found)))
    return found


def _aims(draft: Draft, aimed: Sequence[Draft], found: Sequence[Draft], actors: Actors) -> tuple[str, ...] | None:
    """Whom a measure hits by the rest of the article.

    Everybody if it names goods; else the target of the nearest telling of the same instrument of the same government, the one before
    preferred; else the other side of an article on two governments.
    """
    row = draft.row
    alike = [other.row for other in aimed if _alike(other.row, row) and (other.row.action == "exempted") <= (row.action == "exempted")]
    alike = [other for other in alike if not _is_contrast(other, row)]
    nearest = min(alike, key=lambda other: (other.start_char > row.start_char, abs(other.start_char - row.start_char)), default=None)
    other_side = actors.counterpart(row.imposer_codes)
    told = next((other.row for other in reversed(found) if _is_told_before(other.row, row)), None) if draft.is_definite else None
    if told is not None and row.product in (None, told.product):
        return told.target_codes  # "the tariff cuts take effect on July 1": those told before
    if _is_on_nobody_yet(row, nearest) and (other_side is None or row.product_scope == "part"):
        return (WORLD,)
    same_goods = [other for other in alike if _is_on_same_goods(row, other)]
    if same_goods:
        return same_goods[-1].target_codes  # "all single malts" after "single malt whisky from Scotland"
    if "retaliated" in (row.action, row.proposed_action) and (
        hit_back := (other_side,) if other_side else _hitter(row, aimed) or _hitter(row, found)
    ):
        return hit_back
    if row.instrument == "other" and row.product is None and (hitter := _hitter(row, aimed)):
        return hitter
    if row.legal_basis_code in OF_ONE_COUNTRY and (nearest is not None or other_side):
        return nearest.target_codes if nearest is not None else (str(other_side),)
    if other_side and actors.is_on_deal and _is_concession(row):
        return (other_side,)
    if row.instrument == "antidumping" and "safeguard" not in row.evidence and (case := _of_case(row, aimed)):
        return case
    if _is_on_all(draft, alike) or (_is_of_programme_on_all(row, alike) and not (other_side and actors.is_on_deal)):
        return (WORLD,)
    if nearest is not None:
        return nearest.target_codes
    if other_side is None and row.action not in TOLD and _is_empty(row):
        return None  # "we will collect tariffs": of whom, on what, since when?
    return (other_side,) if other_side else (WORLD,)


def _is_on_nobody_yet(row: Tariff, nearest: Tariff | None) -> bool:
    """Whether a programme on anybody's goods is told before the text names a country that it falls on."""
    return row.programme in of_anybody() and row.product is None and nearest is not None and nearest.start_char > row.end_char


def _with_goods(row: Tariff, is_definite: bool, found: Sequence[Draft]) -> Tariff:
    """The goods of "the duties" are those of the only ones that the imposer was told to have on the same target."""
    if not is_definite or row.product is not None or row.is_aggregate or row.action not in FURTHER:
        return row
    same = [other.row for other in found if _alike(other.row, row) and other.row.target_codes == row.target_codes]
    goods = {other.product: other for other in same}
    if len(goods) != 1 or same[0].product is None:
        return row
    return replace(row, product=same[0].product, product_scope=same[0].product_scope, hs_codes=same[0].hs_codes)


def _is_told_before(told: Tariff, row: Tariff) -> bool:
    """Whether a definite noun can point back to a row; who is let off a tariff is not who is hit."""
    return _alike(told, row) and (told.instrument != "tariff" or (told.action == "exempted") <= (row.action == "exempted"))


def _is_concession(row: Tariff) -> bool:
    """Whether a deal of two would have it for the other side."""
    is_relief = row.action in RELIEF or row.proposed_action in RELIEF or row.instrument == "quota"
    return is_relief and row.instrument != "export_control"


def _is_on_all(draft: Draft, alike: Sequence[Tariff]) -> bool:
    """Whether the goods or the statute named say that imports from everywhere are meant."""
    row = draft.row
    if row.legal_basis_code in OF_ALL and draft.has_basis and row.product is None and (not alike or row.action == "proposed"):
        return True
    if row.instrument in ("export_control", "subsidy") or (row.instrument == "other" and row.product is not None):
        return not draft.is_bound
    is_on = draft.is_definite and any(0 <= row.start_char - other.end_char < NEXT for other in alike)  # "left the duties on wine unchanged"
    one_target = (len(alike) > 1 or is_on) and bool(set.intersection(*(set(other.target_codes) for other in alike)))
    same_basis = draft.has_basis and any(row.legal_basis_code and row.legal_basis_code == other.legal_basis_code for other in alike)
    return row.product is not None and not (draft.is_bound or same_basis or one_target)


def _is_contrast(other: Tariff, row: Tariff) -> bool:
    """Whether one sentence eases what it tightens on somebody: "paused the tariffs while raising that on Peru"."""
    is_one_breath = other.start_char < row.end_char and row.start_char < other.end_char
    return is_one_breath and {other.direction, row.direction} == {"restrictive", "liberalising"} and other.rate_pct is not None


def _is_of_programme_on_all(row: Tariff, alike: Sequence[Tariff]) -> bool:
    """Whether a programme of many countries is meant that nothing told before bound to one: "paused the reciprocal tariffs"."""
    is_wide = row.programme in WIDE_PROGRAMMES and row.product is None
    return is_wide and not any(other.programme == row.programme for other in alike)


def _is_on_same_goods(row: Tariff, other: Tariff) -> bool:
    """Whether a row names at the same rate what another one names of a given country."""
    if row.product is None or other.product is None or row.rate_pct is None or row.rate_pct != other.rate_pct:
        return False
    return product_agrees(row.product, other.product) or bool(set(row.hs_codes) & set(other.hs_codes))


def _of_case(row: Tariff, aimed: Sequence[Draft]) -> tuple[str, ...]:
    """Whom a duty against dumping or subsidies hits, which is always on goods of one origin: that of the imposer's measure told last."""
    before = (draft.row for draft in reversed(aimed) if draft.row.start_char < row.start_char)
    return next((other.target_codes for other in before if other.imposer_codes == row.imposer_codes), ())


def _is_empty(row: Tariff) -> bool:
    return all(slot is None for slot in (row.product, row.rate_pct, row.rate_text, row.effective_date, row.legal_basis))


def _hitter(row: Tariff, aimed: Sequence[Draft]) -> tuple[str, ...] | None:
    """Who last hit the government whose countermeasures these are; who hits it in what is told next, if nobody did before."""
    hit = {WORLD, *row.imposer_codes}
    hits = [draft.row for draft in aimed if hit & set(draft.row.target_codes) and draft.row.imposer_codes != row.imposer_codes]
    before = [hit for hit in hits if hit.start_char < row.start_char]
    return before[-1].imposer_codes if before else hits[0].imposer_codes if hits else None


def _alike(a: Tariff, b: Tariff) -> bool:
    return a.instrument == b.instrument and a.imposer_codes == b.imposer_codes
