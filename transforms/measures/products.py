"""The goods a measure falls on, in the words of the text, without their origin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from transforms.measures.actors import Actors
from transforms.measures.goods import hs_codes
from transforms.measures.phrases import PERCENT, lemma
from transforms.measures.terms import vocabulary
from transforms.measures.verbs import verbs
from transforms.text.clauses import coordinated, sentence_of, subtree

GENERIC = frozenset(
    {
        "import", "good", "product", "export", "item", "merchandise", "shipment", "thing", "other", "country", "nation", "economy",
        "trade", "partner", "commodity", "all", "any", "each", "world", "worth", "value", "dollar", "billion", "million",
        "importation", "everything", "article", "sale", "order", "supply", "access", "own", "tie", "link", "relation",
    }
)  # fmt: skip
UNITS = frozenset(
    {
        "tonne", "ton", "kg", "bushel", "barrel", "pct", "percent", "%", "dlr", "dlrs", "dollar", "mln", "bln", "million", "billion",
        "worth", "value", "$", "cent", "cts", "ct", "point", "liter", "litre", "gallon", "pound", "unit", "kilo", "kilogram", "hectoliter",
        "hectolitre", "container", "carat", "euro", "yen", "yuan", "rupee", "rand", "peso", "naira", "shilling", "penny", "penc",
    }
)  # fmt: skip
VAGUE = frozenset(
    {
        "certain", "qualifying", "various", "several", "numerous", "many", "such", "additional", "key", "eligible", "originating", "higher",
        "lower", "specific", "selected", "remaining", "further", "similar", "dutiable", "domestic", "particular", "new", "same",
        "relevant", "subject", "foreign", "listed", "affected", "targeted", "different", "corresponding", "respective", "trading",
        "appropriate", "future", "past", "high", "vast", "wide", "broad", "full", "own", "like",
    }
)  # fmt: skip
EMPTY = frozenset({"relevant", "subject", "foreign", "affected", "targeted", "key"})  # of no matter before goods that are named
VESSEL = UNITS | {
    "import", "export", "importation", "exportation", "shipment", "sale", "supply", "purchase", "access", "range", "number", "variety",
    "amount",
}  # fmt: skip
AMOUNTS = frozenset(
    [
        "set",
        "swath",
        "volume",
        "quantity",
        "amount",
        "majority",
        "bulk",
        "array",
        "series",
        "group",
        "category",
        "part",
        "portion",
        "share",
        "growth",
        "increase",
        "rise",
    ]
)  # of what is behind their "of"
ABSTRACT = frozenset(
    {
        "basis", "level", "proclamation", "order", "process", "annex", "heading", "subheading", "list", "agreement", "chapter", "manner",
        "ground", "term", "schedule", "notice", "note", "exclusion", "expiration", "percent", "side", "way", "account", "behalf", "ton",
        "mechanism", "effort", "request", "condition", "time", "day", "month", "year", "week", "size", "kind",
        "magnitude", "scale", "allegation", "claim",
        "complaint", "practice", "hold", "concern", "matter", "charge",
    }
)  # fmt: skip  # what stands behind "on" or "to" and is no goods
OPENING = frozenset(
    {
        "the", "a", "an", "its", "their", "his", "her", "our", "all", "any", "on", "to", "for", "from", "more", "most", "other",
        "these", "those", "them", "western", "imported", "existing", "goods", "african", "asian", "caribbean",
        "subsidised", "subsidized", "dumped",
    }
)  # fmt: skip
PEOPLE = frozenset(
    [
        "officer",
        "official",
        "individual",
        "person",
        "leader",
        "member",
        "financier",
        "facilitator",
        "network",
        "commander",
        "oligarch",
        "judge",
    ]
)
NATIONS = frozenset(["country", "nation", "economy", "partner", "world", "government", "europe", "top", "state", "market", "ally", "rival"])
POINTING = frozenset({"good", "product", "item", "article", "commodity", "import"})  # "those items" are goods named before
ENUMERATED = re.compile(r"\(?[a-z0-9]{1,3}\)?[).]")  # "(b) beef"
BACK = 80  # tokens within which they were named
MADE = frozenset({"built", "made", "produced", "grown", "assembled", "origin"})
EDGES = frozenset({"PUNCT", "ADP", "PART", "CCONJ", "SPACE", "DET"})
GOODS = frozenset({"NOUN", "PROPN", "ADJ"})
NO_GOODS = frozenset({"MONEY", "PERSON", "DATE", "PERCENT", "GPE", "LOC", "CARDINAL"})


def product_words(head: Token, actors: Actors) -> tuple[int, int] | None:
    """The stretch of the goods in the phrase with this head ("imports of Danish pigmeat": "pigmeat"); None where it names none."""
    noun = _inside(head, actors)
    if (
        is_measure(noun)
        or lemma(noun) in verbs().noun
        or lemma(noun) in NATIONS | ABSTRACT | PEOPLE
        or actors.is_country(noun)
        or noun.ent_type_ in NO_GOODS
        or _counts_money(noun)
        or noun.pos_ not in GOODS
        or lemma(noun) in UNITS
    ):
        return None
    listed = _examples(noun) or _among(noun)
    tokens = _phrase(listed or noun, actors, _also_held(head) if noun != head else [])
    aside = next((i for i, token in enumerate(tokens[:-1]) if token.text == "(" and tokens[i + 1].lower_ == "including"), len(tokens))
    tokens = tokens[:aside]
    if [token.lower_ for token in tokens[:2]] == ["latin", "american"]:
        tokens = tokens[2:]
    while tokens and (
        ENUMERATED.fullmatch(tokens[0].text)
        or tokens[0].ent_type_ == "DATE"
        or tokens[0].lower_ in OPENING
        or _is_of_origin(tokens[0], actors)
        or actors.is_country(tokens[0])
        or tokens[0].pos_ in EDGES
        or (tokens[0].pos_ == "ADJ" and lemma(tokens[0]) in EMPTY)
        or (tokens[0].tag_ in ("VBN", "VBD") and tokens[0].lemma_ in vocabulary().tighten)
    ):
        tokens = tokens[1:]
    while (
        len(tokens) > 1
        and lemma(tokens[-1]) in VESSEL
        and lemma(tokens[-2]) != "farm"
        and (tokens[-2].pos_ in ("NOUN", "PROPN") or hs_codes(tokens[-2].text))
    ):
        tokens = tokens[:-1]  # "steel imports" are steel, "electronic imports" are not "electronic"
    while tokens and (tokens[-1].pos_ in EDGES or tokens[-1].lower_ in ("stays", "remains") or actors.is_country(tokens[-1])):
        tokens = tokens[:-1]
    if hs_codes(noun.text):
        while (
            len(tokens) > 1
            and tokens[1].text != "-"
            and (tokens[0].pos_ == "NUM" or tokens[0].like_num or tokens[0].lower_ in ("first", "up", "to"))
        ):
            tokens = tokens[1:]  # "the first 100,000 cars" are cars
    if any(token.text == "%" or token.lower_ in ("pct", "percent", "cent", "rate") for token in tokens):
        return None
    content = [token for token in tokens if token.pos_ in GOODS | {"NUM"} and not actors.is_country(token)]
    names_goods = any(token.pos_ in GOODS and lemma(token) not in GENERIC | VESSEL | VAGUE for token in content)
    counts_goods = len(content) > 1 and any(token.pos_ == "NUM" for token in content)
    return (tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if names_goods or counts_goods else None


def _examples(noun: Token) -> Token | None:
    """The first of the goods that stand for the rest: "goods such as cars and steel", "exports, including cars and steel"."""
    is_such = any(child.lower_ == "such" for child in noun.children)
    is_bare = lemma(noun) in ("import", "export", "shipment") and not any(hs_codes(child.text) or child.like_num for child in noun.lefts)
    for prep in noun.rights:
        if prep.dep_ == "prep" and ((prep.lower_ == "as" and is_such) or (prep.lower_ == "including" and is_bare)):
            return next((child for child in prep.children if child.dep_ == "pobj" and lemma(child) not in GENERIC), None)
    return None


def _among(goods: Token) -> Token | None:
    """The goods listed behind unnamed ones: "American goods, among them whisky and jeans"."""
    if lemma(goods) not in GENERIC or goods.i + 4 >= len(goods.doc) or goods.nbor().text != ",":
        return None
    start = goods.i + 2 if goods.nbor(2).lower_ in ("among", "including") else goods.i + 1
    near = goods.doc[start : start + 2]
    is_counted = any(left.like_num for left in goods.lefts)  # "40 goods, including books and wool" are more than these
    if goods.nbor(2).lower_ == "including" and not is_counted:
        first = _first_goods(goods.nbor(3))
        return first if first is not None and lemma(first) not in GENERIC else None
    if [token.lower_ for token in near][:1] == ["among"] and near[-1].lower_ in ("them", "these"):
        return _first_goods(near[-1].nbor())
    return None


def _first_goods(token: Token) -> Token | None:
    """The head of the noun phrase that begins at a word."""
    node = token
    while node.dep_ in ("compound", "amod", "det", "nummod", "nmod") and node.head.i > node.i:
        node = node.head
    return node if node.pos_ in ("NOUN", "PROPN") else None


def named_before(head: Token, actors: Actors) -> tuple[int, int] | None:
    """The goods that "these goods", "those items" point back to, in this sentence or the one before."""
    noun = _inside(head, actors)
    marks = {child.lower_ for child in noun.lefts}
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    points_on = "those" in marks and following.pos_ in ("ADP", "PRON", "SCONJ", "DET", "VERB")  # "those goods that qualify"
    if lemma(noun) not in POINTING or not marks & {"these", "those", "such"} or points_on:
        return None
    start = sentence_of(noun.doc[sentence_of(noun).start - 1]).start if sentence_of(noun).start else 0
    for token in reversed(noun.doc[max(start, noun.i - BACK) : noun.left_edge.i]):
        counts = lemma(token) in POINTING and any(child.like_num for child in token.children)
        counts = counts or any(left.dep_ == "compound" and hs_codes(left.text) for left in token.lefts)  # "aluminum articles"
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod") and (hs_codes(token.text) or counts):
            first = token
            while first.dep_ == "conj" and first.head.i < first.i:
                first = first.head
            return product_words(first, actors)
    return None


def is_measure(token: Token) -> bool:
    """Whether the word names a measure rather than goods."""
    return lemma(token) in vocabulary().heads and not hs_codes(token.text)


def _inside(head: Token, actors: Actors) -> Token:
    """The goods behind words that only hold them: "300 million dollars worth of shipments of wheat"."""
    noun = head
    for _ in range(4):
        is_amount = noun.text.startswith("$") or noun.ent_type_ == "MONEY" or noun.text[:1].isdigit() or _counts_money(noun)
        if lemma(noun) not in VESSEL | AMOUNTS and not is_amount:
            break
        words = ("of", "to", "in") if lemma(noun) not in AMOUNTS else ("of",)
        links = (prep for prep in noun.rights if prep.dep_ == "prep" and prep.lower_ in words)
        heads = [child for prep in links for child in prep.children if child.dep_ == "pobj"]
        heads += [child for head in heads for prep in head.rights if prep.lower_ == "of" for child in prep.children]
        inner = next((child for child in heads if not actors.is_country(child)), None)
        if inner is None:
            break
        noun = inner
    return noun


def _counts_money(noun: Token) -> bool:
    """Whether the word is the scale of a sum: "m" in "$520m"."""
    return any(before.text in ("$", "€", "£", "¥") for before in noun.doc[noun.left_edge.i : noun.i])


def _is_of_origin(word: Token, actors: Actors) -> bool:
    """Whether a participle belongs to an adjective of origin: "Peruvian-built"."""
    return word.i > 1 and word.lower_ in MADE and word.nbor(-1).text in ("-", "‑") and actors.is_country(word.nbor(-2))


def _also_held(vessel: Token) -> list[Token]:
    """Goods that the parse coordinates with the word that holds them: "exports of gallium and germanium"."""
    return [other for other in coordinated(vessel) if hs_codes(other.text)]


def _is_of_rate(preposition: Token) -> bool:
    """Whether a rate stands behind "of", which belongs to the measure: "tariffs on wine of between 10 and 20 percent"."""
    return any(child.text == "%" or child.lower_ in PERCENT for child in preposition.children)


def _phrase(noun: Token, actors: Actors, more: Sequence[Token]) -> list[Token]:
    """The noun with its modifiers and coordinated nouns, cut before clauses and origins."""
    start = noun.left_edge.i
    end = noun.i
    for member in (noun, *coordinated(noun), *more):
        if is_measure(member) or member.i < noun.i or member.i - end > 12 or actors.is_country(member):
            continue
        end = max(end, member.i)
        for right in member.rights:
            if right.dep_ == "prep" and right.lower_ in ("of", "including", "such") and right.i <= end + 3 and not _is_of_rate(right):
                stop = right.right_edge.i
                clause = next((token.left_edge.i for token in subtree(right) if token.dep_ in ("relcl", "acl", "advcl")), None)
                end = max(end, (clause - 1) if clause else stop)
    return list(noun.doc[start : min(end, sentence_of(noun).end - 1) + 1])
