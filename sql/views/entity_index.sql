-- Who and what appears in the news: every person, organisation, country, place, law and agreement, with latest office.
-- Grain: one row per entity.
-- Example: SELECT name, latest_title, quote_count FROM entity_index WHERE entity_type = 'person' ORDER BY article_count DESC;
--   name: fullest common name, without titles
CREATE OR REPLACE VIEW entity_index AS
SELECT entity_id, entity_type, canonical_name AS name, country_code, latest_title, latest_role_status, office_country_code, article_count,
       mention_count, coalesce(quote_count, 0) AS quote_count, first_seen_date, last_seen_date, wikidata_id, aliases
FROM entities;
