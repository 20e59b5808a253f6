"""Where an article tells of talks: the noun or verb, its clause, and the governments that the clause puts at the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from transforms.actors import Actors, subject
from transforms.document import Document
from transforms.entities import Entities
from transforms.talk_words import Kind, is_trade, lemma, noun_kind, parties_of, verb_kind, words

PARTY_PREPOSITIONS = frozenset({"with", "between", "among", "amongst"})
INNER = frozenset({"compound", "amod", "nmod", "poss", "nummod", "det", "case", "punct"})
SUBCLAUSES = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj"})
DEFINITE = frozenset({"the", "this", "these", "those", "their", "such", "both"})
CLIMB = 8
TRADE_WORDS = 4  # an article on trade has at least so many of them,
TRADE_SHARE = 150  # and one in so many words


class Frame(NamedTuple):
    """A mention of talks. `is_definite` mentions without parties belong to talks told before."""

    token: Token
    kind: Kind
    verb: Token | None
    clause: tuple[Token, ...]
    codes: tuple[tuple[str, ...], ...]  # one tuple of parties per talk: "deals with A and B" are two
    is_definite: bool


def on_trade(document: Document) -> bool:
    """Whether the article is one on trade."""
    count = sum(map(is_trade, document.doc))
    return count >= TRADE_WORDS and count * TRADE_SHARE >= document.article.word_count


def frames(document: Document, entities: Entities, actors: Actors) -> list[Frame]:
    """The mentions of talks on trade, in the order of the text."""
    named = _named_agreements(document, entities)
    found = []
    for sentence in document.sentences():
        for token in sentence:
            frame = _frame(token, actors, named.get(token.i))
            if frame is not None and _concerns_trade(frame, document):
                found.append(frame)
    return found


def _named_agreements(document: Document, entities: Entities) -> dict[int, tuple[str, ...]]:
    """The parties of agreements by the root token of their names."""
    out = {}
    for mention in entities.mentions:
        if mention.entity_type == "agreement":
            tokens = document.tokens(mention.start_char, mention.end_char)
            if len(tokens):
                out[tokens.root.i] = parties_of(entities.entity(mention.candidate_id).name)
    return out


def _frame(token: Token, actors: Actors, known: tuple[str, ...] | None) -> Frame | None:
    kind = noun_kind(token) or verb_kind(token) or ("agreement" if known is not None else None)
    if kind is None or not _holds(token, kind):
        return None
    verb = token if token.pos_ == "VERB" else _verb(token)
    codes = (known,) if known else _noun_parties(token, verb, kind, actors) if token.pos_ != "VERB" else _verb_parties(token, kind, actors)
    definite = token.pos_ == "VERB" or any(child.lower_ in DEFINITE for child in token.children)
    return Frame(token, kind, verb, clause(token, verb), tuple(c for c in codes if len(c) > 1 or "WORLD" in c), definite)


def _holds(token: Token, kind: Kind) -> bool:
    """Whether the word has that sense where it stands."""
    inner = {child.lower_ for child in token.children if child.dep_ in INNER} | {
        lemma(child) for child in token.children if child.dep_ in INNER
    }
    if token.pos_ == "VERB":
        around = {t.lower_ for t in token.subtree} if kind == "call" or lemma(token) in ("resolve", "settle") else set()
        if lemma(token) in words("verbs", "speaking"):
            return bool(around & words("company", "telephone"))
        if lemma(token) in ("resolve", "settle"):
            return any(lemma(child) in words("company", "dispute") for child in token.children if child.dep_ in ("dobj", "nsubjpass"))
        return True
    if token.dep_ in ("compound", "amod", "nmod") or inner & words("not_talks", "modifiers"):
        return False
    if kind == "call":
        return bool(inner & words("company", "call"))
    return True


def _verb(noun: Token) -> Token | None:
    """The verb of the noun's clause."""
    node = noun
    for _ in range(CLIMB):
        if node.head == node:
            return None
        node = node.head
        if node.pos_ in ("VERB", "AUX"):
            return node
    return None


def clause(token: Token, verb: Token | None) -> tuple[Token, ...]:
    """The words of the clause: the subtree of its verb without the clauses below that do not hold the token, from first to last."""
    root = verb if verb is not None else token
    own = set(_without_clauses(root, token))
    own |= set(_without_clauses(token, token))
    start, end = min(t.i for t in own), max(t.i for t in own)
    return tuple(t for t in token.doc[start : end + 1] if not t.is_space)


