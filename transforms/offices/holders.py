"""Who holds a title: the person named right behind it, the one it stands in apposition to, or the one a clause says it of.

Position decides for "President Xi Jinping" and "Cutler, now vice president of …"; the parse for "X was named trade minister".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from spacy.tokens import Doc, Token

from transforms.names.titles import CANDIDACIES, is_honorific
from transforms.offices.named import Name, Names
from transforms.offices.title_phrases import TitlePhrase, title_phrases
from warehouse.schema import RoleStatus

PARTY_AND_STATE = re.compile(r"[A-Z]{1,3}-[A-Z][\w. ]*")
PARTY_TOKENS = 7  # of ", D-N. Mex." before a title
BRACKET_TOKENS = 6  # of "(R-Utah)" or "(MP)" between a title and a name
CLOSES = frozenset({",", ".", ")", ";", ":", "–", "—", "--", "-", "and", "who", "(", "!", "?", "”", '"', "or", "’", "'", "but"})
APPOINT = frozenset({"name", "appoint", "elect", "re-elect", "reelect", "install", "make", "crown"})
SEEK = frozenset({"nominate", "pick", "tap", "choose", "select", "propose", "designate", "want", "consider", "expect"})
LEAVE = frozenset({"resign", "retire", "quit", "leave", "step", "fire", "oust", "remove", "dismiss", "depose"})
RANKS = frozenset({"ambassador", "senator", "congressman", "congresswoman", "general", "admiral"})  # kept beside an office
BE = frozenset({"be", "become"})
CLIMBS = frozenset({"acomp", "conj", "xcomp", "advcl", "pcomp", "prep", "acl"})
BEFORE_APPOSITION = frozenset(
    {"who", "is", "was", "currently", "now", "also", "then", "later", "once", "formerly", "previously", "himself", "herself"}
)
TENURES = frozenset({"time", "tenure", "stint", "term", "nomination", "appointment", "role", "position", "confirmation", "election", "job"})
PAST_MARKS = frozenset({"until", "under", "during", "when", "from", "before", "formerly", "previously", "once", "between"})


@dataclass(frozen=True)
class Held:
    """A title and a person who holds it, held it, or is to hold it."""

    phrase: TitlePhrase
    person: Name
    status: RoleStatus
    is_explicit: bool  # the text says the status


def holders(doc: Doc, names: Names) -> list[Held]:
    """Every title of the text with its persons, in the order of the text."""
    found: list[Held] = []
    last: list[Held] = []
    last_phrase: TitlePhrase | None = None
    open_phrases: list[TitlePhrase] = []  # titles joined by "and", still without a person
    for phrase in title_phrases(doc, names):
        joined = last_phrase is not None and _joins(doc, last_phrase, phrase)
        if not joined:
            open_phrases = []
        elif last_phrase is not None:
            phrase = _with_owner_of(last_phrase, phrase)
        held = _holders_of(doc, names, phrase)
        if not held and joined and last and _is_behind(last):
            held = [replace(one, phrase=phrase, status=phrase.status or one.status) for one in last]
        if held and joined and last_phrase is not None and (_has_and(doc, last_phrase, phrase) or last_phrase.end == phrase.start):
            behind = [one.person for one in held if one.person.start >= phrase.end]
            found += [_held(earlier, person, earlier.status) for earlier in open_phrases for person in behind]
        open_phrases = [] if held or phrase.title.is_plural else [*open_phrases[-3:], phrase]
        found += held
        last, last_phrase = held, phrase
    former = {one.person.start for one in found if one.status == "former"}
    return [_like_master(one, former) for one in found]


def _with_owner_of(one: TitlePhrase, other: TitlePhrase) -> TitlePhrase:
    """ "The bank's president and chief executive": what stands before the first title belongs to the second."""
    owners = (one.government, one.organization, one.master)
    is_owned = any(owner is not None and owner.start < one.title.start for owner in owners)
    if not is_owned or other.government or other.organization or other.master:
        return other
    return replace(other, government=one.government, organization=one.organization, master=one.master)


def _has_and(doc: Doc, one: TitlePhrase, other: TitlePhrase) -> bool:
    return any(token.lower_ in {"and", "&"} for token in doc[one.end : other.start])


def _like_master(held: Held, former: set[int]) -> Held:
    """An aide "to former President Lee" was one, too. `former` holds where the names of former holders begin."""
    master = held.phrase.master
    if master is None or held.is_explicit or master.start not in former:
        return held
    return replace(held, status="former", is_explicit=True)


def _is_behind(held: list[Held]) -> bool:
    return held[0].person.end <= held[0].phrase.start


def _joins(doc: Doc, one: TitlePhrase, other: TitlePhrase) -> bool:
    """Whether only "and" or "and a" stands between two titles, or nothing: "Trade Representative Ambassador Doe"."""
    if one.end == other.start and other.title.office.words[-1] in RANKS:
        return True
    between = list(islice((token for token in doc[one.end : other.start] if not token.is_space), 3))
    return one.end <= other.start and bool(between) and len(between) <= 2 and all(token.lower_ in {"and", ",", "&"} for token in between)


def _holders_of(doc: Doc, names: Names, phrase: TitlePhrase) -> list[Held]:
    status = phrase.status
    persons = _right_behind(doc, names, phrase, with_comma=False)
    if persons:
        return [_held(phrase, person, status) for person in persons]
    if not phrase.title.is_plural:
        person = _in_front(doc, names, phrase)
        if person is not None:
            return [_held(phrase, person, status)]
    clause = _said_of(doc, names, phrase)
    if clause is not None:
        person, told = clause
        return [Held(phrase, person, status or told or "current", (status or told) is not None)]
    return [_held(phrase, person, status) for person in _right_behind(doc, names, phrase, with_comma=True)]


def _held(phrase: TitlePhrase, person: Name, status: RoleStatus | None) -> Held:
    return Held(phrase, person, status or "current", status is not None)


def _right_behind(doc: Doc, names: Names, phrase: TitlePhrase, *, with_comma: bool) -> list[Name]:
    """ "Minister Li", "Member of Parliament (MP) Cooper", "Senators Wyden and Crapo"; with comma: "the president, Donald Trump,"."""
    at = phrase.end
    if with_comma:
        at = _skip_space(doc, at)
        if at >= len(doc) or doc[at].text != "," or phrase.title.is_plural or not _can_be_named(doc, phrase):
            return []
        at += 1
    else:
        at = _skip_bracket(doc, _skip_space(doc, at))
    first = _named(doc, names, at)
    if first is None and with_comma:
        first = _named(doc, names, _behind_other_office(names, _skip_space(doc, at)))
    if first is None or (with_comma and not _closes(doc, _behind_home(doc, names, first.end))):
        return []
    persons = [first]
    while phrase.title.is_plural and not with_comma:
        at = _skip_space(doc, persons[-1].end)
        joints = 0
        while at < len(doc) and doc[at].lower_ in {",", "and", "&"} and joints < 2:
            at, joints = _skip_space(doc, at + 1), joints + 1
        following = _named(doc, names, at) if joints else None
        if following is None:
            break
        persons.append(following)
    return persons


def _behind_other_office(names: Names, at: int) -> int:
    """Where the name stands that another office introduces: "the nominee for secretary, Marlow Corp. CEO [Jane Doe]"."""
    body = names.at(at)
    start = body.end if body is not None and body.mention.entity_type == "organization" else at
    return next((title.end for title in names.document.titles if title.start == start and not title.is_plural), at)


def _behind_home(doc: Doc, names: Names, at: int) -> int:
    """Where the holder's home ends, if one follows: "the minority whip, Jane Doe [of Michigan], had led"."""
    home = names.at(at + 1) if at + 1 < len(doc) and doc[at].lower_ in {"of", "from"} else None
    return home.end if home is not None and home.mention.entity_type in {"place", "country"} else at


