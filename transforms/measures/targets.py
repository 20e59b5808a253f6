"""Whom a measure hits."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from transforms.measures.actors import NOBODY, Actors, Party
from transforms.measures.goods import hs_codes
from transforms.measures.over_quota import goods_of_quota
from transforms.measures.phrases import ANSWERS, GOODS, complement, lemma, modifiers
from transforms.measures.presupposed import demanding
from transforms.measures.sides import WORLD, Sides, faces, way_of
from transforms.measures.verbs import Event
from transforms.text.clauses import sentence_of, subject, subtree, verb_over

EVERYWHERE = frozenset({"global", "universal", "worldwide", "across-the-board", "baseline", "blanket", "globally"})
OUTSIDERS = frozenset({"country", "nation", "economy", "partner", "good", "product", "import", "exporter", "supplier"})
ALL = frozenset({"all", "any", "every", "foreign"})  # of goods
EVERY = frozenset({"all", "any", "every", "other", "most", "many", "several", "certain", "some", "dozens", "trading", "foreign"})
MEMBERS: dict[str, tuple[str, ...]] = {
    "USMCA": ("CAN", "MEX", "USA"),
    "CUSMA": ("CAN", "MEX", "USA"),
}  # whose goods an agreement of several states frees
REGIONS: dict[str, tuple[str, ...]] = {"North America": ("USA", "CAN", "MEX")}  # for whom a measure on a region is meant
ALLIES = frozenset({"ally", "neighbor", "neighbour", "rival", "partner"})  # "its neighbour": the other one named last
COMPLAINS = frozenset(
    {
        "blast", "brand", "call", "challenge", "condemn", "contest", "criticise", "criticize", "decry", "denounce", "deplore", "describe",
        "dispute", "lament", "label", "oppose", "protest", "regret", "reject", "slam",
    }
)  # fmt: skip
DEALS = frozenset({"deal", "agreement", "accord", "pact", "treaty", "framework", "truce", "arrangement"})


def target(event: Event, tokens: list[Token], said: Sides, acting: tuple[str, ...], actors: Actors) -> Party:
    """Whom the measure hits: the phrase after on, against or from, the goods' origin, the object hit, the one who faces it."""
    if any(lemma(token) in OUTSIDERS and any(child.lower_ == "non" for child in token.children) for token in tokens):
        return Party((WORLD,))  # "tariffs on non-Peruvian goods"
    found = [code for code in said.aims if code not in acting] or [code for code in said.owners if code not in acting]
    if not found and faces(event):
        head = next((child for child in event.anchor.children if child.dep_ in ("nsubj", "nsubjpass")), None) or subject(event.anchor)
        if head is not None and (event.phrase == event.anchor or head not in subtree(event.phrase)):
            found = [code for code in (actors.party(head).codes or _made_by(head, actors)) if code not in acting]
    if not found and lemma(event.anchor) in ANSWERS:
        behind = [child for prep in event.anchor.children if prep.lower_ in ("against", "to") for child in prep.children]
        behind += [child for child in event.anchor.children if child.dep_ == "dobj"]
        found = [code for head in behind for code in actors.codes(actors.inner(head)) if code not in acting]
    if not found and event.relation == "bare" and (answering := _answering(event) or complaining(event)) is not None:
        found = [code for code in actors.party(answering).codes if code not in acting]
    if not found and event.relation == "preposition":
        hit = next((child for child in event.anchor.children if child.dep_ == "dobj" and child.pos_ == "PRON"), None)
        found = [code for code in actors.recent(hit, 3) if code not in acting][:1] if hit is not None else []
    if not found and (asking := demanding(event)) is not None:
        found = [code for code in actors.party(asking).codes if code not in acting]
    if not found:
        found = [code for code in actors.codes(_regarded(event.anchor)) if code not in acting]
    if not found and event.term.back is not None:
        found = [code for head in complement(event.term.back) for code in actors.codes(actors.inner(head)) if code not in acting]
    if not found and event.term.instrument == "tariff":
        goods = goods_of_quota(event.anchor, tokens)
        found = [code for head in goods for code in actors.codes(actors.inner(head)) if code not in acting]
    if found:
        others = (
            token for token in tokens if lemma(token) in ("country", "nation") and any(child.lower_ == "other" for child in token.children)
        )
        if any(way_of(token, event) == "aim" for token in others):
            found.append(WORLD)
        return Party(tuple(dict.fromkeys(found)))
    if not found and (owner := _owner_of_goods(event, tokens, acting, actors)):
        return Party(owner)
    ally = next((token for token in tokens if lemma(token) in ALLIES and _is_owned(token) and way_of(token, event) == "aim"), None)
    if ally is not None:
        return Party(_last_named(ally, acting, actors))
    region = next((states for token in tokens if (states := _region(token)) and way_of(token, event) == "aim"), ())
    if region:
        return Party(tuple(code for code in region if code not in acting))
    if event.action == "exempted":
        members = next((parties for token in tokens if (parties := MEMBERS.get(token.text))), ())
        if members:
            return Party(tuple(code for code in members if code not in acting))
    partner = deal_partner(event, acting, actors)
    if partner:
        return Party(partner)
    words = {token.lower_ for token in tokens}
    if {"each", "other"} <= words or {"one", "another"} <= words:
        return Party((), is_pair=True)
    if len(acting) == 2 and any(child.lower_ in ("each", "both") for child in event.anchor.children):
        return Party((), is_pair=True)
    return Party((WORLD,)) if hits_all(event, tokens) else NOBODY


