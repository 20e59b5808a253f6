"""Which names of persons in one article are one person's: full names, bare surnames and first names, sons and fathers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

from transforms.names.gazetteer import Known
from transforms.names.leaders import famous, known_by_surname, usual_names
from transforms.names.names import Name, bare, can_be_same, family_name, folded, name_parts, suffix

IN_OFFICE = r"(?:President|Premier|Prime Minister|Chancellor|Secretary)\s+{0}\b|\b{0}(?:['’]s)?\s+(?i:administration)"


class People:
    """The persons of an article by their names: a bare surname is whoever bears it in full."""

    def __init__(self, texts: list[str], article: str) -> None:
        names = [_name(text) for text in texts]
        suffixes = {(name, suffix(text)) for name, text in zip(names, texts, strict=True)}
        self._juniors = {name: ending for name, ending in suffixes if ending and (name, ()) not in suffixes}
        self._full: dict[str, list[Name]] = {}
        self._longer: dict[Name, Name] = {}  # by each run of words of a full name: "López Obrador", "Claudia Sheinbaum" of … Pardo
        self._of: dict[Name, Name] = {}
        counts = Counter(names)
        for name in sorted(counts, key=lambda name: (-len(name), -counts[name], name)):
            if len(bare(name)) > 1:
                self._group(name)
        self._by_last = {name[-1]: name for names in self._full.values() for name in reversed(names)}
        firsts = Counter(name[0] for names in self._full.values() for name in names)
        self._by_first = {name[0]: name for names in self._full.values() for name in names if firsts[name[0]] == 1}
        inner = [(word, name) for names in self._full.values() for name in names for word in name[1:-1] if len(word) > 2]
        shared = Counter(word for word, _ in inner)
        self._by_inner = {word: name for word, name in inner if shared[word] == 1}  # "Lula", "Sheinbaum"
        self._in_office = {word: known_by_surname()[word] for word in self._full if self._means_leader(word, article)}

    def _group(self, name: Name) -> None:
        group = self._full.setdefault(family_name(name), [])
        fullest = self._longer.get(name) or next((other for other in group if can_be_same(name, other)), None)
        if fullest is None:
            group.append(name)
            for start, end in combinations(range(len(name) + 1), 2):
                if end - start < len(name):
                    self._longer.setdefault(name[start:end], name)
        self._of[name] = fullest or name

    def _means_leader(self, word: str, article: str) -> bool:
        """Whether the article names relatives of a leader in full, and him only as "President Doe"."""
        leader = known_by_surname().get(word)
        if leader is None or word not in famous() or any(can_be_same(name, leader) for name in self._full[word]):
            return False
        return re.search(IN_OFFICE.format(re.escape(word.capitalize())), article) is not None

    def person(self, text: str) -> Known:
        name = _name(text)
        full = self._of.get(name) or self._bearer(name)
        full = (*full, *(suffix(text) or self._juniors.get(full, ())))
        return Known("person", "person:" + " ".join(usual_names().get(full, full)), text, None, "")

    def bears(self, text: str) -> bool:
        """Whether the word is the surname of a person whom the article names in full."""
        return folded(text) in self._full

    def _bearer(self, name: Name) -> Name:
        """The person of that surname; where several share it, the leader in office, else the first one, who is the topic."""
        if len(bare(name)) != 1:
            return name
        last = family_name(bare(name))
        bearers = [self._in_office[last]] if last in self._in_office else self._full.get(last)
        if bearers:
            return bearers[0]
        return self._by_last.get(last) or self._by_first.get(last) or self._by_inner.get(last) or name


def _name(text: str) -> Name:
    return tuple(map(folded, name_parts(text)))
