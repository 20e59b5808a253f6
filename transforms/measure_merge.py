"""One row for one change of state: repeated mentions of the same change are joined, a step replaces its threat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from transforms.actors import Actors
from transforms.measure_sides import WORLD
from transforms.measure_status import PENDING
from warehouse.schema import Tariff

FILLED = (
    "product", "hs_codes", "rate_pct", "rate_from_pct", "rate_kind", "rate_text", "effective_date", "effective_precision",
    "announced_date", "until_date", "until_text", "legal_basis", "legal_basis_code", "value_covered_amount", "value_covered_currency",
    "exempt_codes", "stage",
)  # fmt: skip
AGE = 200  # days after which a step of the same kind is another one
SAME_BREATH = 60  # characters between two rates of one sentence
TOLD = frozenset({"struck_down", "upheld", "paused", "extended"})  # what happens to measures that readers know
LITTLE = frozenset(
    {"and", "or", "the", "certain", "some", "other", "of", "all", "including", "imported", "products", "goods", "imports", "items"}
)
OF_ONE_COUNTRY = frozenset({"US_301", "US_338"})  # statutes on acts of a named foreign country
OF_ALL = frozenset({"US_232", "US_122", "US_201"})  # statutes that look at imports from everywhere
RELIEF = frozenset({"lowered", "removed", "eased", "exempted"})


class Draft(NamedTuple):
    """A row before repeated tellings are joined.

    `is_aimed`: the clause itself says whom it hits; `is_definite`: "the tariff", which points back; `is_bound`: it says where the goods go;
    `has_basis`: its sentence names the legal basis; `is_onset`: "the tariff takes effect", said of one told before.
    """

    row: Tariff
    is_aimed: bool
    is_definite: bool
    is_bound: bool
    has_basis: bool
    is_onset: bool = False


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


def merged(drafts: Sequence[Draft], body: int) -> list[Tariff]:
    """The rows without repetitions, in the order of the text. Of two tellings of one change the fuller one stays.

    `body` is where the text after the headline begins: a telling there is the better evidence.
    """
    kept: list[Tariff] = []
    for draft in drafts:
        row = draft.row
        twin = next(
            (i for i, other in enumerate(kept) if _same(row, other, draft.is_definite) or (draft.is_onset and _begins(row, other))), None
        )
        if twin is None:
            kept.append(row)
        else:
            kept[twin] = _joined(kept[twin], row, body)
    steps = [row for row in kept if row.action not in PENDING and row.action != "in_force"]
    kept = [row for row in kept if not (row.action in PENDING and any(_carries_out(step, row) for step in steps))]
    kept = [row for row in kept if not (row.action == "in_force" and any(_covers(step, row) for step in steps))]
    kept = [row for row in kept if not any(_details(other, row) for other in kept)]
    return sorted({row.tariff_id: row for row in kept}.values(), key=lambda row: (row.start_char, row.end_char, row.tariff_id))


def _begins(onset: Tariff, step: Tariff) -> bool:
    """Whether "the tariff takes effect" is said of this step."""
    is_step = step.action in ("imposed", "raised", "lowered", "removed", "retaliated", "paused", "exempted")
    fits = _agree(onset.rate_pct, step.rate_pct) and _agree(onset.effective_date, step.effective_date)
    return is_step and fits and _parties(onset, step) and _product_agrees(onset.product, step.product)


def _joined(first: Tariff, second: Tariff, body: int) -> Tariff:
    """The fuller telling, with what only the other one says."""
    best, other = (second, first) if _fullness(second) > _fullness(first) else (first, second)
    missing = {field: getattr(other, field) for field in FILLED if getattr(best, field) in (None, ())}
    if best.product and other.product and len(other.product) > len(best.product):
        missing |= {"product": other.product, "hs_codes": other.hs_codes}  # "the quota on rye" after "quotas on grain and rye"
    if best.effective_date is None and other.effective_date is not None:
        missing["status"] = other.status
    if set(best.target_codes) < set(other.target_codes) and WORLD not in other.target_codes:
        missing["target_codes"] = other.target_codes  # the telling that names all whom it hits
    if best.start_char < body <= other.start_char:
        missing |= {"start_char": other.start_char, "end_char": other.end_char, "evidence": other.evidence}
    return replace(best, **missing)


def _fullness(row: Tariff) -> int:
    slots = (
        row.product,
        row.rate_pct,
        row.rate_from_pct,
        row.effective_date,
        row.legal_basis,
        row.until_date,
        row.rate_text,
        row.value_covered_amount,
    )
    return sum(slot is not None for slot in slots) + ("WORLD" not in row.target_codes)


def _agree(a: object, b: object) -> bool:
    return a is None or b is None or a == b


def _product_agrees(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return True
    if ("other" in a.lower().split()) != ("other" in b.lower().split()):
        return False
    first, second = ({word.strip(",;()") for word in words.lower().split()} - LITTLE for words in (a, b))
    return first <= second or second <= first


def _parties(a: Tariff, b: Tariff) -> bool:
    return a.instrument == b.instrument and a.imposer_codes == b.imposer_codes and bool(set(a.target_codes) & set(b.target_codes))


def _same(a: Tariff, b: Tariff, points_back: bool) -> bool:
    if any(
        row.effective_date and row.is_background and row.announced_date is None and _age(row, other) > AGE
        for row, other in ((a, b), (b, a))
    ):
        return False  # an old step of the same kind
    if not _agree(a.value_covered_amount, b.value_covered_amount) or _is_scope_apart(a, b) or _is_scope_apart(b, a):
        return False
    if a.is_aggregate != b.is_aggregate and _is_plain(a) != _is_plain(b):
        return False
    if _stacked(a, b) or _stacked(b, a):
        return False
    same_action = a.action == b.action or {a.action, b.action} <= {"imposed", "retaliated"} or {a.action, b.action} <= PENDING
    same_goods = _product_agrees(a.product, b.product) or (points_back and a.rate_pct is not None and a.rate_pct == b.rate_pct)
    same_goods = same_goods or (a.rate_pct is not None and a.rate_pct == b.rate_pct and _is_of_one_kind(a, b))
    if not _agree(a.until_date, b.until_date) or (a.until_text and b.until_text and a.until_text != b.until_text):
        return False
    sides = _parties(a, b) and (set(a.target_codes) <= set(b.target_codes) or set(b.target_codes) <= set(a.target_codes))
    return same_action and sides and same_goods and _agree(a.rate_pct, b.rate_pct) and _agree(a.effective_date, b.effective_date)


def _is_of_one_kind(a: Tariff, b: Tariff) -> bool:
    """Whether two words stand for goods of one kind: "cars", "vehicles"."""
    return any(one.startswith(other) or other.startswith(one) for one in a.hs_codes for other in b.hs_codes)


def _is_plain(row: Tariff) -> bool:
    """Whether a telling gives no rate and no goods."""
    return row.rate_pct is None and row.product is None


def _stacked(first: Tariff, more: Tariff) -> bool:
    """Whether one rate comes on top of the other in one breath: "a 25% tariff, but announced an additional 25%"."""
    is_near = first.start_char != more.start_char or first.end_char != more.end_char
    is_near = (is_near and -SAME_BREATH < more.start_char - first.end_char < SAME_BREATH) or more.start_char == first.start_char
    return is_near and more.rate_kind == "increment" and first.rate_kind == "ad_valorem"


def _is_scope_apart(total: Tariff, part: Tariff) -> bool:
    """Whether one telling sums up an amount of trade, the other gives goods with their own rate."""
    return total.value_covered_amount is not None and total.rate_pct is None and part.product is not None and part.rate_pct is not None


def _alike(a: Tariff, b: Tariff) -> bool:
    return a.instrument == b.instrument and a.imposer_codes == b.imposer_codes


def _age(old: Tariff, new: Tariff) -> int:
    """Days from the start of one state to that of the other; many where only one is told as history without a date of the other."""
    if old.effective_date is None:
        return 0
    if new.effective_date is not None:
        return abs((new.effective_date - old.effective_date).days)
    return 0 if new.is_background else AGE + 1 if old.effective_precision in ("month", "year") and old.action == "imposed" else 0


def _carries_out(step: Tariff, plan: Tariff) -> bool:
    if plan.stage is not None and plan.product is None:
        return False  # a case or bill is of goods of its own
    is_older = step.effective_date is not None and plan.effective_date is not None and step.effective_date < plan.effective_date
    return (
        not is_older
        and not (step.is_background and not plan.is_background)
        and _parties(step, plan)
        and plan.proposed_action in (step.action, None)
        and _agree(step.rate_pct, plan.rate_pct)
        and _product_agrees(step.product, plan.product)
    )


def _details(detail: Tariff, umbrella: Tariff) -> bool:
    """Whether a row with a rate tells what another one only sums up: "tariffs on wood products", "10% on softwood lumber"."""
    if umbrella.is_aggregate or umbrella.rate_pct is not None or umbrella.value_covered_amount or detail.rate_pct is None:
        return False
    if umbrella.effective_date not in (None, detail.effective_date):
        return False
    if not _parties(detail, umbrella) or detail.action != umbrella.action or umbrella.action not in ("imposed", "raised"):
        return False
    chapters = {code[:2] for code in detail.hs_codes} & {code[:2] for code in umbrella.hs_codes}
    return umbrella.product is None or bool(chapters) or _product_agrees(detail.product, umbrella.product)


def _covers(step: Tariff, standing: Tariff) -> bool:
    if standing.product is not None and step.product is None and step.effective_date is None:
        return False
    return (
        _parties(step, standing)
        and standing.rate_pct in (None, step.rate_pct)
        and (_product_agrees(step.product, standing.product) or _is_of_one_kind(step, standing))
    )
