"""Titles with what belongs to them: "the former U.S. [commerce secretary]", "[director] of the World Bank".

The words left of a title say whose office it is and since when, the words behind its "of", "at" or "to" what it is the office of. Both are
read from the order of words, not from the parse: parsers are least sure of exactly these strings of nouns and names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from transforms.names.title_words import is_honorific, status_of, vocabulary
from transforms.names.titles import CANDIDACIES, HYPHENS, Title
from transforms.offices.named import Name, Names
from warehouse.schema import RoleStatus

FARTHEST_LEFT = 14  # tokens from a title to the start of its phrase
FARTHEST_RIGHT = 18
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
WITHIN_TITLE = frozenset({"of", "for"})  # what follows them is the office's field
OTHER_LINKS = frozenset({"at", "in", "with", "to", "on", "from"})  # what follows them is where it is held, or to whom
PREMODIFIERS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "ADV", "NUM"})
RANKS_BEFORE = frozenset({"deputy", "assistant", "vice", "associate"})
BOTH = frozenset({"both", "even", "only", "all"})  # they stand before a phrase and are no part of it
BASED = frozenset({"based", "owned", "backed", "led"})
NOT_IN_PHRASE = frozenset(
    {
        "something",
        "anything",
        "nothing",
        "everything",
        "everyone",
        "people",
        "that",
        "who",
        "which",
        "not",
        "to",
        "whose",
        "whom",
        "what",
        "how",
        "there",
        "also",
        "himself",
        "herself",
    }
)


@dataclass(frozen=True)
class TitlePhrase:
    """A title with its surroundings, all counted in tokens; `words_start` and `words_end` bound the title as the table tells it."""

    title: Title
    start: int
    end: int
    words_start: int
    words_end: int
    status: RoleStatus | None
    government: Name | None  # "U.S.", "of Mexico"
    organization: Name | None  # "Apple", "of the World Trade Organization"
    master: Name | None  # "Trump's", "to President Clinton"
    is_definite: bool
    body_words: str  # an organization without a mention of its own: "of the export promotion board"


def title_phrases(doc: Doc, names: Names) -> list[TitlePhrase]:
    """The titles of the text with what belongs to them, in order."""
    found: list[TitlePhrase] = []
    all_titles = names.document.titles
    for number, title in enumerate(all_titles):
        limit = all_titles[number - 1].end if number else 0
        following = all_titles[number + 1] if number + 1 < len(all_titles) else None
        if following is not None and _is_candidacy_for(doc, title, following):
            continue
        earlier = all_titles[number - 1] if number else None
        phrase = _phrase(doc, names, title, limit, following)
        if found and _is_masters(doc, names, found[-1], phrase):
            found[-1] = replace(found[-1], end=phrase.end)
            continue
        if earlier is not None and _is_candidacy_for(doc, earlier, title):
            phrase = replace(phrase, start=earlier.start, status="nominee", is_definite=True)
        found.append(phrase)
    return found


def _is_masters(doc: Doc, names: Names, phrase: TitlePhrase, following: TitlePhrase) -> bool:
    """Whether the second office is the one that the first serves: "adviser to the president"."""
    if following.start - phrase.end > FARTHEST_RIGHT:
        return False
    between = [token.lower_ for token in doc[phrase.end : following.start] if not token.is_space]
    return between == ["to"] and _person_after(doc, names, following.title) is None


def _is_candidacy_for(doc: Doc, title: Title, following: Title) -> bool:
    """Whether the two are one, as in "nominee for secretary of energy" and "candidate to be governor"."""
    if doc[title.head].lower_ not in CANDIDACIES:
        return False
    between = [token.lower_ for token in doc[title.end : following.start] if token.pos_ != "DET" and not token.is_space]
    return between in (["for"], ["as"], ["to", "be"], ["to", "become"])


def _phrase(doc: Doc, names: Names, title: Title, limit: int, following: Title | None) -> TitlePhrase:
    start, before, status = _left(doc, names, title, limit)
    end, words_end, behind = _right(doc, names, title, following)
    owner = next((name for name in before if name.entity.country_code and _has_genitive(doc, name)), None)
    if owner is not None:  # what follows is the holder's nationality: "the Bank of England's [Canadian] governor"
        before = before[: before.index(owner) + 1]
    if not behind and (body := _body_behind_comma(doc, names, start, end)) is not None:
        end, behind = body.end, [body]
    government = next((name for name in [*reversed(before), *behind] if name.government), None)
    if government is None and not behind:
        government = _owner_of_body(doc, names, words_end, end)
    bodies = [name for name in [*reversed(before), *behind] if name.mention.entity_type == "organization" and not name.government]
    master = next((name for name in [*reversed(before), *behind] if name.is_person), None)
    body_words = _field(doc, title.end, words_end)
    if body_words and any(token.text[0].isupper() for token in doc[title.end : words_end]) and doc[title.head].text[0].islower():
        words_end = title.end  # "chairman of the Fisheries subcommittee": a name
    if not bodies:
        bodies = _meant_body(doc, names, start, title.start) or _owner_before(doc, names, start, title.start)
    words_start = title.start
    if bodies and bodies[0] in before and _is_named_with_agency(title, bodies[0]):
        words_start = bodies[0].start
    if government is not None and government.end == title.start > start and doc[government.start - 1].lower_ in RANKS_BEFORE:
        words_start = government.start - 1  # "Deputy U.S. Trade Representative"
    return TitlePhrase(
        title, start, end, words_start, words_end, title.status or status, government, bodies[0] if bodies else None, master,
        any(doc[i].lower_ in {"the", "its", "his", "her", "their", "’s", "'s"} for i in range(start, title.start)), body_words,
    )  # fmt: skip


def _body_behind_comma(doc: Doc, names: Names, start: int, end: int) -> Name | None:
    """The organization that a list of name, office and body gives: "Jane Doe, president, [Acme Corp.], said"."""
    is_list = start > 1 and doc[start - 1].text == "," and names.person(start - 2) is not None and doc[end : end + 1].text == ","
    body = names.at(end + 1) if is_list and end + 1 < len(doc) else None
    is_body = body is not None and body.start == end + 1 and body.mention.entity_type == "organization" and not body.government
    closes = body is not None and (body.end == len(doc) or doc[body.end].is_punct or doc[body.end].is_space)
    return body if is_body and closes else None


def _owner_of_body(doc: Doc, names: Names, start: int, end: int) -> Name | None:
    """The state whose public body ends the phrase: "director-general for fisheries at [China]'s trade ministry"."""
    inside = names.between(start, end)
    is_owner = len(inside) == 1 and inside[0].government is not None and _has_genitive(doc, inside[0])
    is_public = doc[end - 1].lower_ == "government" or vocabulary().bodies.get(doc[end - 1].lower_)
    return inside[0] if is_owner and is_public else None


def _field(doc: Doc, start: int, end: int) -> str:
    """The words behind the "of", if they name a body; nothing if they name a field."""
    inside = [token for token in doc[start + 1 : end] if not token.is_space and token.pos_ != "DET"]
    words = [token.lower_ for token in inside]
    is_name = bool(inside) and doc[start].lower_ == "of" and all(token.pos_ == "PROPN" and token.is_title for token in inside)
    return " ".join(words) if is_name or any(word in vocabulary().bodies for word in words) else ""


def _meant_body(doc: Doc, names: Names, start: int, end: int) -> list[Name]:
    """The organization that a short form right before the title means: "Council president" in an article on a Press Council."""
    if end <= start or not doc[end - 1].text[0].isupper() or names.at(end - 1) is not None:
        return []
    meant = names.organizations_by_word.get(doc[end - 1].lower_, {})
    return list(meant.values()) if len(meant) == 1 else []


def _owner_before(doc: Doc, names: Names, start: int, end: int) -> list[Name]:
    """The organization that "its" before a title means: the subject of the sentence before, or of the clause before in the same one."""
    if "its" not in (token.lower_ for token in doc[start:end]):
        return []
    sentence = doc[start].sent
    earlier = doc[sentence.start - 1].sent if sentence.start else sentence
    for stretch in (names.between(sentence.start, start), names.between(earlier.start, sentence.start)):
        subjects = [name for name in stretch if any(token.dep_ in SUBJECTS for token in doc[name.start : name.end])]
        if subjects:
            is_body = subjects[-1].mention.entity_type == "organization" and not subjects[-1].government
            return [subjects[-1]] if is_body else []
    return []


def _is_named_with_agency(title: Title, body: Name) -> bool:
    """ "State Department spokesperson": an office that says nothing without its agency keeps it."""
    return title.office.public == "open" and body.end == title.start and body.entity.country_code is not None


def _left(doc: Doc, names: Names, title: Title, limit: int) -> tuple[int, list[Name], RoleStatus | None]:
    """Where the phrase starts, the names in it, and the status that its words give."""
    status: RoleStatus | None = None
    before: list[Name] = []
    at = title.start
    stop = max(limit, title.start - FARTHEST_LEFT, doc[title.start].sent.start)
    while at > stop:
        token = doc[at - 1]
        name = names.at(at - 1)
        if name is not None:
            if name.is_person and not _has_genitive(doc, name) and name.mention.mention_type == "name":
                break
            before.insert(0, name)
            at = max(name.start, stop)
            if name.mention.mention_type == "pronoun":
                break
            continue
        found = status_of(token)
        if found is not None:
            status = "former" if found == "former" else status or found  # "a former acting solicitor general"
        elif (
            _is_before_name(doc, at, title.start)
            or token.lower_ in BOTH
            or not (token.is_space or token.text in HYPHENS or token.tag_ == "POS" or _modifies(token))
        ):
            break
        at -= 1
    while at < title.start and (doc[at].is_space or doc[at].text in HYPHENS or doc[at].tag_ == "POS"):
        at += 1
    return at, before, status


def _is_before_name(doc: Doc, at: int, title_start: int) -> bool:
    """Whether a common noun with an article of its own ends before a capitalised title: "in a move | Foreign Minister X called …"."""
    noun = doc[at - 1]
    has_article = at > 1 and doc[at - 2].lower_ in {"a", "an", "the"}
    return noun.tag_ == "NN" and noun.is_lower and has_article and doc[title_start].text[0].isupper()


def _has_genitive(doc: Doc, name: Name) -> bool:
    return name.end < len(doc) and doc[name.end].tag_ == "POS"


def _modifies(token: Token) -> bool:
    return token.pos_ in PREMODIFIERS and token.text[0].isalpha() and token.lower_ not in NOT_IN_PHRASE


def _right(doc: Doc, names: Names, title: Title, following: Title | None) -> tuple[int, int, list[Name]]:
    """Where the phrase ends, where its title's own words end, and the names behind it."""
    behind: list[Name] = []
    at, words_end = title.stop, title.end
    stop = min(len(doc), title.end + FARTHEST_RIGHT, doc[title.head].sent.end, following.start if following else len(doc))
    own = True  # still in the words of the title
    while at < stop and doc[at].lower_ in WITHIN_TITLE | OTHER_LINKS:
        own = own and doc[at].lower_ in WITHIN_TITLE
        end, name = _complement(doc, names, at + 1, stop)
        if following is not None and name is None and doc[at].lower_ in {"to", "of", "for"} and end >= following.start - 4:
            master = _person_after(doc, names, following)  # "adviser to former President Bill Clinton"
            if master is not None and (end == at + 1 or end >= following.start):
                behind.append(master)
                break
        if end == at + 1:
            break
        if name is not None:
            behind.append(name)
            own = False
        at = end
        if own:
            words_end = end
    return at, words_end, behind


