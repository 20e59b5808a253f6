"""Trade measures of an article: who imposed, changed, threatened or lifted what on whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from transforms.measures.actors import Actors
from transforms.measures.answers import as_answers
from transforms.measures.drafts import Draft, drafts
from transforms.measures.frames import events
from transforms.measures.gapped_goods import gapped
from transforms.measures.legal_bases import legal_bases
from transforms.measures.lists import elliptic, listed, without_items
from transforms.measures.merge import merged
from transforms.measures.onsets import Starts, general_start, onsets
from transforms.measures.programmes import programmes
from transforms.measures.rates import rates
from transforms.measures.search import terms
from transforms.measures.settling import settled
from transforms.measures.slots import Facts, Slots, slots_of
from transforms.text.document import Document
from warehouse.schema import DateMention, Quote, Tariff

MOST = 1000  # measure words looked at in one article, so that an annex of a thousand pages takes seconds


def tariffs(document: Document, actors: Actors, dates: Sequence[DateMention], quotes: Sequence[Quote]) -> list[Tariff]:
    """The trade measures that an article tells, in the order of the text."""
    found = terms(document, actors.is_country, actors.named)
    if not found:
        return []
    percents = rates(document)
    more = {term.token.i: term for term in (*elliptic(document, found, percents, actors.is_country), *gapped(document, found, percents))}
    found = sorted([*found, *more.values()], key=lambda term: term.token.i)
    places = frozenset(term.token.i for term in found)
    facts = Facts(document, actors, dates, quotes, percents, legal_bases(document.text), programmes(document.text), places)
    starts = Starts(onsets(document, dates), general_start(document, dates))
    found = found[:MOST]
    told: list[Slots] = []
    for event in (event for term in found for event in events(term, facts.terms)):
        slots = slots_of(event, facts)
        if slots is not None:
            told.append(listed(slots, told, actors))
    told = without_items(told, actors)
    home = Counter(code for slots in told for code in slots.acting.codes)
    home.update(code for slots in told if slots.said.aims for code in slots.acting.codes)  # who acts on others acts again
    home.subtract(code for slots in told if not slots.acting.codes for code in slots.said.aims)  # who is hit is less likely to hit
    found_rows: list[Draft] = []
    for slots in told:
        found_rows += drafts(slots, facts, home, found_rows, starts)
    return merged(as_answers(settled(found_rows, actors)), len(document.article.title or ""))
