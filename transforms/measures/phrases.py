"""The words around a noun that names a measure: what modifies it, what it falls on."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.goods import hs_codes
from transforms.text.clauses import coordinated, sentence_of

LINKS = frozenset({"on", "of", "against", "to", "for"})  # prepositions between a measure and what it falls on
GOODS = frozenset({"product", "good", "item", "produce", "article", "import", "export", "commodity", "shipment"})  # what "for" may lead to
REACH = 6  # words left of a noun that can modify it
COMPLEMENT = 8  # words right of a noun within which the phrase it governs must begin
ANSWERS = frozenset({"respond", "retaliate", "match", "answer", "counter", "reply"})  # with what, says enough
GIVEN_TO = frozenset(
    {"privilege", "preference", "status", "access", "treatment", "eligibility", "designation", "participation"}
)  # better terms than the tariff, of those who have them
PREFERENCES = GIVEN_TO | {"exemption"}
IMPOSED = frozenset({"imposed", "introduced", "levied", "placed", "put", "slapped"})
CASES = frozenset({"investigation", "probe", "enquiry", "inquiry"})
FIGURED = frozenset({"ranging", "averaging", "totalling", "totaling", "reaching"})  # "duties ranging from 5% to 12% on"
PERCENT = frozenset({"pct", "percent", "cent"})


def lemma(token: Token) -> str:
    """Lemma in lower case; the plural ending is cut where the tagger took a noun for a name."""
    word = token.lemma_.lower()
    if word == "taxis" and token.lower_ == "taxes":  # the lemmatizer's reading
        return "tax"
    if word == "hop" and token.lower_ in ("hopes", "hoped", "hoping"):
        return "hope"
    if word[-1:] == "s" and token.pos_ == "PROPN" and len(word) > 4 and not word.endswith("ss"):
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


def modifiers(token: Token) -> list[str]:
    """The words of the noun phrase left of its head, in lower case; hyphened parts apart. The sign % stands for a rate."""
    words: list[str] = []
    for left in reversed(list(token.doc[max(sentence_of(token).start, token.i - REACH) : token.i])):
        if left.pos_ in ("VERB", "ADP", "PRON", "SCONJ") and left.head != token and not (_modifies(left) or is_attribute(left)):
            break
        if left.pos_ == "PUNCT" and left.text not in ("-", "‑", "–", "%", '"', "“", "”", "'"):
            break
        if left.dep_ in ("ROOT", "nsubj") and left.pos_ == "VERB":
            break
        words.append("%" if left.lower_ in ("pct", "percent", "cent") else left.lower_)
    return words


def _modifies(word: Token) -> bool:
    """Whether a word modifies a noun, itself or coordinated with one that does: "anti-dumping and countervailing duties"."""
    first = word.head if word.dep_ == "conj" else word
    return first.dep_ in ("compound", "amod", "nmod")


def is_attribute(participle: Token) -> bool:
    """Whether a bare participle belongs to the noun behind it, which the parse takes for its object: "calls proposed duty unfair"."""
    if participle.tag_ != "VBN" or participle.dep_ not in ("oprd", "ccomp", "xcomp") or participle.head.pos_ != "VERB":
        return False
    is_bare = not any(child.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass", "agent", "prep") for child in participle.children)
    return is_bare and any(child.dep_ in ("dobj", "ccomp") and child.left_edge.i == participle.i + 1 for child in participle.children)


def objects(verb: Token) -> list[Token]:
    """What a verb is done to; of one taken for an adjective, the noun behind it: "Peru banned exports"."""
    found = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    is_taken = verb.dep_ == "amod" and verb.tag_ in ("VBD", "VBN") and verb.head.i > verb.i
    root = sentence_of(verb).root
    is_without = root.pos_ == "PROPN" and root.i < verb.i and any(child.ent_type_ == "DATE" for child in verb.children)
    has_doer = any(
        (child.dep_ == "nsubj" and verb.tag_ == "VBD") or (child.dep_ == "npadvmod" and child.pos_ == "PROPN" and verb.head.dep_ == "ROOT")
        for child in verb.lefts
    )
    return found or ([verb.head] if is_taken and (has_doer or is_without) else [])  # "Peru on Monday banned imports"


def shared(noun: Token) -> list[Token]:
    """The phrases behind a noun that the parse hangs elsewhere: "tariffs and quotas on cars", "seeks duty waivers on cars"."""
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    links = ("to", "for") if lemma(noun) == "subsidy" else ("into",) if lemma(noun) in CASES else ("on", "against")
    is_taken = following.head.i < noun.i or (following.head == noun.head and noun.dep_ in ("nsubj", "nsubjpass"))
    if following.lower_ in links and following.dep_ == "prep" and is_taken and noun.dep_ != "conj":
        return [following]
    if noun.dep_ != "conj" or noun.i - noun.head.i > COMPLEMENT or any(right.dep_ in ("prep", "acl") for right in noun.rights):
        return []
    return [right for right in noun.head.rights if right.i > noun.i and right.dep_ in ("prep", "acl")]


def with_modifiers(head: Token) -> str:
    """A noun with what modifies it: "solar cells", "steel balls"."""
    return " ".join([*(left.text for left in head.lefts if left.dep_ in ("compound", "amod", "nmod")), head.text])


def complement(token: Token) -> list[Token]:
    """Heads of the phrases that the noun governs through on, of, against, to or for, coordinated ones included."""
    heads: list[Token] = []
    if shared(token) and token.dep_ == "conj":
        token = token.head
    elif not any(right.dep_ == "prep" for right in token.rights):
        partner = next((right for right in token.rights if right.dep_ == "conj"), None)
        if partner is not None and partner.i - token.i <= COMPLEMENT:
            token = partner  # "tariffs and quotas on cars"
    for right in [
        *token.rights,
        *_behind_participle(token),
        *_behind_rate(token),
        *_behind_length(token),
        *_in_form(token),
        *(shared(token) if token.dep_ != "conj" else []),
    ]:
        if right.i - token.i > 2 * COMPLEMENT:
            break
        if right.dep_ == "prep" and (right.lower_ in LINKS or (right.lower_ == "into" and lemma(token) in CASES)):
            for child in right.children:
                if right.lower_ == "for" and lemma(child) not in GOODS and not hs_codes(with_modifiers(child)):
                    continue
                if child.dep_ in ("pobj", "pcomp"):
                    heads += [child, *coordinated(child)]
    return heads


def _in_form(noun: Token) -> list[Token]:
    """The phrases behind the form that a measure has: "a safeguard in the form of a quota on tiles"."""
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    if following.lower_ != "in":
        return []
    forms = (child for child in following.children if child.dep_ == "pobj" and child.lower_ == "form")
    kinds = (kind for form in forms for of in form.rights if of.lower_ == "of" for kind in of.children if kind.dep_ == "pobj")
    return [prep for kind in kinds for prep in kind.rights if prep.dep_ == "prep"]


def _behind_length(noun: Token) -> list[Token]:
    """The phrase that the parse hangs on a length of time: "waived tariffs for two years on solar panels"."""
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    if following.lower_ != "for":
        return []
    lengths = (child for child in following.children if child.dep_ == "pobj" and child.ent_type_ == "DATE")
    return [prep for length in lengths for prep in length.rights if prep.lower_ == "on"]


def _behind_participle(noun: Token) -> list[Token]:
    """The phrases behind a participle that only says whose the measure is: "the ban imposed by Peru on wool"."""
    clauses = (right for right in noun.rights if right.dep_ == "acl" and right.lower_ in IMPOSED)
    agents = [clause for clause in clauses if any(child.lower_ == "by" for child in clause.children)]
    figures = [right for right in noun.rights if right.dep_ == "acl" and right.lower_ in FIGURED]
    behind = [prep for clause in agents for prep in clause.rights]
    behind += [prep for clause in figures for token in clause.rights for prep in (token, *token.rights)]
    return [prep for prep in behind if prep.dep_ == "prep" and prep.lower_ in ("on", "against")]


def _top_of_range(low: Token) -> list[Token]:
    """The second figure of a range whose "to" the parse hangs on the verb: "duties of 4% to 17% on steel"."""
    link = low.nbor() if low.i + 1 < len(low.doc) else low
    return [top for top in link.children if top.text == "%" or top.lower_ in PERCENT] if link.lower_ in ("to", "and") else []


def _behind_rate(noun: Token) -> list[Token]:
    """The phrases that the parse hangs on the rate: "tariffs of up to 30 percent on steel"."""
    amounts = [amount for of in noun.rights if of.lower_ == "of" for amount in of.children if amount.dep_ == "pobj"]
    rates = [amount for amount in amounts if amount.text == "%" or amount.lower_ in PERCENT]
    rates += [top for amount in rates for top in _top_of_range(amount)]
    sums = (amount for amount in amounts if amount not in rates and any(left.dep_ == "nummod" for left in amount.lefts))
    units = [
        token for amount in sums for token in (amount, *amount.rights, *(inner for right in amount.rights for inner in right.children))
    ]
    return [prep for word in (*rates, *units) for prep in word.rights if prep.dep_ == "prep" and (word in rates or prep.lower_ == "on")]
