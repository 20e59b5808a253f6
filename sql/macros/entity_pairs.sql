-- Who and what stand together in the news of some days, by default of the month up to the latest: the edges of the network of entities.
-- Grain: one row per ordered pair of entities that a story of those days names both: each finds its neighbours under entity_id.
-- Example: FROM entity_pairs(as_of := DATE '2026-05-22', days := 7) WHERE entity_type = 'person' AND other_type = 'person' ORDER BY story_count DESC, name, other_name LIMIT 20;
--   as_of: last day; news_day() where not given
--   days: how many days; the pairs of a large warehouse's every year are too many to count while you wait
CREATE OR REPLACE MACRO entity_pairs(as_of := NULL, days := 30) AS TABLE
WITH printed AS (
    SELECT article_id, published_date FROM articles
    WHERE duplicate_of IS NULL AND published_date > coalesce(as_of, news_day()) - days AND published_date <= coalesce(as_of, news_day())
), named AS ( -- with kind and name, so that what is asked of these is asked before entities are paired
    SELECT DISTINCT m.entity_id, m.article_id, p.published_date, e.entity_type, e.canonical_name AS name
    FROM mentions AS m JOIN printed AS p USING (article_id) JOIN entities AS e ON e.entity_id = m.entity_id
    WHERE m.mention_type = 'name'
)
SELECT one.entity_type, one.name, other.entity_type AS other_type, other.name AS other_name, count(*) AS story_count,
       min(one.published_date) AS first_seen_date, max(one.published_date) AS last_seen_date, one.entity_id, other.entity_id AS other_id
FROM named AS one JOIN named AS other ON one.article_id = other.article_id AND one.entity_id <> other.entity_id
GROUP BY ALL;
