"""An analyst who asks all day: `python -m tests.reader HOME` asks until its input ends, then prints what it saw as JSON."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.home import Home
from warehouse.reading import NoWarehouseError, open_published

LOST = """
    SELECT (SELECT count(*) FROM quotes ANTI JOIN articles USING (article_id))
         + (SELECT count(*) FROM mentions ANTI JOIN entities USING (entity_id))
         + (SELECT count(*) FROM articles ANTI JOIN lake_parts USING (run_id))
"""


class Seen(NamedTuple):
    """What a reader saw."""

    reads: int
    versions: int
    bad: list[str]


def read_until(home: Home, stop: threading.Event) -> Seen:
    """Opens the published warehouse anew each time. Bad is an error, a row without what it belongs to, and an article gone."""
    reads, most, bad = 0, 0, []
    versions = set()
    while not stop.is_set():
        time.sleep(0.02)
        try:
            with open_published(home) as db:
                ((articles,), (lost,)) = db.execute("SELECT count(*) FROM articles").fetchall() + db.execute(LOST).fetchall()
        except NoWarehouseError:
            continue
        except duckdb.Error as error:
            bad.append(str(error))
            continue
        reads += 1
        versions.add(home.warehouse.readlink().name)
        if lost or articles < most:
            bad.append(f"{lost} rows without what they belong to, {articles} articles after {most}")
        most = max(most, articles)
    return Seen(reads, len(versions), bad)


def main() -> None:
    stop = threading.Event()

    def until_told() -> None:
        sys.stdin.read()
        stop.set()

    threading.Thread(target=until_told, daemon=True).start()
    print(json.dumps(read_until(Home(Path(sys.argv[1])), stop)._asdict()))


if __name__ == "__main__":
    main()
