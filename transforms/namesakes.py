"""Names that a country shares with a state of the United States or with a person: Georgia, Jordan."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.gazetteer import STATES, Known, NameSpan, entity_key

GEORGIA = Known("place", entity_key("place", "Georgia"), "Georgia", None, "state")
NEAR = 40  # characters between names that are told in one breath: "Virginia, Georgia and Nevada"


def is_us_state(spans: list[NameSpan], texts: Sequence[str], at: int) -> bool:
    """Whether "Georgia" is the American state: by the names around it, else by what else the article names."""
    span = spans[at]
    if span.found is None or span.found.known.country_code != "GEO" or texts[at] != "Georgia":
        return False
    for other in spans[max(0, at - 1) : at] + spans[at + 1 : at + 2]:
        gap = max(other.start_char - span.end_char, span.start_char - other.end_char)
        if gap < NEAR and other.found is not None and (kind := other.found.known.kind) in {"state", *STATES}:
            if kind == "state":
                return True
            if other.found.known.country_code != "USA":
                return False
    if any(s.found is not None and s.found.known.country_code == "GEO" and text != "Georgia" for s, text in zip(spans, texts, strict=True)):
        return False
    return any(s.found is not None and s.found.known.kind == "state" for s in spans)


def forms_of_states(spans: Sequence[NameSpan], texts: Sequence[str]) -> dict[str | None, set[str]]:
    """By which forms the article names each country."""
    forms: dict[str | None, set[str]] = {}
    for span, text in zip(spans, texts, strict=True):
        if span.found is not None and span.found.known.kind in STATES:
            forms.setdefault(span.found.known.country_code, set()).add(text)
    return forms