def _can_be_named(doc: Doc, phrase: TitlePhrase) -> bool:
    """A name behind the comma explains a title that means one person: "the president, …", "US Commerce Secretary, …"."""
    is_named = phrase.government is not None or phrase.organization is not None
    return is_named or phrase.is_definite or doc[phrase.title.head].text[0].isupper()


def _named(doc: Doc, names: Names, at: int) -> Name | None:
    while at < len(doc) and (_skip_space(doc, at) > at or is_honorific(doc[at])) and names.at(at) is None:
        at += 1
    name = names.person(at) if at < len(doc) else None
    return name if name is not None and name.mention.mention_type == "name" and name.start == at else None


def _skip_space(doc: Doc, at: int) -> int:
    """Goes on over white space, not over the end of a paragraph."""
    while at < len(doc) and doc[at].is_space and "\n\n" not in doc[at].text:
        at += 1
    return at


def _skip_bracket(doc: Doc, at: int) -> int:
    if at < len(doc) and doc[at].text == "(":
        for end in range(at + 1, min(len(doc), at + BRACKET_TOKENS)):
            if doc[end].text == ")":
                return _skip_space(doc, end + 1)
    return at


def _closes(doc: Doc, at: int) -> bool:
    at = _skip_space(doc, at)
    return at >= len(doc) or doc[at].lower_ in CLOSES or doc[at].is_space


