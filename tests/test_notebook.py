"""The notebook runs through on the warehouse of the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from sql.explore import app


def test_the_notebook_runs_through(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEWIRE_HOME", str(sample_home))
    _, found = app.run()
    assert found["articles"] > 10
    assert found["states"]
    assert found["quotes"]
