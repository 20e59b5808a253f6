"""What is read again, as choices for a run: `tradewire reprocess` and `tradewire retry`, and the flows of the same names."""

from __future__ import annotations

from flows.run import Choice
from warehouse.again import Selection, outdated, rejected


def reprocessed(wanted: Selection) -> Choice:
    """Chooses the files with the wanted articles that are published. Raises ValueError where the days are none."""
    if wanted.since > wanted.until:
        raise ValueError(f"no day is both on or after {wanted.since} and on or before {wanted.until}")
    return lambda home, run: outdated(home, wanted, run.pipeline_version, (run.model_name, run.model_version))


def retried() -> Choice:
    """Chooses the files that came to nothing when they were last read."""
    return lambda home, _: rejected(home)
