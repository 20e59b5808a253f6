"""Who holds a title: the person named right behind it, the one it stands in apposition to, or the one a clause says it of.

Position decides for "President Xi Jinping" and "Cutler, now vice president of …"; the parse for "X was named trade minister".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from spacy.tokens import Doc, Token

from transforms.names.title_words import is_honorific
from transforms.offices.headed_bodies import headed_bodies
from transforms.offices.named import Name, Names
from transforms.offices.office_clauses import said_of
from transforms.offices.title_phrases import TitlePhrase, title_phrases
from transforms.text.word_groups import words as word_group
from warehouse.schema import RoleStatus

PARTY_AND_STATE = re.compile(r"[A-Z]{1,3}-[A-Z][\w. ]*")
PARTY_TOKENS = 7  # of ", D-N. Mex." before a title
BRACKET_TOKENS = 6  # of "(R-Utah)" or "(MP)" between a title and a name
CLOSES = frozenset({",", ".", ")", ";", ":", "–", "—", "--", "-", "and", "who", "(", "!", "?", "”", '"', "or", "’", "'", "but"})
RANKS = frozenset({"ambassador", "senator", "congressman", "congresswoman", "general", "admiral"})  # kept beside an office
BEFORE_APPOSITION = frozenset(
    {"who", "is", "was", "currently", "now", "also", "then", "later", "once", "formerly", "previously", "himself", "herself"}
)


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
    for phrase in _with_shared_bodies(doc, title_phrases(doc, names)):
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
    found += [Held(phrase, person, status, status != "current") for phrase, person, status in headed_bodies(names)]
    former = {one.person.start for one in found if one.status == "former"}
    return [_like_master(one, former) for one in found]


def _with_shared_bodies(doc: Doc, phrases: list[TitlePhrase]) -> list[TitlePhrase]:
    """ "Chairman and chief executive of Acme": the body behind the second title is that of the first, too."""
    shared = [
        replace(one, organization=other.organization)
        if other.organization is not None
        and other.organization.start >= other.title.end
        and not (one.organization or one.government or one.master or one.body_words)
        and [token.lower_ for token in doc[one.end : other.title.start] if not token.is_space] in (["and"], ["&"])
        else one
        for one, other in pairwise(phrases)
    ]
    return [*shared, *phrases[-1:]]


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
    elif listed := _listed_in_front(doc, names, phrase):
        return listed
    clause = said_of(doc, names, phrase)
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
        at = _skip_bracket(doc, _skip_space(doc, at))  # "president of the Grain League (GL), Jane Doe"
        if at >= len(doc) or doc[at].text != "," or phrase.title.is_plural:
            return []
        at += 1
    else:
        at = _skip_bracket(doc, _skip_space(doc, at))
    first = _named(doc, names, at)
    if first is None and with_comma:
        first = _named(doc, names, _behind_other_office(names, _skip_space(doc, at)))
    if first is None or (with_comma and not (_can_be_named(doc, phrase, first) and _closes(doc, _behind_home(doc, names, first.end)))):
        return []
    persons = [first]
    while phrase.title.is_plural and not with_comma:
        at = _skip_bracket(doc, _skip_space(doc, persons[-1].end))
        joints = 0
        while at < len(doc) and doc[at].lower_ in {",", "and", "&"} and joints < 2:
            at, joints = _skip_space(doc, at + 1), joints + 1
        following = _named(doc, names, at) if joints else None
        if following is None:
            break
        persons.append(following)
    return persons


def _is_body_noun(noun: Token) -> bool:
    """Whether the common noun is one of a body, not of a person: "the ministry", "the company"."""
    return noun.pos_ == "NOUN" and noun.lower_ in word_group("body_words") | {"ministry", "government"}


def _behind_other_office(names: Names, at: int) -> int:
    """Where the name stands that another office introduces: "the nominee for secretary, Marlow Corp. CEO [Jane Doe]"."""
    body = names.at(at)
    start = body.end if body is not None and body.mention.entity_type == "organization" else at
    return next((title.end for title in names.document.titles if title.start == start and not title.is_plural), at)


def _behind_home(doc: Doc, names: Names, at: int) -> int:
    """Where the holder's home ends, if one follows: "the minority whip, Jane Doe [of Michigan], had led"."""
    home = names.at(at + 1) if at + 1 < len(doc) and doc[at].lower_ in {"of", "from"} else None
    return home.end if home is not None and home.mention.entity_type in {"place", "country"} else at


