-- Who or what is this: offices over time, countries, what was said by it and about it, measures it speaks of, neighbours in the news.
-- Grain: one row per fact about each entity whose name holds the words, at most ten of a kind.
-- Example: SELECT name, fact_type, fact, first_date, last_date FROM entity_profile('Marchand');
--   words: part of the name, upper or lower case alike
CREATE OR REPLACE MACRO entity_profile(words) AS TABLE
WITH whom AS (
    SELECT entity_id, canonical_name AS name FROM entities WHERE contains(lower(canonical_name), lower(words))
), offices AS ( -- as entity_role tells them, of these alone
    SELECT w.entity_id, w.name, lower(r.title) AS title, coalesce(o.canonical_name, r.organization_name) AS organization, r.country_code,
           r.role_status, min(a.published_date) AS first_told, max(a.published_date) AS last_told, count(DISTINCT a.article_id) AS story_count,
           first(r.article_id ORDER BY a.published_date, r.role_id) AS article_id
    FROM whom AS w JOIN roles AS r ON r.person_id = w.entity_id
    JOIN articles AS a ON a.article_id = r.article_id AND a.duplicate_of IS NULL
    LEFT JOIN entities AS o ON o.entity_id = r.organization_id
    GROUP BY w.entity_id, w.name, lower(r.title), coalesce(o.canonical_name, r.organization_name), r.country_code, r.role_status
), topics AS MATERIALIZED ( -- before their quotes are looked up, since they are few
    SELECT w.entity_id, w.name, t.quote_group_id FROM whom AS w JOIN quote_topics AS t ON t.subject_id = w.entity_id
), facts AS (
    SELECT w.entity_id, w.name, 1 AS place, 'entity' AS fact_type, concat_ws(', ', e.entity_type, e.country_code, e.wikidata_id) AS fact,
           e.first_seen_date AS first_date, e.last_seen_date AS last_date, e.article_count AS story_count, NULL AS article_id
    FROM whom AS w JOIN entities AS e USING (entity_id)
    UNION ALL
    SELECT entity_id, name, 2, 'office', concat_ws(', ', title, organization, country_code, nullif(role_status, 'current')),
           first_told, last_told, story_count, article_id
    FROM offices
    UNION ALL
    SELECT w.entity_id, w.name, 3, 'said', q.quote, q.first_printed, q.first_printed, q.story_count, q.article_id
    FROM whom AS w JOIN quote_distinct AS q ON q.speaker_id = w.entity_id
    UNION ALL
    SELECT t.entity_id, t.name, 4, 'said about', concat_ws(': ', q.speaker, q.quote), q.first_printed, q.first_printed, q.printings, q.article_id
    FROM topics AS t JOIN quote_distinct AS q USING (quote_group_id)
    UNION ALL
    SELECT w.entity_id, w.name, 5, 'measure told', one_line(t.evidence), a.published_date, a.published_date, 1, t.article_id
    FROM whom AS w JOIN tariffs AS t ON t.attributed_to_id = w.entity_id JOIN articles AS a ON a.article_id = t.article_id AND a.duplicate_of IS NULL
    UNION ALL
    SELECT w.entity_id, w.name, 6, 'talks', one_line(k.evidence), a.published_date, a.published_date, 1, k.article_id
    FROM whom AS w JOIN talk_participants AS p USING (entity_id) JOIN talks AS k ON k.talk_id = p.talk_id
    JOIN articles AS a ON a.article_id = k.article_id AND a.duplicate_of IS NULL
    UNION ALL
    SELECT entity_id, name, 7, 'named with', concat_ws(', ', other_name, other_type), first_seen_date, last_seen_date, story_count, NULL
    FROM entity_neighbours(words)
)
SELECT name, fact_type, fact, first_date, last_date, story_count, entity_id, article_id
FROM facts
QUALIFY row_number() OVER (PARTITION BY entity_id, place ORDER BY story_count DESC, last_date DESC, fact) <= 10
ORDER BY name, entity_id, place, story_count DESC, last_date DESC, fact;