def _in_front(doc: Doc, names: Names, phrase: TitlePhrase) -> Name | None:
    """ "Cutler, now vice president", "Wyden (D-Oregon), chairman", "Lee Min (trade minister)"."""
    at = _back(doc, phrase.start)
    while at > 0 and doc[at - 1].lower_ in BEFORE_APPOSITION:
        at = _back(doc, at - 1)
    if at == 0 or doc[at - 1].text not in {",", "(", "–", "—", "--", "-"}:
        return None
    opening_at = at - 1
    at = _back(doc, at - 1)
    if at > 0 and doc[at - 1].like_num and at > 1 and doc[at - 2].text == ",":  # an age
        at = _back(doc, at - 2)
    at = _before_party(doc, at)
    if at > 0 and doc[at - 1].text == ")":
        opening = next((i for i in range(at - 1, max(0, at - 1 - BRACKET_TOKENS), -1) if doc[i].text == "("), None)
        at = _back(doc, opening) if opening is not None else at
    name = names.at(at - 1) if at > 0 else None
    if name is not None and not name.is_person and name.start > 1 and doc[name.start - 1].lower_ in {"of", "from"}:
        name = names.at(_back(doc, name.start - 1) - 1)  # "Cooper of Liverpool, chairwoman of …"
    head = doc[phrase.title.head]
    is_bracketed = doc[opening_at].text == "("
    if name is None or not name.is_person or name.mention.mention_type != "name" or doc[name.start].sent.start != head.sent.start:
        return None
    if is_bracketed:
        return name
    if not _closes(doc, phrase.end) and head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "poss"}:
        return None
    return name if _closes(doc, phrase.end) or head.dep_ in {"appos", "conj", "ROOT", "attr"} else None


def _before_party(doc: Doc, at: int) -> int:
    """Where a name ends that a party and a state follow: "Jane Doe, [D-Mich.]"."""
    party = next((i for i in range(at - 1, max(0, at - PARTY_TOKENS), -1) if doc[i].text == ","), None)
    if party is None or not PARTY_AND_STATE.fullmatch(doc[party + 1 : at].text.strip()):
        return at
    return _back(doc, party)


def _back(doc: Doc, at: int) -> int:
    while at > 0 and doc[at - 1].is_space:
        at -= 1
    return at


