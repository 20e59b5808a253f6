"""Where spaCy pipelines lie and what they say of themselves, told without spaCy: who only hands out work need not load it."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def model_version(name: str) -> str:
    """The version that the pipeline gives itself, read without loading it."""
    return str(_meta(name)["version"])


def model_language(name: str) -> str:
    """The language that the pipeline reads, as an ISO 639-1 code."""
    return str(_meta(name)["lang"])


def model_path(name: str) -> Path:
    if spec := find_spec(name) if name.isidentifier() else None:
        package = Path(spec.origin or "").parent
        inside = [package / "_model", package, *sorted(package.glob(f"{name}-*"))]
        if found := next((path for path in inside if (path / "config.cfg").exists()), None):
            return found
    if (Path(name) / "config.cfg").exists():
        return Path(name)
    raise ValueError(f"no spaCy pipeline {name!r}: install it, or set TRADEWIRE_MODEL to one that is installed")


def _meta(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((model_path(name) / "meta.json").read_text(encoding="utf8"))
    return found
