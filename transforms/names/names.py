"""How personal names are built: which word is the surname, which names can be one person's, what they say of gender (data/names.toml)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

DATA = Path(__file__).parents[1] / "data" / "names.toml"
GIVEN = DATA.with_name("given_names.toml")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
SYLLABLE = r"(?:[bcdfghjklmnpqrstwxyz]|ch|sh|zh|ts|hs|ph|th|tr|kw)?(?:[yw]?[aeiouü]{1,3})(?:ng|n|r|m|ck|k|l|p|t|h|nh|ch|c)?"
GIVEN_NAME = re.compile(
    rf"(?:{SYLLABLE})(?:[-‑ ]?(?:{SYLLABLE}))?", re.IGNORECASE
)  # of one or two syllables, as in Chinese and Korean names
ARTICLE = re.compile(r"^[ae]l-(?=.)")
FAMILY_PARTICLES = frozenset({"von", "der", "den", "de", "del", "di", "da", "du", "dos", "bin"})  # those that are nobody's first name
Gender = Literal["male", "female"]
Name = tuple[str, ...]


@dataclass(frozen=True)
class NameWords:
    """Words of names in lower case, titles and nouns as written without dots."""

    family_first: frozenset[str]
    particles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    male_titles: frozenset[str]
    female_titles: frozenset[str]
    short_names: frozenset[str]
    male_nouns: frozenset[str]
    female_nouns: frozenset[str]
    male_leaders: frozenset[str]
    female_leaders: frozenset[str]

    @cached_property
    def leaders(self) -> frozenset[str]:
        """Surnames that the press uses without a first name."""
        return self.male_leaders | self.female_leaders


@cache
def name_words() -> NameWords:
    """The words, read once."""
    groups = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return NameWords(**{group: frozenset(words.lower().split()) for group, words in groups.items()})


@cache
def given_names() -> dict[str, frozenset[str]]:
    """More first names by gender, read once."""
    return {gender: frozenset(words.split()) for gender, words in tomllib.loads(GIVEN.read_text(encoding="utf-8")).items()}


@cache
def first_names() -> frozenset[str]:
    """Every first name of the tables."""
    return name_words().male | name_words().female | given_names()["male"] | given_names()["female"]


@lru_cache(maxsize=4096)
def name_parts(text: str) -> Name:
    """The words of a name in lower case, dots and suffixes ("Jr.") left out."""
    parts = [part.strip(".,'’\"“”").lower() for part in text.replace(",", " ").split()]
    return tuple(part for part in parts if part and part not in SUFFIXES)


def folded(word: str) -> str:
    """The word without accents: "Šefčovič" and "Sefcovic" are one."""
    if word.isascii():
        return word.lower()
    return "".join(char for char in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(char)).replace("ø", "o")


def person_name(text: str) -> Name:
    """What makes a person's name one: its words without accents, and "jr" at the end of a son's."""
    return (*map(folded, name_parts(text)), *suffix(text))


def suffix(text: str) -> Name:
    """ "jr" of "John Smith, Jr.": father and son are two."""
    words = text.lower().replace(".", "").replace(",", " ").split()
    return tuple(words[-1:]) if len(words) > 1 and words[-1] in SUFFIXES else ()


@cache
def long_forms() -> dict[str, str]:
    """Short first names -> what they are short for: "joe" -> "joseph"."""
    return dict(pair.split("=") for pair in sorted(name_words().short_names))


def is_family_first(parts: Name) -> bool:
    """Whether the name reads family name first: a Chinese, Korean or Vietnamese family name before given names of short syllables."""
    words = name_words()
    if not 2 <= len(parts) <= 4 or parts[0] not in words.family_first or parts[1] in words.male | words.female:
        return False
    return all(GIVEN_NAME.fullmatch(part) for part in parts[1:])


def surname(parts: Name) -> str:
    """The word by which the person is called later on."""
    if not parts:
        return ""
    return parts[0] if is_family_first(parts) else parts[-1]


def family_name(parts: Name) -> str:
    """The surname without an Arabic article: "Assad" and "al-Assad" are one."""
    return ARTICLE.sub("", surname(parts))


def bare(parts: Name) -> Name:
    """The name without the particles in front of it: "Leyen" of "von der Leyen"."""
    first = next((at for at, part in enumerate(parts) if part not in FAMILY_PARTICLES), 0)
    return parts[first:]


def can_be_same(one: Name, other: Name) -> bool:
    """Whether two forms may be one person: equal surnames, and first names that are equal, left out or abbreviated."""
    if not one or not other or family_name(one) != family_name(other):
        return one == other
    if is_family_first(one) or is_family_first(other):
        return len(one) == 1 or len(other) == 1 or _joined(one) == _joined(other)
    mine, theirs = one[:-1], other[:-1]
    if not mine or not theirs:
        return True
    first, second = (long_forms().get(word, word) for word in (mine[0], theirs[0]))
    return first == second or (
        first[:1] == second[:1] and (len(first) <= 2 or len(second) <= 2 or first.startswith(second) or second.startswith(first))
    )


def _joined(parts: Name) -> str:
    return re.sub(r"[-‑]", "", "".join(parts))


def gender_of(parts: Name) -> Gender | None:
    """The usual gender of the first name, where the table has one; family names that stand first tell nothing."""
    if len(parts) < 2 or is_family_first(parts):
        return None
    first = next((part for part in parts[:-1] if len(part) > 1), parts[0]).split("-")[0]  # "C. William Doe"
    words, more = name_words(), given_names()
    is_male, is_female = first in words.male or first in more["male"], first in words.female or first in more["female"]
    if is_male == is_female:
        return None
    return "male" if is_male else "female"
