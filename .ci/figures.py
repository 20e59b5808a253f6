"""Loads the annotated articles, scores the warehouses, and fails where a figure falls below its floor.

figures.py SHARED [--raise]    --raise writes the figures measured as the new floors, where they are better
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.01  # figures move a little with the processor
CEILINGS = {"linked_rows_per_entity"}  # the lower the better: 1 is one row for each real entity
LANDING = {"trade": "trade/landing", "linked": "linked/dev-landing", "polnear": "polnear/dev-landing"}


def measured(shared: Path, name: str, home: Path) -> dict[str, float]:
    """The figures of one gold folder, after loading it into a fresh home."""
    run = [f"{sys.prefix}/bin/tradewire", "run", "--landing", str(shared / "gold" / LANDING[name]), "--home", str(home)]
    subprocess.run(run, check=True)
    score = [sys.executable, str(shared / "score/score.py"), str(home / "warehouse.duckdb"), str(shared / "gold" / name), "--json"]
    figures = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
    return {figure: round(value, 4) for figure, value in figures.items() if isinstance(value, float)}


def _better(figure: str, one: float, other: float) -> float:
    return min(one, other) if figure in CEILINGS else max(one, other)


def main() -> int:
    shared, floors = Path(sys.argv[1]), json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    low = []
    for name in LANDING:
        with tempfile.TemporaryDirectory() as folder:
            figures = measured(shared, name, Path(folder))
        for figure, value in figures.items():
            floor = floors.get(name, {}).get(figure)
            print(f"{name:8} {figure:42} {value:.3f}" + (f"   floor {floor:.3f}" if floor is not None else ""))
            if floor is not None and (value > floor + SLACK if figure in CEILINGS else value < floor - SLACK):
                low.append(f"{name} {figure}: {value:.3f} is worse than the floor of {floor:.3f}")
        if "--raise" in sys.argv:
            old = floors.get(name, {})
            floors[name] = {figure: _better(figure, value, old.get(figure, value)) for figure, value in figures.items()}
    if "--raise" in sys.argv:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n")
    print("\n".join(low) if low else "All figures hold.")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
