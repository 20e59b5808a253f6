"""The declaration: every table and column is described, and DDL, Arrow and rows agree."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from warehouse.derive import arrow_schema, columns, create_table
from warehouse.load import create, has_schema
from warehouse.schema import TABLE, TABLES, Table

# The contract: names that users' SQL relies on. A column may be added, never renamed.
CONTRACT = {
    "articles": "article_id revision source_path url publisher title byline dateline published_at published_date published_source language "
    "text word_count content_sha256 duplicate_of story_id ingested_at run_id pipeline_version",
    "entities": "entity_id entity_type canonical_name country_code wikidata_id aliases first_seen_date last_seen_date article_count",
    "mentions": "mention_id article_id entity_id entity_type start_char end_char mention_text mention_type is_metonym",
    "roles": "role_id article_id person_id title organization_id organization_name country_code role_status start_char end_char evidence",
    "dates": "date_id article_id start_char end_char date_text date_type start_date end_date duration_iso",
    "quotes": "quote_id article_id quote_type quote_text start_char end_char spans cue_text cue_start_char speaker_text speaker_start_char "
    "speaker_end_char speaker_kind speaker_id speaker_name speaker_role quote_group_id",
    "tariffs": "tariff_id article_id start_char end_char evidence instrument action proposed_action status imposer_codes target_codes "
    "exempt_codes product hs_codes rate_pct rate_from_pct rate_kind rate_text value_covered_amount value_covered_currency announced_date "
    "effective_date effective_precision until_date until_text legal_basis legal_basis_code stage direction is_background is_aggregate "
    "attributed_to_id confidence rule_id measure_id",
    "measures": "measure_id instrument imposer_code target_code product hs_codes legal_basis_code rate_pct status valid_from valid_to "
    "article_count first_reported last_reported",
    "talks": "talk_id article_id start_char end_char evidence talk_type party_codes place venue start_date end_date outcome",
    "talk_participants": "talk_id entity_id participant_role",
    "article_revisions": "article_id revision content_sha256 seen_at run_id",
    "files": "source_path content_sha256 outcome reason article_count size_bytes run_id seen_at",
    "runs": "run_id started_at finished_at status pipeline_version model_name model_version",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_the_contract_holds(name: str) -> None:
    assert set(CONTRACT[name].split()) <= {column.name for column in columns(TABLE[name])}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_tables_are_described_and_keyed(table: Table) -> None:
    names = {column.name for column in columns(table)}
    assert table.row.__doc__
    assert set(table.key) <= names
    assert not table.words or {table.words, "start_char", "end_char"} <= names
    assert all(column.description for column in columns(table))
    assert all(column.nullable for column in columns(table) if column.at_load)


def test_every_table_and_column_carries_its_comment() -> None:
    db = duckdb.connect()
    create(db)
    assert has_schema(db)
    bare = "FROM duckdb_{}() SELECT {}_name WHERE comment IS NULL AND NOT internal"
    assert [db.execute(bare.format(f"{kind}s", kind)).fetchall() for kind in ("table", "column")] == [[], []]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_arrow_and_duckdb_mean_the_same(table: Table) -> None:
    db = duckdb.connect()
    db.execute(create_table(table))
    as_arrow: pa.Table = db.execute(f"FROM {table.name}").arrow().read_all()
    assert as_arrow.schema.names == arrow_schema(table).names
    assert [field.type.id for field in as_arrow.schema] == [field.type.id for field in arrow_schema(table)]


def test_words_outside_a_vocabulary_are_refused() -> None:
    db = duckdb.connect()
    db.execute(create_table(TABLE["runs"]))
    with pytest.raises(duckdb.ConstraintException):
        db.execute("INSERT INTO runs VALUES ('r', now()::TIMESTAMP, NULL, 'finished', '0', 'm', '0', 0, 0, 0)")
