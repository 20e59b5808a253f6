-- Who and what stand together in the news: the edges of the network of entities.
-- Grain: one row per ordered pair of entities that a story names both, so that each entity finds its neighbours under entity_id.
-- Example: SELECT name, other_name, story_count FROM entity_pair WHERE entity_type = 'person' AND other_type = 'person' ORDER BY 3 DESC LIMIT 20;
--   name: canonical name of the entity
--   other_id: the other entity
--   other_type: kind of the other entity
--   other_name: canonical name of the other entity
--   story_count: articles that name both, copies left out
--   first_seen_date: publication date of the first of them
--   last_seen_date: publication date of the last of them
CREATE OR REPLACE VIEW entity_pair AS
WITH named AS (
    SELECT DISTINCT m.entity_id, m.article_id, a.published_date
    FROM mentions AS m JOIN articles AS a USING (article_id)
    WHERE a.duplicate_of IS NULL AND m.mention_type = 'name'
), pairs AS (
    SELECT one.entity_id, other.entity_id AS other_id, count(*) AS story_count, min(one.published_date) AS first_seen_date,
           max(one.published_date) AS last_seen_date
    FROM named AS one JOIN named AS other ON one.article_id = other.article_id AND one.entity_id <> other.entity_id
    GROUP BY ALL
)
SELECT e.entity_type, e.canonical_name AS name, o.entity_type AS other_type, o.canonical_name AS other_name,
       p.story_count, p.first_seen_date, p.last_seen_date, p.entity_id, p.other_id
FROM pairs AS p JOIN entities AS e ON e.entity_id = p.entity_id JOIN entities AS o ON o.entity_id = p.other_id;