def _complement(doc: Doc, names: Names, at: int, stop: int) -> tuple[int, Name | None]:
    """The noun phrase behind a preposition: its end, and the name at its end."""
    last: Name | None = None
    start = end = at
    while at < stop:
        name = names.at(at)
        token = doc[at]
        if name is not None:
            if name.is_person and name.mention.mention_type == "name" and last is not None:
                break
            if name.is_person:
                return (name.end, name) if end == at else (end, last)
            if last is not None and doc[at - 1].pos_ not in {"CCONJ", "PART"} and last.end == at and last.government is None:
                break
            at = end = min(name.end, stop)
            last = name
            continue
        if token.is_space or token.tag_ == "POS":
            at += 1
            continue
        if end > at - 1 and last is not None and token.text in HYPHENS and doc[at + 1 : at + 2].text.lower() in BASED:
            at, last = at + 2, None  # "of Harrow-based Acme"
            continue
        if token.ent_type_ in {"DATE", "TIME"} and token.pos_ != "PROPN" and end > start:  # "of Chile tomorrow"
            break
        if (token.pos_ in {"DET", "ADJ", "NOUN", "PROPN", "NUM"} or token.lower_ == "the") and not is_honorific(token):
            at += 1
            if token.pos_ in {"NOUN", "PROPN"}:
                end, last = at, None
            continue
        is_joint = token.lower_ in {"and", "&"} and end == at and last is None and at + 1 < stop
        is_joint = is_joint and doc[at + 1].pos_ in {"NOUN", "ADJ", "PROPN"} and names.at(at + 1) is None
        if is_joint and doc[at - 1].text[0].isupper() == doc[at + 1].text[0].isupper():
            at += 1
            continue
        break
    return end, last


def _person_after(doc: Doc, names: Names, title: Title) -> Name | None:
    at = title.end
    while at < len(doc) and (doc[at].is_space or is_honorific(doc[at])):
        at += 1
    return names.person(at) if at < len(doc) else None
