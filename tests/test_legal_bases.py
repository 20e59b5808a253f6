"""Legal bases and goods: the tables are sound, and their words are found."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from transforms.measures.goods import headings, hs_codes
from transforms.measures.legal_bases import legal_bases
from transforms.measures.mast import mast_chapter
from transforms.measures.programmes import programmes
from transforms.measures.terms import vocabulary
from transforms.measures.verbs import verbs
from warehouse.schema import Instrument, MastChapter


def test_bases_are_found_with_their_codes() -> None:
    text = (
        "Under Section 232 of the Trade Expansion Act of 1962 and the International Emergency Economic Powers Act (IEEPA), "
        "Executive Order 14257 and Executive Order 13000."
    )
    found = legal_bases(text)
    assert [basis.code for basis in found] == ["US_232", "US_IEEPA", "US_IEEPA", "US_EXECUTIVE_ORDER"]
    assert text[found[0].start_char : found[0].end_char] == "Section 232 of the Trade Expansion Act of 1962"


def test_a_basis_is_found_by_each_of_its_names() -> None:
    for words, code in (
        ("IEEPA", "US_IEEPA"), ("Section\n232", "US_232"), ("Trade Expansion Act", "US_232"), ("the 1930 Tariff Act", "US_TARIFF_ACT_1930"),
        ("Smoot-Hawley", "US_TARIFF_ACT_1930"), ("the entity list", "US_ENTITY_LIST"), ("Trade Act of 1974", "US_TRADE_ACT_1974"),
        ("Export Control Reform Act", "US_EXPORT_ADMINISTRATION"), ("the Trading with the Enemy Act", "US_TWEA"),
        ("an executive order", "US_EXECUTIVE_ORDER"), ("Implementing Regulation (EU) 2025/778", "EU_REGULATION"),
        ("a WTO panel ruling", "WTO_RULING"), ("GATT Article XXI", "WTO_ARTICLE_XXI"),
        ("the unreliable entities list", "CN_UNRELIABLE_ENTITY"),
    ):  # fmt: skip
        assert [basis.code for basis in legal_bases(f"They did it under {words}, they said.")] == [code]


def test_bases_never_overlap() -> None:
    found = legal_bases("section 301 of the Trade Act of 1974, IEEPA, Proclamation 9704, Proclamation 9704")
    assert all(a.end_char <= b.start_char for a, b in pairwise(found))


def test_codes_of_goods() -> None:
    assert hs_codes("steel and aluminum") == ("72", "73", "76")
    assert hs_codes("Scotch whisky") == ("220830",)
    assert hs_codes("tomatoes, berries and T-shirts") == ("0702", "0810", "6109")
    assert hs_codes("hopes and dreams") == ()
    assert hs_codes(None) == ()


def test_tables_are_sound() -> None:
    assert all(re.fullmatch(r"\d{2}|\d{4}|\d{6}", code) for codes in headings().values() for code in codes)
    assert all(headings().values())
    assert {rule.instrument for rule in vocabulary().rules} >= {"tariff", "quota", "export_control", "antidumping", "sanction"}
    assert verbs().object["impose"] == "imposed"


@pytest.mark.parametrize(
    ("instrument", "chapter"), [("antidumping", "D"), ("import_ban", "E"), ("subsidy", "L"), ("export_control", "P"), ("tariff", None)]
)
def test_instruments_have_their_chapter_of_the_classification(instrument: Instrument, chapter: MastChapter | None) -> None:
    assert mast_chapter(instrument) == chapter


def test_a_quota_on_what_leaves_the_country_is_a_measure_on_exports() -> None:
    assert (mast_chapter("quota"), mast_chapter("quota", is_on_exports=True)) == ("E", "P")


def test_programmes_are_found_by_name_and_by_order() -> None:
    found = programmes("The reciprocal tariff rests on Executive Order 14257; the duties to stop fentanyl\non Executive\nOrder 14195.")
    assert [programme.code for programme in found] == ["US_RECIPROCAL", "US_RECIPROCAL", "US_FENTANYL", "US_FENTANYL"]
