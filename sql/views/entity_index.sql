-- Who and what appears in the news: every person, organisation, country, place, law and agreement, with latest office.
-- Grain: one row per entity.
-- Example: SELECT name, latest_title, quote_count FROM entity_index WHERE entity_type = 'person' ORDER BY article_count DESC;
--   name: fullest common name, without titles
--   latest_title: office that the latest article gives the person
--   latest_role_status: whether it holds that office, held it, acts in it or is named for it
--   office_country_code: whose office it is
--   mention_count: occurrences in all texts, pronouns and copies included
--   quote_count: distinct quotes of which it is the speaker
CREATE OR REPLACE VIEW entity_index AS
SELECT
    e.entity_id,
    e.entity_type,
    e.canonical_name AS name,
    e.country_code,
    office.title AS latest_title,
    office.role_status AS latest_role_status,
    office.country_code AS office_country_code,
    e.article_count,
    coalesce(m.mention_count, 0) AS mention_count,
    coalesce(q.quote_count, 0) AS quote_count,
    e.first_seen_date,
    e.last_seen_date,
    e.wikidata_id,
    e.aliases
FROM entities AS e
LEFT JOIN (SELECT entity_id, count(*) AS mention_count FROM mentions GROUP BY entity_id) AS m USING (entity_id)
LEFT JOIN (SELECT speaker_id AS entity_id, count(DISTINCT quote_group_id) AS quote_count FROM quotes GROUP BY speaker_id) AS q USING (entity_id)
LEFT JOIN (
    SELECT
        person_id AS entity_id,
        last(r.title ORDER BY published_date, article_id, start_char) AS title,
        last(role_status ORDER BY published_date, article_id, start_char) AS role_status,
        last(r.country_code ORDER BY published_date, article_id, start_char) AS country_code
    FROM roles AS r JOIN articles USING (article_id)
    GROUP BY person_id
) AS office USING (entity_id);
