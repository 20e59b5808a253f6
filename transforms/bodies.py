"""Bodies that every country has: whose ministry, court or parliament a text means."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from transforms.gazetteer import STATES, Known, country_of, entity_key, known_names, organizations_by_form
from transforms.word_groups import words as word_group

KINDS = r"ministry|department|office|bank|bureau|committee|commission|council|court|house|parliament|agency"
KIND_OF = re.compile(rf"({KINDS}) (?:of|for) (?:the )?(.+)")
JOINT = re.compile(r"(?:['’]s?)?\s+")
BEHIND = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?")
MOST_WORDS = 4  # of a country in front of its body: "People's Republic of China"
REACH = 40  # characters around the name in which its country stands


def is_generic(name: str) -> bool:
    """Whether all words of the name say what a body does: "Finance Ministry", "the Court"."""
    words = re.findall(r"[\w’']+", name.lower())
    return bool(words) and all(word in word_group("body_words") or word in word_group("field_words") for word in words)


def state_beside(text: str, start_char: int, end_char: int) -> str | None:
    """The country in the body's name, in front of it or behind it: "Brazil's Trade Ministry", "the Supreme Court of India"."""
    name = text[start_char:end_char]
    inside = _states_in(name) or _states_in(name.partition(" ")[0])  # the tables may know "U.S. House" in "U.S. House Trade Committee"
    if inside:
        return inside[0].country_code
    start = max(0, start_char - REACH)
    before = [found for found in known_names(text[start:start_char]) if found.known.kind in STATES and found.use != "capital"]
    if before and JOINT.fullmatch(text, start + before[-1].end_char, start_char):
        return before[-1].known.country_code
    if match := BEHIND.match(text, end_char):
        behind = next(iter(known_names(text[match.end() : match.end() + REACH])), None)
        if behind is not None and behind.start_char == 0 and behind.known.kind in STATES and behind.use != "capital":
            return behind.known.country_code
    return None


def _states_in(name: str) -> list[Known]:
    return [found.known for found in known_names(name) if found.known.kind in STATES and found.use != "capital"]


def body_of(name: str, code: str) -> Known:
    """The body of that country that goes by the name, the one of the tables where they know it."""
    form = plain_form(name)
    known = _known_bodies().get((code, form))
    return known or Known("organization", entity_key("organization", f"{form} ({code.lower()})"), name, code, "")


@lru_cache(maxsize=4096)
def plain_form(name: str) -> str:
    """One form for "the Ministry of Commerce", "Chinese Commerce Ministry" and "Commerce Ministry"."""
    words = name.lower().removeprefix("the ").split()
    longest = min(MOST_WORDS, len(words) - 1)
    length = next((n for n in range(longest, 0, -1) if country_of(re.sub(r"['’]s$", "", " ".join(words[:n])))), 0)
    form = " ".join(words[length:])
    match = KIND_OF.fullmatch(form)
    return f"{match.group(2)} {match.group(1)}" if match else form


@cache
def _known_bodies() -> dict[tuple[str, str], Known]:
    return {
        (known.country_code, plain_form(form)): known for form, known in reversed(organizations_by_form()) if known.country_code is not None
    }
