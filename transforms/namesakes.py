"""Names that a state of the United States shares with a country or a city: Georgia, Washington, New York."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.gazetteer import STATES, Known, NameSpan, place

NEAR = 40  # characters between names that are told in one breath: "Virginia, Georgia and Nevada"
JOINT = re.compile(r",?\s+(?:and|or)\s+|,\s+")
STATE_OFFICE = re.compile(r"(?:['’]s)?\s+(?:[Gg]overnor|Gov\.|Attorney\s+General|attorney\s+general|[Ll]egislature|state\b)")
OF_STATE = re.compile(r"\b(?:[Gg]overnor|[Ll]egislature|[Uu]niversity)\s+of\s+$")


def us_state(text: str, spans: list[NameSpan], texts: Sequence[str], at: int) -> Known | None:
    """The state of the United States that the name means here; None where it means the country or the city, or where no state has it."""
    span = spans[at]
    state = place(texts[at], "state") if span.found is not None else None
    if state is None or span.found is None or span.found.known == state:
        return None
    is_country = span.found.use == "name" and span.found.known.kind in STATES
    meant = _is_other_georgia(spans, texts, at) if is_country else _is_state_beside(text, spans, at)
    return state if meant else None


def _is_other_georgia(spans: list[NameSpan], texts: Sequence[str], at: int) -> bool:
    """By the names around it, else by what else the article names."""
    span = spans[at]
    code = span.found.known.country_code if span.found is not None else None
    for other in spans[max(0, at - 1) : at] + spans[at + 1 : at + 2]:
        gap = max(other.start_char - span.end_char, span.start_char - other.end_char)
        if gap < NEAR and other.found is not None and (kind := other.found.known.kind) in {"state", *STATES}:
            if kind == "state":
                return True
            if other.found.known.country_code != "USA":
                return False
    if any(s.found is not None and s.found.known.country_code == code and text != texts[at] for s, text in zip(spans, texts, strict=True)):
        return False
    return any(s.found is not None and s.found.known.kind == "state" for s in spans)


def _is_state_beside(text: str, spans: list[NameSpan], at: int) -> bool:
    """Whether a city's name stands in a list of states, behind a smaller town ("Buffalo, New York"), or before a state's office."""
    span = spans[at]
    before = spans[at - 1] if at else None
    after = spans[at + 1] if at + 1 < len(spans) else None
    if STATE_OFFICE.match(text, span.end_char) or OF_STATE.search(text, max(0, span.start_char - 20), span.start_char):
        return True
    joined = before if before is not None and JOINT.fullmatch(text, before.end_char, span.start_char) else None
    goes_on = after if after is not None and JOINT.fullmatch(text, span.end_char, after.start_char) else None
    if any(other is not None and other.found is not None and other.found.known.kind == "state" for other in (joined, goes_on)):
        return True
    is_behind_town = joined is not None and joined.entity_type == "place" and joined.found is None and text[joined.end_char] == ","
    return is_behind_town and (goes_on is None or goes_on.entity_type != "place")


def forms_of_states(spans: Sequence[NameSpan], texts: Sequence[str]) -> dict[str | None, set[str]]:
    """By which forms the article names each country."""
    forms: dict[str | None, set[str]] = {}
    for span, text in zip(spans, texts, strict=True):
        if span.found is not None and span.found.known.kind in STATES:
            forms.setdefault(span.found.known.country_code, set()).add(text)
    return forms
