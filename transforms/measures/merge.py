"""One row for one change of state: repeated mentions of the same change are joined, a step replaces its threat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.measures.beginnings import NEAR, begins, is_ordered, listed_begin, starts_what_stood
from transforms.measures.drafts import Draft
from transforms.measures.ends import in_their_end
from transforms.measures.kinship import agree, parties_meet, product_agrees
from transforms.measures.naming import as_aimed, as_quota, as_remedy, as_tariff
from transforms.measures.rows import ON_GOODS
from transforms.measures.sides import WORLD
from transforms.measures.status import PENDING
from warehouse.schema import ProductScope, Tariff

FILLED = (
    "product", "hs_codes", "programme", "rate_pct", "rate_from_pct", "rate_kind", "rate_text", "effective_date", "effective_precision",
    "announced_date", "until_date", "until_text", "legal_basis", "legal_basis_code", "value_covered_amount", "value_covered_currency",
    "exempt_codes", "stage",
)  # fmt: skip
SCOPES: tuple[ProductScope, ...] = ("named", "part", "all", "not_told")  # the first one told counts
AGE = 200  # days after which a step of the same kind is another one
SAME_BREATH = 60  # characters between two rates of one sentence


def merged(drafts: Sequence[Draft], body: int) -> list[Tariff]:
    """The rows without repetitions, in the order of the text. Of two tellings of one change the fuller one stays.

    `body` is where the text after the headline begins: a telling there is the better evidence.
    """
    remedies = [draft.row for draft in drafts if draft.row.instrument == "antidumping"]
    kept: list[Draft] = []
    tariffs = [draft.row for draft in drafts if draft.row.instrument == "tariff"]
    aimed = [draft.row for draft in drafts if draft.is_aimed and draft.row.start_char >= body]
    quotas = [draft.row for draft in drafts if draft.row.instrument == "quota" and draft.row.start_char >= body]
    named = [as_quota(as_aimed(draft, aimed), quotas) if draft.row.start_char < body else draft for draft in drafts]
    told = [draft.row for draft in named if draft.row.start_char >= body]
    named = [draft for draft in named if draft.row.start_char >= body or not _is_turned_round(draft.row, told)]
    for draft in (as_tariff(as_remedy(draft, remedies), tariffs) for draft in named):
        twin = next((i for i, other in enumerate(kept) if _is_twin(draft, other)), None)
        if twin is None:
            kept.append(draft)
        else:
            row = replace(_told_twice(kept[twin], draft, body), product_scope=_scope(kept[twin], draft))
            kept[twin] = kept[twin]._replace(row=row, is_definite=kept[twin].is_definite and draft.is_definite)
    kept = [draft for draft in kept if draft.row.start_char >= body or not _is_told_better(draft.row, kept, body)]
    steps = [draft for draft in kept if draft.row.action not in PENDING and draft.row.action != "in_force"]
    kept = [_of_announced(draft, steps) for draft in kept]
    kept = [draft for draft in (_with_end(draft, kept) for draft in kept) if not any(_replaces(step, draft) for step in steps)]
    kept = [draft for draft in kept if not any(_details(other.row, draft.row) for other in kept if other.is_bygone == draft.is_bygone)]
    rows = in_their_end([draft.row for draft in listed_begin(kept)])
    return sorted({row.tariff_id: row for row in rows}.values(), key=lambda row: (row.start_char, row.end_char, row.tariff_id))


def _is_twin(draft: Draft, other: Draft) -> bool:
    """Whether two tellings are of one change."""
    if draft.is_bygone != other.is_bygone or (draft.prolonged and other.prolonged and not draft.prolonged & other.prolonged):
        return False
    same = _same(draft.row, other.row, draft.is_definite) or (draft.is_onset and begins(draft.row, other.row))
    return same or starts_what_stood(draft, other)


def _replaces(step: Draft, draft: Draft) -> bool:
    """Whether a step makes a plan, or a measure that only stands there, no row of its own."""
    if draft.row.action in PENDING:
        return step.is_bygone == draft.is_bygone and _carries_out(step.row, draft.row)
    return draft.row.action == "in_force" and _covers(step.row, draft.row)


def _is_turned_round(row: Tariff, told: Sequence[Tariff]) -> bool:
    """Whether the text has only the other direction of a headline's "Peru and Chile agree to cap car tariffs"."""
    alike = [
        other
        for other in told
        if (other.instrument, other.action) == (row.instrument, row.action)
        and (product_agrees(other.product, row.product) or _is_of_one_kind(other, row))
        and agree(other.rate_pct, row.rate_pct)
    ]
    sides = set(row.imposer_codes), set(row.target_codes)
    turned = any((set(other.target_codes), set(other.imposer_codes)) == sides for other in alike)
    return turned and not any((set(other.imposer_codes), set(other.target_codes)) == sides for other in alike)


