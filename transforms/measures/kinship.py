"""Whether two rows can be of one measure."""

from __future__ import annotations

from warehouse.schema import Tariff

LITTLE = frozenset(
    {"and", "or", "the", "certain", "some", "other", "of", "all", "including", "imported", "products", "goods", "imports", "items"}
)


def agree(a: object, b: object) -> bool:
    return a is None or b is None or a == b


def product_agrees(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return True
    if ("other" in a.lower().split()) != ("other" in b.lower().split()):
        return False
    first, second = ({word.strip(",;()") for word in words.lower().split()} - LITTLE for words in (a, b))
    return first <= second or second <= first


def parties_meet(a: Tariff, b: Tariff) -> bool:
    return a.instrument == b.instrument and a.imposer_codes == b.imposer_codes and bool(set(a.target_codes) & set(b.target_codes))
