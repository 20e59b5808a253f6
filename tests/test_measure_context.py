"""What the sentences around a measure say of it: first days, partners of a deal, both sides. The cases are invented."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import MakeDocument
from tests.test_tariffs import rows

FIRST_DAYS = [
    ("Peru will cut its tariff on Chilean wine to 5% from 10% on July 1.", date(2025, 7, 1)),
    ("Peru will raise its tariff on Chilean wine to 12%. The decree takes effect on July 3.", date(2025, 7, 3)),
    ("Peru tightened its export controls on lithium. From August 1, exporters will need a licence.", date(2025, 8, 1)),
    ("Peru on Tuesday imposed anti-dumping duties on Chilean steel. The duties apply from June 20.", date(2025, 6, 20)),
    ("Peru will raise its tariff on Chilean wine to 12%. A Brazilian law on forests takes effect on July 3.", None),
]


@pytest.mark.parametrize(("text", "expected"), FIRST_DAYS)
def test_first_day(document: MakeDocument, text: str, expected: date | None) -> None:
    assert rows(document, text, published="2025-06-11")[0].effective_date == expected


PARTNERS = [
    ("India will cut its tariff on cheese from 30% to 15% under a trade agreement with Norway.", ("NOR",)),
    ("Chile and Peru made peace. Under the deal, Chile will scrap its import duties on avocados.", ("PER",)),
    ("China will lift its duties on European pork.", ("EU",)),
]


@pytest.mark.parametrize(("text", "expected"), PARTNERS)
def test_the_partner_of_a_deal_is_the_target(document: MakeDocument, text: str, expected: tuple[str, ...]) -> None:
    (row,) = rows(document, text)
    assert row.target_codes == expected


def test_they_are_both_subjects(document: MakeDocument) -> None:
    found = rows(document, "Chile and Peru agreed to suspend the tariffs that they imposed on each other's goods.")
    assert {(row.imposer_codes, row.target_codes) for row in found} == {(("CHL",), ("PER",)), (("PER",), ("CHL",))}


def test_the_rate_of_a_tariff(document: MakeDocument) -> None:
    text = "Chile imposed a 10% tariff on Peruvian copper. Chile also threatened to raise the rate to 35%."
    assert [(row.action, row.rate_pct) for row in rows(document, text)] == [("imposed", 10.0), ("threatened", 35.0)]


def test_a_smaller_quota_is_no_relief(document: MakeDocument) -> None:
    (row,) = rows(document, "Chile halved its import quota for Peruvian beef.")
    assert (row.action, row.direction) == ("imposed", "restrictive")


def test_who_has_a_duty_imposes_it(document: MakeDocument) -> None:
    (row,) = rows(document, "Chile already has anti-dumping duties on wire from Peru.")
    assert (row.imposer_codes, row.target_codes) == (("CHL",), ("PER",))


def test_a_licence_for_exports_is_a_control(document: MakeDocument) -> None:
    (row,) = rows(document, "Chile will require licences for exports of lithium to Peru from October 1.", published="2025-06-11")
    assert (row.instrument, row.action, row.target_codes) == ("export_control", "imposed", ("PER",))


def test_until_is_no_event(document: MakeDocument) -> None:
    assert "removed" not in {
        row.action for row in rows(document, "Chile will keep its 10% duty on wine until the Peruvian tariff is lifted.")
    }