def _is_told_better(row: Tariff, kept: Sequence[Draft], body: int) -> bool:
    """Whether the text tells more exactly what a headline has: a plan, or a rate that only stands there, "25% tariffs on Peru"."""
    told = [draft.row for draft in kept if draft.row.start_char >= body and parties_meet(draft.row, row)]
    alike = [other for other in told if product_agrees(other.product, row.product) or _is_of_one_kind(other, row)]
    if row.action == "in_force":
        return any(row.rate_pct is not None and other.rate_pct == row.rate_pct for other in alike)
    plans = [other for other in alike if other.action in PENDING and other.proposed_action == row.action]
    return row.status == "announced" and any(agree(other.rate_pct, row.rate_pct) for other in plans)


def _of_announced(draft: Draft, steps: Sequence[Draft]) -> Draft:
    """A rate that seems to stand, of a programme that the same text decides for a day to come: "Parcels are subject to a duty of 30%"."""
    row = draft.row
    if row.action != "in_force" or row.programme is None or row.effective_date is not None or draft.is_bygone:
        return draft
    begun = (
        step.row
        for step in steps
        if step.row.programme == row.programme and step.row.action == "imposed" and step.row.status == "announced"
    )
    step = next((step for step in begun if step.effective_date is not None and parties_meet(step, row)), None)
    if step is None:
        return draft
    begins = replace(row, effective_date=step.effective_date, effective_precision=step.effective_precision)
    return draft._replace(row=replace(begins, action="imposed", status="announced", direction=step.direction))


def _with_end(step: Draft, kept: Sequence[Draft]) -> Draft:
    """A step with the last day that another telling gives: "imposed a duty. It will stay in place until May"."""
    if step.row.until_date is not None or step.row.action not in ("imposed", "raised", "retaliated"):
        return step
    told = (other.row for other in kept if other.row.action == "in_force" and other.row.until_date and _covers(step.row, other.row))
    end = next(told, None)
    return step._replace(row=replace(step.row, until_date=end.until_date, until_text=end.until_text)) if end is not None else step


def _told_twice(first: Draft, second: Draft, body: int) -> Tariff:
    """The joined row of two tellings; the day on which it takes effect is the later one of an order and its onset."""
    joined = _joined(first.row, second.row, body)
    if second.is_onset and first.row.action == "in_force" and second.row.action == "imposed":
        return replace(joined, action="imposed", status=second.row.status, direction=second.row.direction)
    if not second.is_onset or not is_ordered(first.row, second.row):
        return joined
    return replace(
        joined,
        announced_date=first.row.effective_date,
        effective_date=second.row.effective_date,
        effective_precision=second.row.effective_precision,
        status=second.row.status,
    )


def _joined(first: Tariff, second: Tariff, body: int) -> Tariff:
    """The fuller telling, with what only the other one says."""
    best, other = (second, first) if _fullness(second) > _fullness(first) else (first, second)
    missing = {field: getattr(other, field) for field in FILLED if getattr(best, field) in (None, ())}
    rates = [row.rate_from_pct if row.rate_from_pct is not None else row.rate_pct for row in (best, other)]
    is_list = rates[0] is not None and rates[1] is None and " and " in (other.product or "")  # each of the goods has a rate of its own
    is_told = other.start_char >= body  # a headline's words for goods are not fuller, only other ones
    if best.product and other.product and is_told and len(other.product) > len(best.product) and not is_list:
        missing |= {"product": other.product, "hs_codes": other.hs_codes}  # "the quota on rye" after "quotas on grain and rye"
    if best.effective_date is None and other.effective_date is not None:
        missing["status"] = other.status
    if set(best.target_codes) < set(other.target_codes) and WORLD not in other.target_codes:
        missing["target_codes"] = other.target_codes  # the telling that names all whom it hits
    if best.start_char < body <= other.start_char:
        missing |= {"start_char": other.start_char, "end_char": other.end_char, "evidence": other.evidence, "status": other.status}
    return replace(best, **missing)


def _scope(first: Draft, second: Draft) -> ProductScope:
    """How much of the trade two tellings of one measure tell of: "the tariff", which points back, does not say it anew."""
    named = [draft.row.product_scope for draft in (first, second) if draft.row.product is not None]
    told = [draft.row.product_scope for draft in (first, second) if not draft.is_definite and draft.row.product_scope != "not_told"]
    return min(named or told or (first.row.product_scope, second.row.product_scope), key=SCOPES.index)


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