def hits_all(event: Event, tokens: Sequence[Token]) -> bool:
    """Whether the words say that imports from everywhere are hit: "a global tariff", "on all imports", "from most countries"."""
    if EVERYWHERE.intersection(token.lower_ for token in tokens) or (EVERYWHERE | {"mfn"}).intersection(modifiers(event.term.token)):
        return True
    for token in tokens:
        if token.lower_ in ("everything", "everybody", "everyone"):
            return True
        marks = {child.lower_ for child in token.children}
        many = marks & EVERY if "the" not in marks else marks & (EVERY - {"trading", "foreign"})  # "the trading partners" were named
        if lemma(token) in ("country", "nation", "partner", "economy") and (many or any(map(_counts_many, token.children))):
            return True
        is_told = any(right.dep_ in ("relcl", "acl") for right in token.rights)  # "all articles that are products of Peru"
        if lemma(token) in ("import", "world", "product", "good", "article") and marks & ALL and not is_told:
            return True
    return False


def _regarded(verb: Token) -> list[Token]:
    """What a clause opens with: "with respect to goods from Peru, we have imposed duties", "for Peru, we will remove the duties"."""
    opening = (
        prep
        for prep in verb.lefts
        if prep.lower_ == "for" or (prep.lower_ == "with" and any(child.lower_ in ("respect", "regard") for child in prep.children))
    )
    return [token for prep in opening for token in subtree(prep)]


def _made_by(goods: Token, actors: Actors) -> tuple[str, ...]:
    """Whose products a clause calls the goods: "articles that are products of Peru"."""
    clauses = (right for right in goods.rights if right.dep_ == "relcl" and right.lemma_ == "be")
    nouns = (child for clause in clauses for child in clause.children if child.dep_ == "attr" and lemma(child) == "product")
    return next((codes for noun in nouns if (codes := actors.codes(actors.inner(noun)))), ())


def _last_named(noun: Token, acting: tuple[str, ...], actors: Actors) -> tuple[str, ...]:
    """The country named last in the sentence before a noun, by its name rather than as an origin."""
    before = reversed(noun.doc[sentence_of(noun).start : noun.i])
    codes = (actors.by_token[token.i] for token in before if token.i in actors.countries and token.pos_ == "PROPN")
    return tuple(code for code in codes if code not in acting)[:1]


def _is_owned(noun: Token) -> bool:
    return any(child.dep_ == "poss" for child in noun.children)


