"""Where the warehouse is published: versions of a file in the home, or DuckLake, as the setting TRADEWIRE_WAREHOUSE says."""

from __future__ import annotations

from warehouse.ducklake import DuckLake
from warehouse.home import Home
from warehouse.versions import WarehouseFiles

Target = WarehouseFiles | DuckLake  # two classes with the same methods


def target(home: Home) -> Target:
    return DuckLake(home) if home.warehouse_place else WarehouseFiles(home)