def _same(a: Tariff, b: Tariff, points_back: bool) -> bool:
    if any(
        row.effective_date and row.is_background and row.announced_date is None and _age(row, other) > AGE
        for row, other in ((a, b), (b, a))
    ):
        return False  # an old step of the same kind
    if not agree(a.value_covered_amount, b.value_covered_amount) or _is_scope_apart(a, b) or _is_scope_apart(b, a):
        return False
    if a.is_aggregate != b.is_aggregate and _is_plain(a) != _is_plain(b):
        return False
    if _rests_apart(a, b) or _rests_apart(b, a):
        return False
    if _stacked(a, b) or _stacked(b, a) or (a.programme != b.programme and (a.product is None) != (b.product is None)):
        return False  # on top of the other, or of a programme on goods of its own
    is_dated_far = (a.effective_date is None) != (b.effective_date is None) and abs(a.start_char - b.start_char) > NEAR
    if a.action == b.action == "in_force" and is_dated_far:
        return False  # "such duties shall apply from May 1" is not of what stood long before
    if a.rate_kind is None and b.rate_kind is None and not agree(a.rate_text, b.rate_text):
        return False  # two ranges
    same_action = a.action == b.action or {a.action, b.action} <= {"imposed", "retaliated"} or {a.action, b.action} <= PENDING
    same_goods = product_agrees(a.product, b.product) or (points_back and a.rate_pct is not None and a.rate_pct == b.rate_pct)
    same_goods = same_goods or (a.rate_pct is not None and a.rate_pct == b.rate_pct and _is_of_one_kind(a, b))
    if not agree(a.until_date, b.until_date) or (a.until_text and b.until_text and a.until_text != b.until_text):
        return False
    sides = parties_meet(a, b) and (set(a.target_codes) <= set(b.target_codes) or set(b.target_codes) <= set(a.target_codes))
    same_rates = agree(a.rate_pct, b.rate_pct) and agree(a.rate_from_pct, b.rate_from_pct)
    return same_action and sides and same_goods and same_rates and agree(a.effective_date, b.effective_date)


def _rests_apart(a: Tariff, b: Tariff) -> bool:
    """Whether one rests on a statute on goods, the other is of a programme on all of them."""
    return a.programme is not None and b.programme is None and b.legal_basis_code in ON_GOODS


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


def _age(old: Tariff, new: Tariff) -> int:
    """Days from the start of one state to that of the other; many where only one is told as history without a date of the other."""
    if old.effective_date is None:
        return 0
    if new.effective_date is not None:
        return abs((new.effective_date - old.effective_date).days)
    return 0 if new.is_background else AGE + 1 if old.effective_precision in ("month", "year") and old.action == "imposed" else 0


def _carries_out(step: Tariff, plan: Tariff) -> bool:
    if plan.stage is not None and plan.product is None and not plan.is_background:
        return False  # a case or bill is of goods of its own
    if step.start_char < plan.start_char and step.rate_pct is None and plan.rate_pct is not None and not (step.product or not plan.product):
        return False  # after duties that began, a threat of others on goods of their own
    is_older = step.effective_date is not None and plan.effective_date is not None and step.effective_date < plan.effective_date
    return (
        not is_older
        and not (step.is_background and not plan.is_background)
        and parties_meet(step, plan)
        and (plan.proposed_action in (step.action, None) or {plan.proposed_action, step.action} == {"imposed", "retaliated"})
        and agree(step.rate_pct, plan.rate_pct)
        and product_agrees(step.product, plan.product)
    )


def _details(detail: Tariff, umbrella: Tariff) -> bool:
    """Whether a row with a rate tells what another one only sums up: "tariffs on wood products", "10% on softwood lumber"."""
    if _includes(umbrella, detail):
        return True
    if umbrella.is_aggregate or umbrella.rate_pct is not None or umbrella.value_covered_amount or detail.rate_pct is None:
        return False
    if umbrella.effective_date not in (None, detail.effective_date):
        return False
    if not parties_meet(detail, umbrella) or detail.action != umbrella.action or umbrella.action not in ("imposed", "raised"):
        return False
    chapters, all_of_it = ({code[:2] for code in row.hs_codes} for row in (detail, umbrella))
    is_covered = bool(chapters & all_of_it) and len(all_of_it) <= len(chapters) + 1  # not "trucks, brandy and cheese" by "light trucks"
    return umbrella.product is None or is_covered or product_agrees(detail.product, umbrella.product)


def _includes(umbrella: Tariff, detail: Tariff) -> bool:
    """Whether one sentence goes on to the goods of a change: "will cut tariffs, including the removal of those on wine"."""
    is_inside = umbrella.start_char <= detail.start_char and detail.end_char <= umbrella.end_char and umbrella is not detail
    is_vaguer = all(slot is None for slot in (umbrella.product, umbrella.rate_pct, umbrella.rate_text, umbrella.effective_date))
    is_same = parties_meet(umbrella, detail) and umbrella.direction == detail.direction and umbrella.action not in PENDING
    return is_inside and is_vaguer and is_same and detail.product is not None and not umbrella.is_aggregate


def _covers(step: Tariff, standing: Tariff) -> bool:
    if standing.product is not None and step.product is None and step.effective_date is None:
        return False
    return (
        parties_meet(step, standing)
        and standing.rate_pct in (None, step.rate_pct)
        and (product_agrees(step.product, standing.product) or _is_of_one_kind(step, standing))
    )
