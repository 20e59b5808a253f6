"""Who does what when in a clause: subjects, agents, the verb over a word, the word a date hangs on."""

from __future__ import annotations

from spacy.tokens import Span, Token

BOUNDS = "sentence bounds"  # key of `Doc.user_data`: first token and the one past the last, for each token
WIDEST = 120  # words of a clause that are looked at
LISTED = 30  # members of a list that are looked at
NOT_WHEN = frozenset({"following", "after", "since", "before", "until", "by", "of", "to", "than"})


def doer(preposition: Token) -> Token | None:
    """Who stands behind "by", if it is no amount."""
    if preposition.lower_ != "by" or preposition.dep_ not in ("agent", "prep"):
        return None
    found = next((token for token in preposition.children if token.dep_ == "pobj"), None)
    if (
        found is None
        or found.ent_type_ in ("PERCENT", "MONEY", "QUANTITY", "CARDINAL", "DATE")
        or any(child.like_num for child in found.children)
    ):
        return None
    return found


def subject(verb: Token) -> Token | None:
    """Who does what the verb says: its subject or agent, or that of the clause that controls it."""
    node = verb
    for _ in range(8):
        passive = False
        subjects = [child for child in node.children if child.dep_ == "nsubj"]
        if subjects:
            return subjects[-1]  # a dateline can be taken for a first one
        for child in node.children:
            agent = doer(child)
            if agent is not None:
                return agent
            passive = passive or child.dep_ in ("nsubjpass", "auxpass")
        if node.i != verb.i and passive:
            return next((child for child in node.children if child.dep_ == "nsubjpass"), None)
        if passive:
            return None
        head = node.head
        if node.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN") and node.tag_ == "VBN":
            return None
        if head == node:
            return None
        if node.dep_ == "xcomp" or node.dep_ == "ccomp":
            for child in head.children:
                if child.dep_ == "dobj" and child.pos_ in ("NOUN", "PROPN", "PRON") and node.tag_ == "VB":
                    return child
        if node.dep_ == "acl" and node.tag_ == "VBG" and head.pos_ in ("NOUN", "PROPN"):
            return head
        if head.pos_ in ("NOUN", "PROPN"):
            owner = next((child for child in head.children if child.dep_ == "poss"), None) or _decider(node, head)
            if owner is not None:
                return owner
            if node.dep_ == "relcl":
                return head
        node = head
    return None


def _decider(infinitive: Token, noun: Token) -> Token | None:
    """Who does what a noun with an infinitive tells: "the decision of Peru to raise duties"."""
    if infinitive.dep_ not in ("acl", "relcl") or not any(child.lower_ == "to" and child.dep_ == "aux" for child in infinitive.children):
        return None
    behind = (child for prep in noun.rights if prep.lower_ in ("of", "by") and prep.i < infinitive.i for child in prep.children)
    return next((child for child in behind if child.dep_ == "pobj" and child.pos_ in ("PROPN", "NOUN")), None)


def verb_over(token: Token) -> Token | None:
    """The verb that governs a word; the word itself if it is one."""
    node = token
    for _ in range(8):
        if node.pos_ in ("VERB", "AUX"):
            return node
        if node.head == node:
            return None
        node = node.head
    return None


def attached_to(date_word: Token) -> Token | None:
    """The verb or noun that a date says the time of, with at most one preposition between."""
    node = date_word
    for _ in range(5):
        head = node.head
        if head == node:
            return None
        if node.dep_ == "pobj":
            return None if head.lower_ in NOT_WHEN else head.head
        if node.dep_ in ("npadvmod", "advmod", "tmod", "nmod") or head.pos_ in ("VERB", "AUX"):
            return head
        if node.dep_ not in ("compound", "nummod", "amod", "appos", "conj", "det"):
            return head if head.pos_ in ("NOUN", "PROPN") else None
        node = head
    return None


def subtree(token: Token) -> list[Token]:
    """The token and what hangs on it, in order; at most `WIDEST` words, so that no text makes the search long."""
    found, queue = {token.i: token}, [token]
    while queue and len(found) < WIDEST:
        for child in queue.pop(0).children:
            found[child.i] = child
            queue.append(child)
            if len(found) >= WIDEST:
                break
    return [found[i] for i in sorted(found)]


def coordinated(token: Token) -> list[Token]:
    """The words coordinated behind a word: "China" to "Mexico, Canada and China"; a dozen at most."""
    found: list[Token] = []
    node: Token | None = token
    while node is not None and len(found) < LISTED:
        nexts = [child for child in node.rights if child.dep_ == "conj"]
        found += nexts
        node = nexts[-1] if nexts else None
    return found


def sentence_of(token: Token) -> Span:
    """The sentence of a word. `token.sent` looks for its ends anew each time, which costs fifty times as much as any other question."""
    doc = token.doc
    bounds = doc.user_data.get(BOUNDS)
    if bounds is None:
        bounds = doc.user_data[BOUNDS] = []
        for found in doc.sents:
            bounds += [(found.start, found.end)] * (found.end - found.start)
    start, end = bounds[token.i]
    return doc[start:end]


def around(token: Token, reach: int) -> list[Token]:
    """The words of the sentence near a word."""
    sentence = sentence_of(token)
    return list(token.doc[max(sentence.start, token.i - reach) : min(sentence.end, token.i + reach + 1)])
