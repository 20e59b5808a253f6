"""Entities of single articles: which names are found, as what, and which are the same; pronouns."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MakeDocument
from transforms.names.entities import Entities, entities
from transforms.names.names import can_be_same, gender_of, is_family_first, name_parts, name_words, surname

Found = Callable[[str], Entities]

ARTICLE = """PORTO VERDE, March 3 - Chancellor Maria Keller of Germany met Brazilian Trade Minister João Prado in Geneva on Monday.

Keller said the Geneva accord would hold. "We want open ports," she said. Prado, who leads Brazil's delegation, said his country agreed.

Vice Premier He Lifeng and Commerce Secretary Howard Lutnick called the plan useful, the World Trade Organization (WTO) said.

The Orchard Growers Association (OGA) opposed it. The OGA fears imports under Section 232, and the Association will sue.
"""


@pytest.fixture
def found(document: MakeDocument) -> Found:
    return lambda text: entities(document(text))


def names(found: Entities, entity_type: str) -> list[str]:
    return sorted(entity.name for entity in found.entities if entity.entity_type == entity_type)


def mentions_of(found: Entities, name: str) -> list[str]:
    ids = {entity.candidate_id for entity in found.entities if entity.name == name}
    return [mention.mention_text for mention in found.mentions if mention.candidate_id in ids]


def test_an_article(found: Found) -> None:
    of = found(ARTICLE)
    assert names(of, "person") == ["He Lifeng", "Howard Lutnick", "João Prado", "Maria Keller"]
    assert mentions_of(of, "Maria Keller") == ["Maria Keller", "Keller", "she"]
    assert mentions_of(of, "João Prado") == ["João Prado", "Prado", "his"]
    assert names(of, "country") == ["Brazil", "Germany"]
    assert names(of, "agreement") == ["Geneva accord"]
    assert names(of, "law") == ["Section 232"]
    assert mentions_of(of, "World Trade Organization") == ["World Trade Organization", "WTO"]
    assert mentions_of(of, "Orchard Growers Association") == ["Orchard Growers Association", "OGA", "OGA", "Association"]
    assert "Geneva" in names(of, "place")


def test_rows_belong_together(document: MakeDocument) -> None:
    article = document(ARTICLE)
    of = entities(article)
    assert len({entity.candidate_id for entity in of.entities}) == len(of.entities)
    assert sum(entity.mention_count for entity in of.entities) == len(of.mentions)
    last = 0
    for mention in of.mentions:
        assert last <= mention.start_char < mention.end_char
        last = mention.end_char
        assert mention.mention_text == article.words(mention.start_char, mention.end_char)
        assert of.entity(mention.candidate_id).entity_type == mention.entity_type
        assert mention in of.within(mention.start_char, mention.start_char + 1)
    assert of.within(0, len(article.text)) == list(of.mentions)
    assert of.within(0, 0) == []


ONE = [
    ("The Geneva agreement holds. The Geneva accord was struck in May.", ["Geneva agreement", "Geneva accord"]),
    ("Section 301 of the Trade Act of 1974 allows it. Section 301 is old.", ["Section 301 of the Trade Act of 1974", "Section 301"]),
    ("The phase one trade deal failed. Phase one of the deal was signed in 2020.", ["phase one trade deal", "Phase one of the deal"]),
    ("Quarrico Corp rose. Quarrico said so.", ["Quarrico Corp", "Quarrico"]),
    ("Luisa Prado Vega met Juan Manuel Robles Ortega. Luisa Prado left.", ["Luisa Prado Vega", "Luisa Prado"]),
    ("President Jorge Inácio Zeca da Rocha spoke. Zeca was tired.", ["Jorge Inácio Zeca da Rocha", "Zeca"]),
    ("The Northern Grain Board met. The Board will sue.", ["Northern Grain Board", "Board"]),
]


@pytest.mark.parametrize(("text", "forms"), ONE)
def test_forms_of_one_thing(found: Found, text: str, forms: list[str]) -> None:
    of = found(text)
    assert len({m.candidate_id for m in of.mentions if m.mention_text in forms}) == 1
    assert [m.mention_text for m in of.mentions if m.mention_text in forms] == forms


def test_a_son_is_not_his_father(found: Found) -> None:
    of = found("Donald Trump spoke. Donald Trump Jr. spoke as well. John Doe Jr. left, and Doe slept.")
    assert sorted(e.entity_key for e in of.entities) == ["person:donald trump", "person:donald trump jr", "person:john doe jr"]


METONYMS = [
    ("Beijing is pressing Washington to lift the ban.", [("Beijing", "CHN"), ("Washington", "USA")]),
    ("Talks between Tokyo and Seoul go on.", [("Tokyo", "JPN"), ("Seoul", "KOR")]),
    ("Ottawa said it would retaliate.", [("Ottawa", "CAN")]),
    ("Moscow's threats worried investors.", [("Moscow", "RUS")]),
    ("The ministers met in Washington.", []),
    ("She visited Beijing and flew to Tokyo.", []),
    ("A court in London ruled on Monday.", []),
    ("BEIJING (Reuters) - Factories closed on Friday.", []),
]


@pytest.mark.parametrize(("text", "expected"), METONYMS)
def test_capitals_are_governments_when_they_act(found: Found, text: str, expected: list[tuple[str, str]]) -> None:
    of = found(text)
    assert [(m.mention_text, of.entity(m.candidate_id).country_code) for m in of.mentions if m.is_metonym] == expected
    assert all(m.entity_type == "country" for m in of.mentions if m.is_metonym)


PERSONS = [
    ("Trade Minister Ana Ruiz spoke. Ruiz left.", ["Ana Ruiz"]),
    ("U.S. Treasury Secretary Jane Doe and Commerce Secretary John Roe met.", ["Jane Doe", "John Roe"]),
    ("Prime Minister Sir Ian Marlow agreed.", ["Ian Marlow"]),
    ("Mr. Cook, a former senator, said so.", ["Cook"]),
    ("The Trump administration raised tariffs. Trump-era rules stay.", ["Trump"]),
    ("President Xi Jinping spoke on Monday. Xi said trade should grow.", ["Xi Jinping"]),
    ("They met with He Lifeng in Paris.", ["He Lifeng"]),
    ("Its trade minister, Yoon Ji-ah, agreed. Baek Su-min, an analyst, did not.", ["Baek Su-min", "Yoon Ji-ah"]),
    ("The tariffs cost U.S. Steel and Ford Motor billions.", []),
]


@pytest.mark.parametrize(("text", "expected"), PERSONS)
def test_persons_without_titles(found: Found, text: str, expected: list[str]) -> None:
    assert names(found(text), "person") == expected


BODIES = [
    ("The US Commerce Department said so.", "US Commerce Department", "USA"),
    ("The USTR opened a case.", "US Trade Representative", "USA"),
    ("The White House declined to comment.", "White House", "USA"),
    ("MOFCOM objected.", "Ministry of Commerce of the People's Republic of China", "CHN"),
    ("The European Commission will reply.", "European Commission", "EU"),
    ("The EU will reply.", "European Union", "EU"),
    ("The World Bank lends less.", "World Bank", None),
    ("Quarrico, LLC makes sweets.", "Quarrico", None),
]


@pytest.mark.parametrize(("text", "name", "code"), BODIES)
def test_public_bodies_carry_their_country(found: Found, text: str, name: str, code: str | None) -> None:
    assert [(e.name, e.country_code) for e in found(text).entities if e.entity_type == "organization"] == [(name, code)]


def test_shared_names_of_bodies_need_the_country(found: Found) -> None:
    assert {e.country_code for e in found("The Senate of Rome met.").entities if "Senate" in e.name} <= {None}
    assert "USA" in {e.country_code for e in found("The American Senate voted. The Senate adjourned.").entities}


def test_titles_are_no_bodies(found: Found) -> None:
    of = found("US Trade Representative Jane Doe met Treasury Secretary John Roe.")
    assert names(of, "organization") == []
    assert names(of, "country") == ["United States"]


NOT_NAMES = [
    # what stands beside a known name makes it another one only in names of bodies and places
    ("Leaders left the NATO Summit.", ["NATO"]),
    ("The Iranian Government agreed.", ["Iran"]),
    ("They shouted Make America Great Again in Ohio.", ["Ohio", "United States"]),
    ("Growers met near the Taiwan Strait.", ["Taiwan Strait"]),
    ("She holds a B.A. and a J.D. from Yale.", ["Yale"]),
    ("Reporters waited in the Roosevelt Room.", ["Roosevelt Room"]),
    ("The Southern District ruled.", []),
]


@pytest.mark.parametrize(("text", "expected"), NOT_NAMES)
def test_words_that_are_no_names(found: Found, text: str, expected: list[str]) -> None:
    assert sorted(entity.name for entity in found(text).entities) == expected


def test_datelines_do_not_shout(found: Found) -> None:
    assert names(found("PORTLAND, March 3 - Growers met on Monday."), "place") == ["Portland"]
    assert names(found("LONDON, March 3 - Growers met on Monday."), "place") == ["London"]


PRONOUNS = [
    ("Mary Smith met John Brown. She left early.", {"She": "Mary Smith"}),
    ("Mr. Okafor said he would stay.", {"he": "Okafor"}),
    ("John Brown said tariffs hurt his company. Mary Smith disagreed with him.", {"his": "John Brown", "him": "John Brown"}),
    ("A spokesman declined to comment. He gave no reason.", {}),
    ("The farmer said he was tired.", {}),
    ("Wendy Hill spoke first. “He is wrong,” she said.", {"she": "Wendy Hill"}),
    ("They met with He Lifeng in Paris.", {}),
    ("Ivanka Stone met Peter Reed. She said that the talks had failed.", {"She": "Ivanka Stone"}),
    ("Leona Trump met Peter Reed. Trump said that the talks had failed. She left.", {"She": "Leona Trump"}),
    ("Peter Stone said the talks had failed.\n\nMark Reed left early. He said that a new round would follow.", {"He": "Mark Reed"}),
    (
        "Peter Stone attacked the plan of Mark Reed: “He likes the title, but he will not work for it.”",
        {"He": "Mark Reed", "he": "Mark Reed"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), PRONOUNS)
def test_pronouns(found: Found, text: str, expected: dict[str, str]) -> None:
    of = found(text)
    assert {m.mention_text: of.entity(m.candidate_id).name for m in of.mentions if m.mention_type == "pronoun"} == expected


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Xi Jinping", "xi"), ("Wang Chao-Ming", "wang"), ("Moon Jae-in", "moon"), ("Pham Minh Chinh", "pham"), ("Jack Ma", "ma"),
        ("Kim Campbell", "campbell"), ("Donald J. Trump", "trump"), ("John Smith Jr.", "smith"), ("Cher", "cher"),
    ],
)  # fmt: skip
def test_surnames(name: str, last: str) -> None:
    assert surname(name_parts(name)) == last


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Donald J. Trump", "Donald Trump", True), ("Trump", "Donald Trump", True), ("Donald Trump", "Ivanka Trump", False),
        ("J. Powell", "Jerome Powell", True), ("Li Qiang", "Li Chenggang", False), ("Chao-Ming Wang", "Ana Ruiz", False),
    ],
)  # fmt: skip
def test_forms_of_one_name(one: str, other: str, same: bool) -> None:
    assert can_be_same(name_parts(one), name_parts(other)) is same


def test_gender_is_told_by_first_names_only_where_they_come_first() -> None:
    assert gender_of(("wendy", "cutler")) == "female"
    assert gender_of(("karl", "meyer")) == "male"
    assert gender_of(("li", "wei")) is None
    assert is_family_first(("li", "wei"))
    assert not name_words().male & name_words().female
    assert not name_words().male_leaders & name_words().female_leaders


PIECES = st.sampled_from(
    [
        "Mr.", "President", "Xi", "He", "said", "U.S.", "-", "the", "Beijing", "(WTO)", "“", "”", ",", ".", "his", "Act", "Senate", "’s",
        "Ana", "Ruiz", "é", "𝄞", '"', "(WTO", "\n\n", "\n   ", "Jr.", "Washington",
    ]
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)))
def test_any_text_gives_sound_mentions(document: MakeDocument, text: str) -> None:
    article = document("Start. " + text)
    of = entities(article)
    last = 0
    for mention in of.mentions:
        assert last <= mention.start_char < mention.end_char <= len(article.text)
        assert article.words(mention.start_char, mention.end_char) == mention.mention_text
        assert of.entity(mention.candidate_id).mention_count > 0
        last = mention.end_char


def test_long_articles_take_linear_time(document: MakeDocument) -> None:
    article = document((ARTICLE + "\n\n") * 40)
    begin = time.perf_counter()
    assert len(entities(article).mentions) > 800
    assert time.perf_counter() - begin < 10
