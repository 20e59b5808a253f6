"""What the tests share: the model, loaded once, and documents made from a string."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from spacy.language import Language

from flows.settings import Settings
from transforms.annotate import annotate, load_model
from transforms.clean import clean
from transforms.document import Document
from transforms.read import RawArticle

if TYPE_CHECKING:
    from tests.served import Served

MakeDocument = Callable[..., Document]
SAMPLES = Path(__file__).parent / "samples" / "landing"
DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def cases(file_name: str) -> list[tuple[str, ...]]:
    """The fields of every line of a file of cases; "\\n" in a text is a line break."""
    lines = (line for line in (DATA / file_name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [tuple(field.strip().replace("\\n", "\n") for field in line.split(" | ")) for line in lines]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_model(Settings().model)


@pytest.fixture(scope="session")
def document(nlp: Language) -> MakeDocument:
    """`document(text, title=None, published="2025-06-11")` is the annotated article."""

    def make(text: str, title: str | None = None, published: str = "2025-06-11", **fields: Any) -> Document:
        raw = RawArticle("article.json", text, title=title, published_at=published, **fields)
        return next(annotate([clean(raw, "0" * 64, NOW, NOW.replace(tzinfo=None), "run", "0")], nlp))

    return make


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which the sample articles were read, with two workers."""
    from flows.run import run

    home = tmp_path_factory.mktemp("samples")
    report = run(Settings(home=home, landing=SAMPLES))
    assert report.status == "published"
    assert not report.turned_away
    return home


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The one server of all tests of flows. A failed run is tried once more, at once; a nightly is due every half hour."""
    from tests.served import free_port, serving  # here: Prefect takes seconds to import

    environment = {
        "TRADEWIRE_NIGHTLY_CRON": "*/30 * * * *",
        "TRADEWIRE_NIGHTLY_TIMEZONE": "Europe/Vienna",
        "PREFECT_FLOWS_DEFAULT_RETRIES": "1",
        "PREFECT_FLOWS_DEFAULT_RETRY_DELAY_SECONDS": "0",
    }
    with serving(tmp_path_factory.mktemp("served"), free_port(), **environment) as running:
        yield running
