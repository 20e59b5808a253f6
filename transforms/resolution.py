"""Joins entities across articles: which candidates of single articles are one real-world entity.

A function of the set of candidates alone: neither their order nor the night on which they came matters. Names only
propose; a merge needs a single possible full name, or somebody whom the tables of leaders and officials know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transforms.bodies import is_generic
from transforms.gazetteer import known_keys
from transforms.leaders import famous, known_by_surname, usual_names, well_known
from transforms.names import SUFFIXES, bare, family_name, given_names, long_forms, name_words

SHARE_OF_KNOWN = 0.75  # where the tables of leaders and officials know that person, and nobody else of the surname
AHEAD = 10  # times the articles of any other bearer make a surname that of somebody whom the tables know
SHARE_OF_TYPE = 0.75  # of the articles that use a name must take it for one kind of entity, for the others to err
TYPES_THAT_MIX = frozenset({"person", "organization", "place"})
SHARE = 0.9  # of the articles that give a surname with a first name must mean one person, for the bare surname to be taken for him


class Candidate(NamedTuple):
    """An entity as articles tell it, counted over all articles that use the same key."""

    candidate_id: str
    entity_key: str
    entity_type: str
    article_count: int
    acronyms: tuple[str, ...] = ()  # by which those articles abbreviate it


class Joined(NamedTuple):
    """candidate_id -> entity_id, for those that are not an entity of their own, and those that are another one in every article."""

    into: dict[str, str]
    local: frozenset[str]


def joined(candidates: Iterable[Candidate]) -> Joined:
    """Steps that may follow one another: full names that differ in middle names alone, then bare surnames; acronyms by what they stand for.

    What is left of bare names that several people bear ("John"), and of names that every country has ("the Court"), is local.
    """
    everyone = list(candidates)
    people = [c for c in everyone if c.entity_type == "person"]
    into = _middle_names(people)
    full = _bearers(people, into)
    into |= _surnames(people, full, into)
    into |= _acronyms(everyone)
    firsts = {name[0] for name in map(_parts, people) if len(bare(name)) > 1}
    local = {c.candidate_id for c in people if c.candidate_id not in into and _is_shared(_parts(c), full, firsts)}
    bodies = [c for c in everyone if c.entity_type == "organization" and c.entity_key not in known_keys()]
    local |= {c.candidate_id for c in bodies if is_generic(c.entity_key.partition(":")[2])}
    into |= _one_type([c for c in everyone if c.candidate_id not in local], into)
    return Joined({source: into.get(target, target) for source, target in into.items()}, frozenset(local))


def merged(candidates: Iterable[Candidate]) -> dict[str, str]:
    """candidate_id -> entity_id, for those that are not an entity of their own."""
    return joined(candidates).into


def _parts(candidate: Candidate) -> tuple[str, ...]:
    return tuple(candidate.entity_key.partition(":")[2].split())


def _middle_names(people: Sequence[Candidate]) -> dict[str, str]:
    """ "wendy a cutler" and "wendy cutler" are one, unless two middle names contend; "joe" is "joseph" where the tables know one.

    Whom the tables know by an initial, and by no name without it ("john f kennedy"), is nobody else.
    """
    groups: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    known = {(long_forms().get(name[0], name[0]), name[-1]) for name in well_known()}
    for person in people:
        parts = _parts(person)
        suffix = parts[-1:] if parts and parts[-1] in SUFFIXES else ()
        name = parts[: len(parts) - len(suffix)]
        if len(name) >= 2:
            long = (long_forms().get(name[0], name[0]), name[-1])
            groups[(*(long if long in known else (name[0], name[-1])), *suffix)].append(person)
    into: dict[str, str] = {}
    for ends, group in groups.items():
        middles = {parts[1 : len(parts) - len(ends) + 1] for parts in map(_parts, group)} - {()}
        initials = {" ".join(word[:1] for word in middle) for middle in middles}
        plain = [person for person in group if len(_parts(person)) == len(ends)]
        if plain and len(initials) <= 1 and not any(_parts(p) in well_known() for p in group if p not in plain):
            usual = max(plain, key=lambda person: (_parts(person) in well_known(), person.article_count, person.entity_key))
            into |= {p.candidate_id: usual.candidate_id for p in group if p is not usual}
    return into


def _bearers(people: Sequence[Candidate], into: dict[str, str]) -> dict[str, dict[str, int]]:
    """Surname -> persons who bear it with a first name -> articles that say so."""
    full: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for person in people:
        parts = [part for part in _parts(person) if part not in SUFFIXES]
        if len(bare(tuple(parts))) >= 2:
            full[family_name(tuple(parts))][into.get(person.candidate_id, person.candidate_id)] += person.article_count
    return full


def _surnames(people: Sequence[Candidate], full: dict[str, dict[str, int]], into: dict[str, str]) -> dict[str, str]:
    """A bare surname is whom nearly all articles mean that give it with a first name; a leader's surname, whom most of them mean."""
    parts = {person.candidate_id: _parts(person) for person in people}
    ids = {name: candidate_id for candidate_id, name in parts.items()}
    first_names = name_words().male | name_words().female
    found: dict[str, str] = {}
    for person in people:
        if len(bare(_parts(person))) != 1:
            continue
        name = (family_name(bare(_parts(person))),)
        leader = ids.get(known_by_surname().get(name[0], ()), "") if name[0] in famous() else ""
        leader = into.get(leader, leader)
        bearers = full.get(name[0]) or ({leader: 1} if leader else {})  # none of another spelling
        if not bearers:
            continue
        best = max(sorted(bearers), key=lambda bearer: (bearers[bearer], bearer == leader))
        is_known = parts[best] in well_known()
        others = [count for bearer, count in bearers.items() if bearer != best]
        is_ahead = is_known and bearers[best] >= AHEAD * max(others, default=0)
        share = 0 if best == leader or is_ahead else SHARE_OF_KNOWN if is_known else SHARE
        if bearers[best] >= share * sum(bearers.values()) and (is_known or name[0] not in first_names):
            found[person.candidate_id] = best
    return found