def _answering(event: Event) -> Token | None:
    """Who answers a measure, for it hits him: "Peru will respond to Chile's 20% tariff"."""
    link = event.phrase.head
    if event.phrase.dep_ != "pobj" or link.lower_ not in ("to", "for", "against"):
        return None
    answer = link.head
    if lemma(answer) in ("retaliation", "reprisal", "response", "answer"):
        over = verb_over(answer)
        return subject(over) if over is not None else None
    return subject(answer) if lemma(answer) in ANSWERS else None


def _owner_of_goods(event: Event, tokens: Sequence[Token], acting: tuple[str, ...], actors: Actors) -> tuple[str, ...]:
    """Whose goods "a duty on its goods" hits: those of the last other government named before."""
    for token in tokens:
        is_owner = token.dep_ == "poss" and token.lower_ in ("its", "their") and token.i not in actors.by_token
        is_of_goods = lemma(token.head) in GOODS - {"import"} or bool(hs_codes(token.head.text))
        if is_owner and is_of_goods and way_of(token, event) in ("aim", "origin"):
            named = actors.recent(token, 2)
            return tuple(code for code in named if code not in acting)[:1]
    return ()


def complaining(event: Event) -> Token | None:
    """Who finds fault with a measure of somebody else, for it hits him: "Peru calls the Chilean wool tariff unfair"."""
    node = event.phrase
    for _ in range(4):
        if node.dep_ not in ("compound", "oprd", "ccomp", "dobj") and not (node.dep_ == "nsubj" and node.head.pos_ == "ADJ"):
            return None
        node = node.head  # "the duty unfair" can be taken for one phrase, or a clause
        if node.lemma_.lower() in COMPLAINS:
            return subject(node)
    return None


def _region(token: Token) -> tuple[str, ...]:
    """The states of a region that acts as one market."""
    return REGIONS.get(f"{token.nbor(-1).text} {token.text}", ()) if token.i else ()


def _counts_many(word: Token) -> bool:
    """Whether a number stands for more countries than a text would name: "60 economies"."""
    return word.dep_ == "nummod" and word.like_num and word.lower_ not in ("two", "three", "2", "3")


def deal_partner(event: Event, acting: tuple[str, ...], actors: Actors) -> tuple[str, ...]:
    """The other side of the deal that a concession is made in: "under an agreement with Peru", "under the deal", "in return"."""
    is_concession = event.action in ("lowered", "removed", "eased", "paused", "exempted", "imposed") or event.term.instrument == "quota"
    if not is_concession or not acting:
        return ()
    sentence = sentence_of(event.anchor)
    for token in sentence:
        if lemma(token) in DEALS and token.dep_ == "pobj" and _is_over(token.head, event):
            is_part = token.head.lower_ == "of" and lemma(token.head.head) == "part"
            if token.head.lower_ not in ("under", "in") and not is_part:
                continue
            partners = tuple(code for code in actors.codes(_behind_with(token)) if code not in acting)
            plain = all(child.text.islower() for child in (token, *token.children) if child.is_alpha)
            definite = any(child.lower_ in ("the", "that", "this") for child in token.children)
            if partners or (plain and definite and token.head.lower_ == "under"):
                return partners or _other_side(acting, actors)
        if token.lower_ in ("return", "exchange") and token.i - sentence.start in (1, 2) and token.nbor(-1).lower_ == "in":
            return _other_side(acting, actors)
    return ()


def _is_over(preposition: Token, event: Event) -> bool:
    """Whether a phrase belongs to the clause of the event, or opens its sentence."""
    node = preposition
    for _ in range(8):
        if node.i in (event.anchor.i, event.term.token.i, event.phrase.i):
            return True
        if node.head == node:
            return True
        if node.dep_ in ("relcl", "acl", "nsubj"):
            return False
        node = node.head
    return False


def _behind_with(deal: Token) -> list[Token]:
    heads = [child for prep in deal.children if prep.lower_ in ("with", "between") for child in prep.children if child.dep_ == "pobj"]
    return [token for head in heads for token in subtree(head)]


def _other_side(acting: tuple[str, ...], actors: Actors) -> tuple[str, ...]:
    """The other one of the two governments that act most; none where the actor is not one of them."""
    pair = actors.main[:2]
    return tuple(code for code in pair if code not in acting) if len(pair) == 2 and set(acting) & set(pair) else ()
