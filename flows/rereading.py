"""The flows that read again what was read before, from its originals under `raw/`."""

from __future__ import annotations

from datetime import date

from prefect import flow

from flows.again import reprocessed, retried
from flows.nightly import read_and_publish
from flows.settings import settings
from flows.unattended import alert, in_turn
from warehouse.again import FIRST_DAY, LAST_DAY, Selection


@flow(name="reprocess", on_failure=[alert], on_crashed=[alert])
@in_turn
def reprocess(
    home: str = "",
    since: date = FIRST_DAY,
    until: date = LAST_DAY,
    publisher: str = "",
    only_older: bool = True,
    workers: int = 0,
    limit: int = 0,
    dry_run: bool = False,
) -> str:
    """Reads published articles again with today's version and model, and puts what is found in place of the old rows.

    Args:
        home: folder of lake and warehouse; empty for the setting TRADEWIRE_HOME
        since: first day of publication
        until: last day of publication
        publisher: whose articles, as in column publisher; empty for everybody's
        only_older: only articles that another version of Tradewire or another model read
        workers: processes that read; 0 for the setting TRADEWIRE_WORKERS
        limit: read at most so many files; 0 for all
        dry_run: only say how many files would be read
    """
    wanted = reprocessed(Selection(since, until, publisher, only_older))
    return read_and_publish(settings(home=home or None, workers=workers or None), limit, dry_run, wanted)


@flow(name="retry-rejected", on_failure=[alert], on_crashed=[alert])
@in_turn
def retry_rejected(home: str = "", workers: int = 0, limit: int = 0, dry_run: bool = False) -> str:
    """Reads the files again that were rejected, with today's readers.

    Args:
        home: folder of lake and warehouse; empty for the setting TRADEWIRE_HOME
        workers: processes that read; 0 for the setting TRADEWIRE_WORKERS
        limit: read at most so many files; 0 for all
        dry_run: only say how many files would be read
    """
    return read_and_publish(settings(home=home or None, workers=workers or None), limit, dry_run, retried())
