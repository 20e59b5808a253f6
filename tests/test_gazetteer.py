"""Known names: the tables hold together, and every form leads to its row."""

import csv
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.names.gazetteer import DATA, TABLES, country, country_of, known_keys, known_names
from transforms.names.leaders import well_known
from transforms.names.legal_names import legal_names
from transforms.names.wikidata import wikidata_ids


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(line for line in (DATA / table).read_text(encoding="utf-8").splitlines() if not line.startswith("#")))


def found(text: str) -> list[tuple[str, str]]:
    return [(text[f.start_char : f.end_char], f.known.country_code or f.known.name) for f in known_names(text)]


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_complete(table: str) -> None:
    assert (DATA / table).read_text(encoding="utf-8").startswith("# ")
    for row in rows(table):
        assert row["name"].strip() == row["name"] != ""
        assert None not in row, f"a comma too many in {row}"
        assert None not in row.values(), f"a comma too few in {row}"
        assert re.fullmatch(r"(?:[A-Z]{3}|EU)?", row.get("country_code") or ""), row


def test_countries_are_the_iso_list_with_kosovo_and_the_union() -> None:
    codes = {row["code"] for row in rows("countries.csv")}
    assert len(codes) == 251  # 249 of ISO 3166-1, XKX, EU
    assert all(re.fullmatch(r"[A-Z]{3}|EU", code) for code in codes)
    assert {row["status"] for row in rows("countries.csv")} == {"sovereign", "territory", "union", "former"}
    assert all(country(code) is not None for code in codes)


def test_codes_of_bodies_and_laws_are_countries() -> None:
    codes = {row["code"] for row in rows("countries.csv")}
    for table in ("organizations.csv", "agreements_and_laws.csv"):
        assert {row["country_code"] for row in rows(table)} <= codes | {""}


def test_wikidata_items_belong_to_known_entities() -> None:
    ids = wikidata_ids()
    assert len(set(ids.values())) == len(ids) > 100
    assert all(re.fullmatch(r"Q[1-9]\d*", item) for item in ids.values())
    persons = {f"person:{' '.join(name)}" for name in well_known()}
    assert ids.keys() <= known_keys() | persons


COUNTRIES = [
    ("The U.S. and US-based firms, America and the USA", ["USA", "USA", "USA", "USA"]),
    ("U.S.-China trade, Canadian-U.S. ties and non-U.S goods", ["USA", "CHN", "CAN", "USA", "USA"]),
    ("the People's Republic\nof China and the PRC", ["CHN", "CHN"]),
    ("French, Chinese and American growers", ["FRA", "CHN", "USA"]),
    ("Frenchmen, Iraqis, South Koreans and the Swiss", ["FRA", "IRQ", "KOR", "CHE"]),
    ("Taiwan's chips, Hong Kong's port, Macao's casinos", ["TWN", "HKG", "MAC"]),
    ("the Soviet Union and the USSR", ["RUS", "RUS"]),
    ("the EU, the EC and the European Union", ["EU", "EU", "EU"]),
    ("Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea", ["GIN", "GNB", "GNQ", "PNG"]),
    ("North Korea, South Korea and Korea", ["PRK", "KOR", "KOR"]),
    ("Niger and Nigeria, Dominica and the Dominican Republic", ["NER", "NGA", "DMA", "DOM"]),
    ("Democratic Republic of the Congo and Republic of the Congo", ["COD", "COG"]),
    ("Côte d'Ivoire, Ivory Coast and Türkiye", ["CIV", "CIV", "TUR"]),
    ("American Samoa", ["ASM"]),
    ("New Mexico and the Gulf of Mexico", ["New Mexico", "Gulf of Mexico"]),
    ("Latin American and North American farmers", ["Latin America", "North America"]),
    ("they told us and the turkey in the china shop", []),
    ("the WTO, the IMF and ASEAN", ["World Trade Organization", "International Monetary Fund", "Association of Southeast Asian Nations"]),
    ("the USTR and the U.S. Commerce Department", ["USA", "USA"]),
]


@pytest.mark.parametrize(("text", "codes"), COUNTRIES)
def test_forms_lead_to_their_rows(text: str, codes: list[str]) -> None:
    assert [code for _, code in found(text)] == codes


def test_possessives_are_no_part_of_names() -> None:
    assert found("Brazil’s soy and Chile's copper") == [("Brazil", "BRA"), ("Chile", "CHL")]


@pytest.mark.parametrize(
    ("name", "code"), [("chinese", "CHN"), ("U.S.", "USA"), ("viet nam", "VNM"), ("Paris", None), ("", None), ("…", None)]
)
def test_country_of_a_name(name: str, code: str | None) -> None:
    assert country_of(name) == code


LEGAL = [
    ("under Section 232 of the Trade Expansion Act of 1962", [("Section 232 of the Trade Expansion Act of 1962", "law")]),
    ("Congress passed the Fair Orchards Act.", [("Fair Orchards Act", "law")]),
    ("The Harbour and Quays Act of 1921 applies", [("Harbour and Quays Act of 1921", "law")]),
    ("China's Export Control Law", [("Export Control Law", "law")]),
    ("Executive Order 14257 and section 301", [("Executive Order 14257", "law"), ("section 301", "law")]),
    ("(50 U.S.C. 1701 et seq.)", [("50 U.S.C. 1701 et seq", "law")]),
    ("She teaches at Harvard Law School", []),
    ("They act fast; the act is over", []),
    ("the Geneva accord and the Geneva Joint Statement", [("Geneva accord", "agreement"), ("Geneva Joint Statement", "agreement")]),
    ("the phase one trade deal", [("phase one trade deal", "agreement")]),
    ("a U.S.-Chile Free Trade Agreement", [("U.S.-Chile Free Trade Agreement", "agreement")]),
    ("a US-Chile trade agreement", []),
    ("the Convention on Biological Diversity", [("Convention on Biological Diversity", "agreement")]),
    ("the Orchard Act, Meadow Act and Brook Act", [("Orchard Act", "law"), ("Meadow Act", "law"), ("Brook Act", "law")]),
]


@pytest.mark.parametrize(("text", "names"), LEGAL)
def test_laws_and_agreements(text: str, names: list[tuple[str, str]]) -> None:
    assert [(text[n.start_char : n.end_char], n.entity_type) for n in legal_names(text, known_names(text))] == names


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    ends = 0
    for name in known_names(text):
        assert ends <= name.start_char < name.end_char <= len(text)
        ends = name.end_char
    for legal in legal_names(text, known_names(text)):
        assert 0 <= legal.start_char < legal.end_char <= len(text)


@pytest.mark.parametrize("piece", ["Act And Of ", "United ", "Section 1(a)", "A", "U.S.", "Trade Agreement on ", "\n "])
def test_long_texts_take_linear_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    begin = time.perf_counter()
    legal_names(text, known_names(text))
    assert time.perf_counter() - begin < 8
