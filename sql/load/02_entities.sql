-- Entities across articles. entity_map: candidate_id -> entity_id, for candidates that are not an entity of their own.
CREATE OR REPLACE TEMP TABLE candidates AS
SELECT DISTINCT candidate_id, coalesce(target_id, candidate_id) AS entity_id
FROM article_entities LEFT JOIN entity_map ON source_id = candidate_id;

UPDATE article_entities SET entity_id = c.entity_id FROM candidates AS c
WHERE article_entities.candidate_id = c.candidate_id AND article_entities.entity_id IS DISTINCT FROM c.entity_id;

UPDATE mentions SET entity_id = c.entity_id FROM candidates AS c
WHERE mentions.candidate_id = c.candidate_id AND mentions.entity_id IS DISTINCT FROM c.entity_id;

UPDATE roles SET person_id = c.entity_id FROM candidates AS c
WHERE person_candidate_id = c.candidate_id AND person_id IS DISTINCT FROM c.entity_id;

UPDATE roles SET organization_id = c.entity_id FROM candidates AS c
WHERE organization_candidate_id = c.candidate_id AND organization_id IS DISTINCT FROM c.entity_id;

UPDATE talk_participants SET entity_id = c.entity_id FROM candidates AS c
WHERE talk_participants.candidate_id = c.candidate_id AND talk_participants.entity_id IS DISTINCT FROM c.entity_id;

UPDATE tariffs SET attributed_to_id = c.entity_id FROM candidates AS c
WHERE attributed_to_candidate_id = c.candidate_id AND attributed_to_id IS DISTINCT FROM c.entity_id;

-- The canonical name is the one that most articles use, among those with the most words that anybody uses often:
-- a full name beats a bare surname, first name and surname beat a name with initials, a rare long form does not beat the common one.
CREATE OR REPLACE TABLE entities_new AS
WITH names AS (
    SELECT entity_id, name, count(DISTINCT article_id) AS uses, len(string_split(name, ' ')) > 1 AS is_full,
           entity_type = 'person' AND regexp_matches(name, ' [A-Z]\.? ') AS has_initials
    FROM article_entities GROUP BY entity_id, entity_type, name
), best AS (
    SELECT entity_id, first(name ORDER BY is_full DESC, has_initials, uses DESC, length(name) DESC, name) AS canonical_name FROM names GROUP BY entity_id
), forms AS (
    SELECT entity_id, list_sort(list_distinct(flatten(list(aliases)))) AS aliases FROM article_entities GROUP BY entity_id
)
SELECT e.entity_id,
       first(e.entity_type ORDER BY e.candidate_id = e.entity_id DESC, e.entity_type) AS entity_type,
       any_value(best.canonical_name) AS canonical_name,
       min(e.country_code) AS country_code,
       min(e.wikidata_id) AS wikidata_id,
       any_value(forms.aliases) AS aliases,
       min(a.published_date) AS first_seen_date,
       max(a.published_date) AS last_seen_date,
       count(DISTINCT e.article_id) AS article_count
FROM article_entities AS e JOIN articles AS a USING (article_id) JOIN best USING (entity_id) JOIN forms USING (entity_id)
GROUP BY e.entity_id ORDER BY e.entity_id;
DELETE FROM entities;
INSERT INTO entities BY NAME SELECT * FROM entities_new;
DROP TABLE entities_new;