def _acronyms(everyone: Sequence[Candidate]) -> dict[str, str]:
    """An acronym without its full name is the body that nearly all articles abbreviate so which give both: "NLRB"."""
    full: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for candidate in everyone:
        for acronym in candidate.acronyms:
            if len(acronym) > 2 and " " in candidate.entity_key and _starts_alike(acronym, candidate.entity_key.partition(":")[2]):
                full[f"{candidate.entity_type}:{acronym.lower()}"][candidate.candidate_id] += candidate.article_count
    found: dict[str, str] = {}
    for candidate in everyone:
        name = candidate.entity_key.partition(":")[2]
        bodies = full.get(candidate.entity_key, {}) if name.upper() in candidate.acronyms else {}
        best = max(sorted(bodies), key=lambda body: bodies[body], default=None)
        if best is not None and best != candidate.candidate_id and bodies[best] >= SHARE * sum(bodies.values()):
            found[candidate.candidate_id] = best
    return found


def _starts_alike(acronym: str, name: str) -> bool:
    """Whether the letters begin the words of the name, in order; small words may be left out."""
    initials = iter(word[0] for word in name.replace("-", " ").split() if word)
    return all(letter in initials for letter in acronym.lower() if letter.isalpha())


def _is_shared(name: tuple[str, ...], full: dict[str, dict[str, int]], firsts: set[str]) -> bool:
    """Whether the bare name may be anybody's: a first name, or a surname of several persons."""
    if len(name) != 1 or usual_names().get(name):
        return False
    bearers = len(full.get(name[0], ()))
    first_names = name_words().male | name_words().female
    is_only_first = bearers == 0 and (name[0] in firsts or name[0] in given_names()["male"] | given_names()["female"])
    return name[0] in first_names or bearers > 1 or is_only_first


def _one_type(everyone: Sequence[Candidate], into: dict[str, str]) -> dict[str, str]:
    """A name is what nearly all articles take it for, "Detroit" a place: the few that err join them."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in everyone:
        if candidate.entity_type in TYPES_THAT_MIX and candidate.candidate_id not in into:
            groups[candidate.entity_key.partition(":")[2]].append(candidate)
    found: dict[str, str] = {}
    for group in groups.values():
        best = max(group, key=lambda one: (one.entity_key in known_keys(), one.article_count, one.entity_key))
        rest = [one for one in group if one is not best and one.entity_key not in known_keys()]
        share = SHARE_OF_KNOWN if best.entity_key in known_keys() else SHARE_OF_TYPE
        if rest and best.article_count >= share * sum(one.article_count for one in group):
            found |= {one.candidate_id: best.candidate_id for one in rest}
    return found