def _can_be_named(doc: Doc, phrase: TitlePhrase, person: Name) -> bool:
    """A name behind the comma explains a title that means one person: "the president, …", "US Commerce Secretary, …"; of others, "a
    spokesman for the ministry, …", the parse decides."""
    is_named = phrase.government is not None or phrase.organization is not None
    noun = next((token.head for token in doc[person.start : person.end] if token.dep_ == "appos"), None)
    is_apposed = noun is not None and (noun.i == phrase.title.head or (phrase.title.end <= noun.i < phrase.end and _is_body_noun(noun)))
    return is_named or phrase.is_definite or is_apposed or doc[phrase.title.head].text[0].isupper()


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
    if at > 0 and doc[at - 1].lower_ == "and":
        at = _before_party_member(doc, at)
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
    if name is not None and not name.is_person and name.start > 2:  # "Cooper of Liverpool, chairwoman of …"
        of = name.start - 2 if doc[name.start - 1].lower_ == "the" else name.start - 1
        name = names.at(_back(doc, of) - 1) if doc[of].lower_ in {"of", "from"} else name
    head = doc[phrase.title.head]
    is_bracketed = doc[opening_at].text == "("
    if name is None or not name.is_person or name.mention.mention_type != "name" or doc[name.start].sent.start != head.sent.start:
        return None
    if is_bracketed:
        return name
    if not _closes(doc, phrase.end) and head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "poss"}:
        return None
    return name if _closes(doc, phrase.end) or head.dep_ in {"appos", "conj", "ROOT", "attr"} else None


def _listed_in_front(doc: Doc, names: Names, phrase: TitlePhrase) -> list[Held]:
    """ "Doe and Roe, the Australian and New Zealand trade ministers": each with the government in the same place of the list."""
    at, others = _listed_before(names, doc, phrase.start, lambda name: name.government is not None)
    at = _back(doc, at - 1) if at and doc[at - 1].lower_ == "the" else at
    if at < 2 or doc[at - 1].text != "," or not _closes(doc, phrase.end):
        return []
    _, persons = _listed_before(names, doc, at, lambda name: name.is_person and name.mention.mention_type == "name")
    if len(persons) < 2:
        return []
    governments = [*others, *(name for name in names.between(phrase.start, phrase.title.start) if name.government)]
    owners = governments if len(governments) == len(persons) else [phrase.government] * len(persons)
    return [_held(replace(phrase, government=owner), person, phrase.status) for owner, person in zip(owners, persons, strict=True)]


def _listed_before(names: Names, doc: Doc, at: int, wanted: Callable[[Name], bool]) -> tuple[int, list[Name]]:
    """The wanted names of the list that ends before the token, with "and" or commas between, and where it begins."""
    found: list[Name] = []
    while at > 1 and doc[at - 1].lower_ in {"and", "&", ","} and (name := names.at(at - 2)) is not None and wanted(name):
        found.insert(0, name)
        at = name.start
    return at, found


def _before_party(doc: Doc, at: int) -> int:
    """Where a name ends that a party and a state follow: "Jane Doe, [D-Mich.]"."""
    party = next((i for i in range(at - 1, max(0, at - PARTY_TOKENS), -1) if doc[i].text == ","), None)
    if party is None or not PARTY_AND_STATE.fullmatch(doc[party + 1 : at].text.strip()):
        return at
    return _back(doc, party)


def _before_party_member(doc: Doc, at: int) -> int:
    """Where the apposition begins of which the office is the second part: "Jane Doe, [a Democrat of Texas] and chairman"."""
    comma = next((i for i in range(at - 2, max(0, at - PARTY_TOKENS), -1) if doc[i].text == ","), None)
    opening = doc[comma + 1 : comma + 3] if comma is not None else ()
    is_member = any(token.lower_ in {"democrat", "republican"} or (token.ent_type_ == "NORP" and token.tag_ == "NN") for token in opening)
    return comma + 1 if comma is not None and is_member else at


def _back(doc: Doc, at: int) -> int:
    while at > 0 and doc[at - 1].is_space:
        at -= 1
    return at
