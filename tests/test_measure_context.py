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


def test_each_lowers_its_own(document: MakeDocument) -> None:
    found = rows(document, "Chile and Peru will each lower tariffs by 15% while retaining an additional 10% tariff.")
    assert {(row.imposer_codes, row.target_codes, row.action, row.rate_pct) for row in found} == {
        (("CHL",), ("PER",), "lowered", 10.0),
        (("PER",), ("CHL",), "lowered", 10.0),
    }


def test_the_part_that_stays(document: MakeDocument) -> None:
    (row,) = rows(document, "Chile will suspend its 34% tariff on Peru for 90 days, but retain a 10% tariff.")
    assert (row.action, row.rate_pct, row.rate_from_pct) == ("paused", 10.0, 34.0)


def test_all_by_one_day(document: MakeDocument) -> None:
    text = "Chile will lift its duties on Peruvian wool. Peru will scrap its 5% tariff on wine. Both will take these steps by July 1."
    assert [row.effective_date for row in rows(document, text, published="2025-06-11")] == [date(2025, 7, 1)] * 2


def test_an_official_whose_name_is_taken_for_a_word(document: MakeDocument) -> None:
    text = "Chilean President Rosa Quiroga spoke on Monday. Quiroga has now imposed a total of 50% tariffs on goods imported from Peru."
    assert rows(document, text)[0].imposer_codes == ("CHL",)


def test_who_announces_countermeasures_takes_them(document: MakeDocument) -> None:
    text = "Chile imposed a 10% tariff on Peruvian steel. Peru's Prime Minister Ana Rojas said the countermeasures would start on July 1."
    assert ("other", ("PER",), ("CHL",)) in {(row.instrument, row.imposer_codes, row.target_codes) for row in rows(document, text)}


def test_a_list_of_steps_has_the_time_of_its_opening(document: MakeDocument) -> None:
    steps = "steps to protect its makers:\n\n- Imposing a 20% tariff on Peru.\n\n- Imposing a 15% tariff on Chile."
    assert [row.status for row in rows(document, f"Norway has taken these {steps}")] == ["in_effect", "in_effect"]
    assert [row.status for row in rows(document, f"Norway will take these {steps}")] == ["announced", "announced"]
    (row,) = rows(
        document, "The United States has taken a step:\n\n- Imposing Section 232 tariffs on imports of cars to protect its industry."
    )
    assert (row.status, row.legal_basis_code, row.product) == ("in_effect", "US_232", "cars")


def test_countries_in_a_list_have_the_day_that_was_told_before(document: MakeDocument) -> None:
    text = "President Trump told many countries their new reciprocal tariff rates, which will take effect on August 1."
    found = rows(document, f"{text}\n\nThey include: Peru (25%), Chile (30%), Kenya (20%).", published="2025-07-07")
    told = {(row.target_codes, row.rate_pct, row.effective_date) for row in found if row.rate_pct}
    assert told == {((code,), rate, date(2025, 8, 1)) for code, rate in (("PER", 25.0), ("CHL", 30.0), ("KEN", 20.0))}


def test_nothing_is_hit(document: MakeDocument) -> None:
    assert "rock" not in str([row.product for row in rows(document, "Ties hit rock bottom with new tariffs on Peru by Chile.")])
