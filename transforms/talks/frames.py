"""Where an article tells of talks on trade: the noun or verb, its clause, and whether it tells a fact."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, islice, takewhile

from spacy.tokens import Token

from transforms.names.entities import Entities
from transforms.names.gazetteer import known_names
from transforms.talks.clauses import CLIMB, SUBCLAUSES, Frame, movers
from transforms.talks.facts import is_fact
from transforms.talks.senses import has_sense
from transforms.talks.words import kind_words, lemma, noun_kind, parties_of, verb_kind, words
from transforms.text.clauses import sentence_of
from transforms.text.document import Document

ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "appos"})
LONGEST = 150  # words of a clause
AROUND = 80  # tokens around the sentence in which a word of trade counts, in an article that speaks of nothing else
TRADE_WORDS = 3  # an article on trade, among other things, has at least so many of them,
TRADE_SHARE = 150  # and one in so many words;
ONLY_TRADE_SHARE = 75  # one that speaks of nothing else has one in so many, however short it is


def trade_words(document: Document) -> list[int]:
    """Where words of trade policy stand, in tokens."""
    return document.places_of(words("trade", "lemmas"))


def on_trade(document: Document, trade: Sequence[int]) -> bool:
    """Whether the article is one on trade."""
    count = document.article.word_count
    return len(trade) * ONLY_TRADE_SHARE >= count or (len(trade) >= TRADE_WORDS and len(trade) * TRADE_SHARE >= count)


def frames(document: Document, entities: Entities, trade: Sequence[int]) -> list[Frame]:
    """The mentions of talks on trade that are told as facts or plans, in the order of the text. `trade`: where its words stand."""
    named = _named_agreements(document, entities)
    found: list[Frame] = []
    around = AROUND if len(trade) * ONLY_TRADE_SHARE >= document.article.word_count else 0
    places = sorted({*document.places_of(kind_words()), *named})
    for sentence, here in groupby((document.doc[place] for place in places), key=lambda token: sentence_of(token)):
        if bisect_left(trade, sentence.start - around) == bisect_left(trade, sentence.end + around):
            continue
        told = [frame for token in here if (frame := _frame(token, named)) is not None]
        found += [frame for frame in _outermost(told) if is_fact(frame)]
    return found


def _named_agreements(document: Document, entities: Entities) -> dict[int, tuple[str, ...]]:
    """The parties of agreements by the root token of their names."""
    out = {}
    for mention in entities.mentions:
        if mention.entity_type == "agreement":
            tokens = document.tokens(mention.start_char, mention.end_char)
            names = [entities.entity(mention.candidate_id).name, *(found.known.name for found in known_names(mention.mention_text))]
            parties = next((codes for name in names if (codes := parties_of(name))), ())
            if len(tokens) and (parties or noun_kind(tokens.root)):
                out[tokens.root.i] = parties
    return out


def _frame(token: Token, named: Mapping[int, tuple[str, ...]]) -> Frame | None:
    known = named.get(token.i)
    kind = noun_kind(token) or verb_kind(token) or ("agreement" if known else None)
    if kind is None or not (known or has_sense(token, kind)):
        return None
    if token.pos_ == "VERB":
        return Frame(token, kind, token, frozenset(n for root in (token, *movers(token)) for n in _without_clauses(root, token)), ())
    verb = _verb(token)
    above = list(islice(token.ancestors, 2))
    if known and any(noun_kind(node) == "negotiation" or lemma(node) in words("multilateral", "members") for node in above):
        return None  # "negotiations on the USMCA" are talks between its parties, as are talks of "members of the USMCA"
    acts = [
        act for act in (verb, *token.children) if act is not None and act.pos_ == "VERB"
    ]  # "signed the USMCA", "the USMCA, signed in 2018,"
    if known and not (_of_agreement(token) or any(lemma(act) in _acts_on_agreements() for act in acts)):
        return None  # "goods that meet the rules of the USMCA"
    roots = (token, *([verb] if verb is not None else []), *movers(verb))
    if known and verb is not None and lemma(verb) in words("verbs", "negotiation"):
        kind = "negotiation"  # "began renegotiating the USMCA"
    topics = (word.i for child in token.children if child.lower_ in ("on", "about", "over", "to", "for") for word in child.children)
    known = known or (next((named[i] for i in topics if named.get(i)), ()) if kind == "negotiation" else ())
    return Frame(token, kind, verb, frozenset(n for root in roots for n in _without_clauses(root, token)), known)


def _acts_on_agreements() -> frozenset[str]:
    return words("outcome", "agreement") | words("dealing", "verbs") | words("dealing", "known")


def _of_agreement(name: Token) -> bool:
    """ "trade agreements like the USMCA", "revisions to the USMCA"."""
    above = list(islice(name.ancestors, 2))
    is_among = any(noun_kind(node) == "agreement" and node.pos_ == "NOUN" for node in above)
    return is_among or any(lemma(node) in words("dealing", "known_acts") for node in above)


def _verb(noun: Token) -> Token | None:
    """The verb that the noun is an argument of, or that a preposition ties it to: "reached a deal", "met for talks"."""
    node = noun
    for _ in range(CLIMB):
        node = node.head if node.dep_ == "conj" and node.head.pos_ in ("NOUN", "PROPN") else node
    for _ in range(2):
        if (
            node.dep_ == "pobj" and node.head.lower_ == "of" and node.head.head.pos_ in ("NOUN", "PROPN", "NUM")
        ):  # "a series of talks", "the first phase of a deal"
            node = node.head.head
    node = node.head if node.dep_ == "nummod" else node  # "phase one of the deal"
    if node.dep_ in ("pobj", "pcomp"):
        node = node.head
    elif node.dep_ not in ARGUMENTS:
        return None
    verb = node.head if node.head != node and node.head.pos_ in ("VERB", "AUX") else None
    return _act(verb) if verb is not None and node.dep_ in ("nsubj", "nsubjpass") else verb


def _act(verb: Token) -> Token:
    """What is to happen: "sign" to "the deal is expected to be signed", "resume" to "talks are due to resume"."""
    planned = (verb, *(child for child in verb.children if child.dep_ == "acomp"))
    for over in planned:
        if lemma(over) in words("outcome", "scheduled"):
            return next((child for child in over.children if child.dep_ == "xcomp" and child.pos_ == "VERB"), verb)
    return verb


def _without_clauses(root: Token, keep: Token) -> Iterable[int]:
    above = {ancestor.i for ancestor in islice(keep.ancestors, LONGEST)}
    queue, count = [root], 0
    while queue and count < LONGEST:
        node, count = queue.pop(), count + 1
        yield node.i
        for child in node.children:
            other_clause = child.dep_ in SUBCLAUSES or (child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"))
            if child.i in above or child == keep or not (other_clause or child.dep_ == "punct"):
                queue.append(child)


def _outermost(found: list[Frame]) -> list[Frame]:
    """The nouns that stand inside no other one's phrase, and the verbs that have no such noun: "frameworks for talks", "agreed to a deal".

    Agreements known by name stay: "trade agreements like the USMCA".
    """
    nouns = {frame.token for frame in found if frame.token.pos_ != "VERB"}
    verbs = {frame.verb for frame in found if frame.token in nouns}
    planned = (frame.verb for frame in found if frame.verb is not None and (frame.token == frame.verb or frame.token.dep_ == "dobj"))
    agreed = {verb.head for verb in planned if verb.dep_ in ("xcomp", "ccomp")}  # "agreed to meet", "agreed to hold talks"
    above_known = {
        node
        for frame in found
        if frame.known
        for node in takewhile(lambda node: node.pos_ not in ("VERB", "AUX"), islice(frame.token.ancestors, CLIMB))
    }
    return [frame for frame in found if frame.known or not _is_inner(frame.token, nouns, verbs | agreed | above_known)]


def _is_inner(token: Token, nouns: set[Token], covered: set[Token | None]) -> bool:
    if token in covered:
        return True
    node = token
    for _ in range(CLIMB):
        if node.dep_ == "acl" and lemma(node) in words("dealing", "aims"):  # "talks aimed at a deal"
            node = node.head
            if node in nouns:
                return True
        is_gerund = node.dep_ == "dobj" and node.head.dep_ == "pcomp"  # "a framework for negotiating an agreement"
        is_aim = node.head.dep_ == "acl" and lemma(node.head) in words("dealing", "aims")
        if not is_gerund and not is_aim and (node.dep_ not in ("pobj", "prep", "conj", "pcomp") or node.head.pos_ in ("VERB", "AUX")):
            return False
        node = node.head
        if node in nouns:
            return True
    return False
