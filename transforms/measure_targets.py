"""Whom a measure hits."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from transforms.actors import NOBODY, Actors, Party
from transforms.clauses import sentence_of, subject, subtree, verb_over
from transforms.measure_phrases import ANSWERS, lemma, modifiers
from transforms.measure_sides import WORLD, Sides, faces, way_of
from transforms.measure_verbs import Event

EVERYWHERE = frozenset({"global", "universal", "worldwide", "across-the-board", "baseline", "blanket", "globally"})
OUTSIDERS = frozenset({"country", "nation", "economy", "partner", "good", "product", "import", "exporter", "supplier"})
ALL = frozenset({"all", "any", "every", "foreign"})  # of goods
EVERY = frozenset({"all", "any", "every", "other", "most", "many", "several", "dozens", "trading", "foreign"})
MEMBERS: dict[str, tuple[str, ...]] = {
    "USMCA": ("CAN", "MEX", "USA"),
    "CUSMA": ("CAN", "MEX", "USA"),
}  # whose goods an agreement of several states frees
REGIONS: dict[str, tuple[str, ...]] = {"North America": ("USA", "CAN", "MEX")}  # for whom a measure on a region is meant
DEALS = frozenset({"deal", "agreement", "accord", "pact", "treaty", "framework", "truce", "arrangement"})


def target(event: Event, tokens: list[Token], said: Sides, acting: tuple[str, ...], actors: Actors) -> Party:
    """Whom the measure hits: the phrase after on, against or from, the goods' origin, the object hit, the one who faces it."""
    if any(lemma(token) in OUTSIDERS and any(child.lower_ == "non" for child in token.children) for token in tokens):
        return Party((WORLD,))  # "tariffs on non-Peruvian goods"
    found = [code for code in said.aims if code not in acting] or [code for code in said.owners if code not in acting]
    if not found and faces(event):
        head = next((child for child in event.anchor.children if child.dep_ in ("nsubj", "nsubjpass")), None) or subject(event.anchor)
        if head is not None and head not in subtree(event.phrase):
            found = [code for code in (actors.party(head).codes or _made_by(head, actors)) if code not in acting]
    if not found and lemma(event.anchor) in ANSWERS:
        behind = [child for prep in event.anchor.children if prep.lower_ in ("against", "to") for child in prep.children]
        behind += [child for child in event.anchor.children if child.dep_ == "dobj"]
        found = [code for head in behind for code in actors.codes(actors.inner(head)) if code not in acting]
    if not found and event.relation == "bare" and (answering := _answering(event)) is not None:
        found = [code for code in actors.party(answering).codes if code not in acting]
    if not found and event.relation == "preposition":
        hit = next((child for child in event.anchor.children if child.dep_ == "dobj" and child.pos_ == "PRON"), None)
        found = [code for code in actors.recent(hit, 3) if code not in acting][:1] if hit is not None else []
    if found:
        others = (
            token for token in tokens if lemma(token) in ("country", "nation") and any(child.lower_ == "other" for child in token.children)
        )
        if any(way_of(token, event) == "aim" for token in others):
            found.append(WORLD)
        return Party(tuple(dict.fromkeys(found)))
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
        marks = {child.lower_ for child in token.children}
        many = marks & EVERY if "the" not in marks else marks & (EVERY - {"trading", "foreign"})  # "the trading partners" were named
        if lemma(token) in ("country", "nation", "partner", "economy") and (many or any(map(_counts_many, token.children))):
            return True
        is_told = any(right.dep_ in ("relcl", "acl") for right in token.rights)  # "all articles that are products of Peru"
        if lemma(token) in ("import", "world", "product", "good", "article") and marks & ALL and not is_told:
            return True
    return False


def _made_by(goods: Token, actors: Actors) -> tuple[str, ...]:
    """Whose products a clause calls the goods: "articles that are products of Peru"."""
    clauses = (right for right in goods.rights if right.dep_ == "relcl" and right.lemma_ == "be")
    nouns = (child for clause in clauses for child in clause.children if child.dep_ == "attr" and lemma(child) == "product")
    return next((codes for noun in nouns if (codes := actors.codes(actors.inner(noun)))), ())


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