def _said_of(doc: Doc, names: Names, phrase: TitlePhrase) -> tuple[Name, RoleStatus | None] | None:
    """ "X was named trade minister", "serves as", "nominated X to be", "As commerce secretary, X": the person, and the status told."""
    head = doc[phrase.title.head]
    if head.dep_ == "npadvmod" and head.head.lemma_ in APPOINT | SEEK:  # "was nominated secretary"
        return _by_verb(names, head.head, is_as=False)
    is_as = head.dep_ == "pobj" and head.head.lower_ == "as"
    if not (is_as or head.dep_ in {"attr", "oprd", "dobj", "ccomp", "xcomp"}):
        return None
    verb = head.head.head if is_as else head.head
    if verb.pos_ in {"NOUN", "PROPN"}:
        return _of_noun(names, verb) if is_as else None
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    if verb.head.lower_ in CANDIDACIES and verb.dep_ in {"relcl", "acl"}:  # "the president's choice to be trade minister"
        choice = verb.head
        name = names.person(choice.head) if choice.dep_ in {"appos", "attr"} else None
        if name is None and choice.dep_ == "attr":
            name = _subject(names, choice.head)
        return (name, "nominee") if name is not None else None
    if not is_as and verb.lemma_ not in BE | APPOINT | SEEK:
        return None
    if head.dep_ == "dobj" and verb.lemma_ not in APPOINT | SEEK:
        return None
    return _by_verb(names, verb, is_as)


def _by_verb(names: Names, verb: Token, is_as: bool) -> tuple[Name, RoleStatus | None] | None:
    person = _object(names, verb) if verb.lemma_ in APPOINT | SEEK | LEAVE else None
    if person is None and verb.lemma_ == "be" and verb.dep_ == "xcomp" and verb.head.lemma_ in APPOINT | SEEK:
        verb = verb.head
        person = _object(names, verb)
    if person is None:
        person = _subject(names, verb)
    return (person, _told_status(verb, is_as)) if person is not None else None


def _of_noun(names: Names, noun: Token) -> tuple[Name, RoleStatus | None] | None:
    """ "his time as commerce secretary", "the nomination of X as ambassador", "X is his choice as ambassador"."""
    lemma = noun.lemma_.lower()
    if lemma in CANDIDACIES and noun.dep_ in {"attr", "appos"}:
        chosen = names.person(noun.head) if noun.dep_ == "appos" else _subject(names, noun.head)
        return (chosen, "nominee") if chosen is not None else None
    holder = next((names.person(child) for child in noun.children if child.dep_ == "poss" and names.person(child)), None)
    if holder is None:
        of = next((child for child in noun.children if child.lower_ == "of"), None)
        holder = next((names.person(child) for child in of.children if names.person(child)), None) if of is not None else None
    if holder is None or lemma not in TENURES:
        return None
    return holder, "nominee" if lemma == "nomination" else None


def _object(names: Names, verb: Token) -> Name | None:
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass"} or (child.dep_ == "nsubj" and child.i > verb.i):
            return names.person(child)
    for child in verb.children:  # "named X commerce secretary": the parser makes a small clause of it
        if child.dep_ in {"ccomp", "oprd", "xcomp"}:
            return next((names.person(inner) for inner in child.children if inner.dep_ == "nsubj" and names.person(inner)), None)
    return None


def _subject(names: Names, verb: Token) -> Name | None:
    """The person who is the subject of the verb, of the verb it depends on, or whom its relative clause describes."""
    at = verb
    for _ in range(5):
        for child in at.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                if child.lower_ in {"who", "that", "which"} and at.dep_ == "relcl":
                    return names.person(at.head)
                return names.person(child)
        if at.dep_ == "relcl":
            return names.person(at.head)
        if at.dep_ not in CLIMBS:
            return None
        if at.dep_ == "acl" and names.person(at.head):
            return names.person(at.head)
        at = at.head
    return None


def _told_status(verb: Token, is_as: bool) -> RoleStatus | None:
    """The status that a clause tells; none where it leaves the office simply held."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if verb.lemma_ in SEEK or auxiliaries & {"would", "will", "could", "might", "may"}:
        return "nominee"
    if verb.lemma_ in LEAVE:
        return "former"
    if verb.lemma_ == "act" and is_as:
        return "acting"
    is_past = verb.tag_ == "VBD" or bool(auxiliaries & {"had", "used"})
    if verb.lemma_ in {"serve", "work"} and (is_past or (verb.tag_ == "VBG" and "is" not in auxiliaries)):
        return "former"
    if verb.lemma_ == "be" and is_past and any(child.lower_ in PAST_MARKS for child in verb.children):
        return "former"
    return None