def _without_clauses(root: Token, keep: Token) -> Iterable[Token]:
    above = {ancestor.i for ancestor in keep.ancestors}
    queue = [root]
    while queue:
        node = queue.pop()
        yield node
        for child in node.children:
            other_clause = child.dep_ in SUBCLAUSES or (child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"))
            if child.i in above or child == keep or not (other_clause or child.dep_ == "punct"):
                queue.append(child)


def _noun_parties(noun: Token, verb: Token | None, kind: Kind, actors: Actors) -> list[tuple[str, ...]]:
    own = _inner_codes(noun, actors)
    partners, lists = _partners(noun, actors)
    if verb is not None:
        more, lists_of_verb = _partners(verb, actors) if noun.dep_ in ("dobj", "pobj", "nsubjpass", "nsubj") else ((), False)
        partners, lists = _joined(partners, more), lists or lists_of_verb
    if _is_multilateral(noun):
        return [("WORLD",)]
    subjects: tuple[str, ...] = ()
    if (verb is not None and len(_joined(own, partners)) < 2) or partners:
        subjects = _subject_codes(noun, verb, actors) if verb is not None else ()
    sides = _joined(own, subjects)
    if lists and noun.tag_ in ("NNS", "NNPS") and kind == "agreement" and len(sides) == 1:
        return [_joined(sides, (code,)) for code in partners if code not in sides]
    found = _joined(sides, partners)
    if len(found) == 1 and partners:
        found = _joined(actors.main[:1], found) if actors.main[:1] != found else found
    return [found]


def _verb_parties(verb: Token, kind: Kind, actors: Actors) -> list[tuple[str, ...]]:
    who = subject(verb)
    sides = actors.party(who).codes if who is not None else ()
    partners, _ = _partners(verb, actors)
    if kind in ("meeting", "call") or lemma(verb) == "negotiate":
        for child in verb.children:
            if child.dep_ == "dobj":
                partners = _joined(partners, actors.party(child).codes)
    if kind == "agreement" and not partners and who is not None and len(sides) < 2:
        return []
    found = _joined(sides, partners)
    return [found] if len(found) > 1 else []


def _subject_codes(noun: Token, verb: Token | None, actors: Actors) -> tuple[str, ...]:
    who = subject(verb) if verb is not None else None
    if who is None or who == noun or noun in who.subtree:
        return ()
    party = actors.party(who)
    return () if party.is_private else party.codes


def _inner_codes(noun: Token, actors: Actors) -> tuple[str, ...]:
    """The governments in the words before the noun and in its of-phrase: "US-China talks", "the failure of past US-China talks"."""
    inner = [noun]
    for node in inner:
        for child in node.children:
            if (
                child.dep_ in INNER
                or (child.dep_ == "conj" and node != noun and child.i < noun.i)
                or (node == noun and child.dep_ == "prep" and child.lower_ == "of")
            ) or (child.dep_ == "pobj" and node.lower_ == "of"):
                inner.append(child)
        if len(inner) > 30:
            break
    codes = actors.codes(sorted(inner, key=lambda token: token.i))
    pair = any(child.lower_ in ("bilateral", "both") for child in noun.children)
    return actors.main[:2] if pair and len(codes) < 2 and (not codes or codes[0] in actors.main[:2]) else codes


def _partners(head: Token, actors: Actors) -> tuple[tuple[str, ...], bool]:
    """The governments after "with" or "between", and whether they are a list."""
    found: tuple[str, ...] = ()
    is_list = False
    for child in head.children:
        if child.dep_ not in ("prep", "dative") or child.lower_ not in PARTY_PREPOSITIONS:
            continue
        for noun in child.children:
            if noun.dep_ == "pobj":
                codes = actors.party(noun).codes
                is_list = is_list or (child.lower_ == "with" and len(codes) > 1)
                found = _joined(found, codes)
    return found, is_list


def _is_multilateral(noun: Token) -> bool:
    phrase = " ".join(token.text for token in noun.subtree)
    if any(name in phrase for name in words("multilateral", "names")):
        return True
    return any(child.lower_ == "of" and any(lemma(n) in words("multilateral", "members") and n.tag_ == "NNS" for n in child.children)
               for child in noun.children)  # fmt: skip


def _joined(*parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for part in parts for code in part))


def _concerns_trade(frame: Frame, document: Document) -> bool:
    """Whether the clause, its sentence or the sentence before speaks of trade."""
    sentence = frame.token.sent
    around = document.doc[max(0, sentence.start - 40) : sentence.end]
    return any(is_trade(token) for token in around)
