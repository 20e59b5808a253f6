-- Who said what, in which office: every quote of every article with its speaker.
-- Grain: one row per quote and printing; copies of a wire text have is_copy = true.
-- Example: SELECT speaker, role, quote FROM quote_index WHERE speaker_country_code = 'CHN' ORDER BY published_date DESC;
CREATE OR REPLACE VIEW quote_index AS
SELECT
    a.published_date,
    coalesce(e.canonical_name, q.speaker_name) AS speaker,
    q.speaker_role AS role,
    e.entity_type AS speaker_type,
    coalesce(e.country_code, office.country_code) AS speaker_country_code,
    q.quote_type,
    q.quote_text AS quote,
    q.cue_text AS cue,
    q.speaker_text AS speaker_as_printed,
    q.speaker_kind,
    a.publisher,
    a.title,
    a.url,
    a.source_path,
    a.duplicate_of IS NOT NULL AS is_copy,
    q.quote_group_id = q.quote_id AS is_first_printing,
    q.quote_group_id,
    q.quote_id,
    q.speaker_id,
    q.article_id,
    q.start_char,
    q.end_char
FROM quotes AS q
JOIN articles AS a USING (article_id)
LEFT JOIN entities AS e ON e.entity_id = q.speaker_id
LEFT JOIN (
    SELECT article_id, person_id, min(country_code) AS country_code FROM roles GROUP BY article_id, person_id
) AS office ON office.article_id = q.article_id AND office.person_id = q.speaker_id;
