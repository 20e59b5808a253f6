-- With whom and what does the news name them?
-- Grain: one row per entity whose name holds the words, and other entity that a story names with it; copies are left out.
-- Example: FROM entity_neighbours('Marchand') ORDER BY story_count DESC, name, other_name LIMIT 20;
--   words: part of the name, upper or lower case alike
CREATE OR REPLACE MACRO entity_neighbours(words) AS TABLE
WITH whom AS (
    SELECT entity_id, canonical_name, entity_type FROM entities WHERE contains(lower(canonical_name), lower(words))
), named AS (
    SELECT DISTINCT m.entity_id, m.article_id, a.published_date
    FROM mentions AS m SEMI JOIN whom USING (entity_id) JOIN articles AS a ON a.article_id = m.article_id AND a.duplicate_of IS NULL
    WHERE m.mention_type = 'name'
), beside AS (
    SELECT DISTINCT entity_id, article_id FROM mentions WHERE mention_type = 'name' AND article_id IN (SELECT article_id FROM named)
), pairs AS (
    SELECT w.entity_id, o.entity_id AS other_id, count(*) AS story_count, min(w.published_date) AS first_seen_date,
           max(w.published_date) AS last_seen_date
    FROM named AS w JOIN beside AS o ON o.article_id = w.article_id AND o.entity_id <> w.entity_id
    GROUP BY ALL
)
SELECT w.entity_type, w.canonical_name AS name, o.entity_type AS other_type, o.canonical_name AS other_name,
       p.story_count, p.first_seen_date, p.last_seen_date, p.entity_id, p.other_id
FROM whom AS w JOIN pairs AS p USING (entity_id) JOIN entities AS o ON o.entity_id = p.other_id;
