-- Entities across articles. entity_map: candidate_id -> entity_id, for candidates that are not an entity of their own.
-- local_entities: candidates that are another entity in every article, as "the Court" is.
-- entity_moves: what a name is in single articles by the user's overrides, the first one that fits an article.
CREATE OR REPLACE TEMP TABLE fitting_moves AS
SELECT m.rowid AS place, m.ref, m.articles, m.entity_id, e.article_id, e.candidate_id
FROM entity_moves AS m
JOIN articles AS a ON a.source_path GLOB m.articles OR a.article_id = m.articles
JOIN article_entities AS e ON e.article_id = a.article_id
 AND (lower(e.entity_key) = m.ref OR list_contains(list_transform([e.name] || e.aliases, form -> concat(e.entity_type, ':', lower(form))), m.ref));

CREATE OR REPLACE TEMP TABLE moved AS
SELECT article_id, candidate_id, first(entity_id ORDER BY place) AS entity_id FROM fitting_moves GROUP BY ALL;

UPDATE entity_overrides AS o SET unknown_articles = list_filter(o.articles, pattern -> NOT list_contains(f.patterns, pattern))
FROM (SELECT o.position, coalesce(list(DISTINCT m.articles) FILTER (m.articles IS NOT NULL), []) AS patterns
      FROM entity_overrides AS o LEFT JOIN fitting_moves AS m ON m.ref = o.entities[1] AND list_contains(o.articles, m.articles)
      GROUP BY ALL) AS f
WHERE f.position = o.position AND len(o.articles) > 0;

UPDATE entity_overrides SET is_in_force = CASE
    WHEN action = 'merge' THEN len(entities) - len(unknown_entities) > 1
    WHEN len(articles) > 0 THEN len(unknown_articles) < len(articles)
    ELSE len(unknown_entities) = 0 END;

CREATE OR REPLACE TEMP TABLE entity_changes AS
SELECT e.article_id, e.candidate_id,
       coalesce(moved.entity_id, m.target_id, if(l.source_id IS NULL, NULL, md5(e.article_id || e.candidate_id)), e.candidate_id) AS new_id
FROM article_entities AS e
LEFT JOIN entity_map AS m ON m.source_id = e.candidate_id
LEFT JOIN local_entities AS l ON l.source_id = e.candidate_id
LEFT JOIN moved USING (article_id, candidate_id)
WHERE e.entity_id IS DISTINCT FROM new_id;

INSERT INTO touched_articles SELECT DISTINCT article_id FROM entity_changes;

UPDATE article_entities SET entity_id = e.new_id FROM entity_changes AS e
WHERE article_entities.article_id = e.article_id AND article_entities.candidate_id = e.candidate_id;

UPDATE mentions SET entity_id = e.new_id FROM entity_changes AS e
WHERE mentions.article_id = e.article_id AND mentions.candidate_id = e.candidate_id;

UPDATE roles SET person_id = e.new_id FROM entity_changes AS e
WHERE roles.article_id = e.article_id AND person_candidate_id = e.candidate_id;

UPDATE roles SET organization_id = e.new_id FROM entity_changes AS e
WHERE roles.article_id = e.article_id AND organization_candidate_id = e.candidate_id;

UPDATE talk_participants SET entity_id = e.new_id FROM entity_changes AS e
WHERE talk_participants.article_id = e.article_id AND talk_participants.candidate_id = e.candidate_id;

UPDATE tariffs SET attributed_to_id = e.new_id FROM entity_changes AS e
WHERE tariffs.article_id = e.article_id AND attributed_to_candidate_id = e.candidate_id;

-- The canonical name is the one that most articles use, among those with the most words that anybody uses often:
-- a full name beats a bare surname, first name and surname beat a name with initials, the entity's own name beats one that was joined to
-- it, a rare long form does not beat the common one.
-- given_names, given_codes: what the user gives in the overrides, over everything.
-- Articles use one name for a candidate, so that they are counted by rows, and one by one only where several candidates are one entity.
CREATE OR REPLACE TEMP TABLE entities_new AS
WITH told AS (
    SELECT entity_id, candidate_id, entity_type, name, aliases, e.country_code, e.wikidata_id, count(*) AS uses,
           sum(mention_count) AS mention_count,
           min(published_date) AS first_date, max(published_date) AS last_date
    FROM article_entities AS e JOIN articles USING (article_id) GROUP BY ALL
), several AS (
    SELECT entity_id, count(DISTINCT article_id) AS article_count FROM article_entities
    WHERE entity_id IN (SELECT entity_id FROM told GROUP BY entity_id HAVING count(DISTINCT candidate_id) > 1) GROUP BY entity_id
), names AS (
    SELECT entity_id, name, sum(uses) AS uses, len(string_split(name, ' ')) > 1 AS is_full,
           entity_type = 'person' AND regexp_matches(name, ' [A-Z]\.? ') AS has_initials,
           bool_or(candidate_id = entity_id) AS is_own
    FROM told GROUP BY entity_id, entity_type, name
), best AS (
    SELECT entity_id, first(name ORDER BY is_full DESC, has_initials, is_own DESC, uses DESC, length(name) DESC, name) AS canonical_name FROM names GROUP BY entity_id
), forms AS (
    SELECT entity_id, list_sort(list(alias)) AS aliases FROM (SELECT DISTINCT entity_id, unnest(aliases) AS alias FROM told) GROUP BY entity_id
)
SELECT e.entity_id,
       first(e.entity_type ORDER BY e.candidate_id = e.entity_id DESC, e.entity_type) AS entity_type,
       coalesce(any_value(given_names.target_id), any_value(best.canonical_name)) AS canonical_name,
       coalesce(any_value(given_codes.target_id), min(e.country_code)) AS country_code,
       min(e.wikidata_id) AS wikidata_id,
       any_value(forms.aliases) AS aliases,
       min(first_date) AS first_seen_date,
       max(last_date) AS last_seen_date,
       coalesce(any_value(several.article_count), sum(uses))::BIGINT AS article_count,
       sum(mention_count)::BIGINT AS mention_count
FROM told AS e JOIN best USING (entity_id) JOIN forms USING (entity_id) LEFT JOIN several USING (entity_id)
LEFT JOIN given_names ON given_names.source_id = e.entity_id LEFT JOIN given_codes ON given_codes.source_id = e.entity_id
GROUP BY e.entity_id ORDER BY e.entity_id;

CREATE OR REPLACE TEMP TABLE changed_entities AS
SELECT entity_id FROM entities_new AS n LEFT JOIN entities AS o USING (entity_id)
WHERE n.canonical_name IS DISTINCT FROM o.canonical_name OR n.entity_type IS DISTINCT FROM o.entity_type OR n.country_code IS DISTINCT FROM o.country_code;

DELETE FROM entities;
INSERT INTO entities BY NAME SELECT * FROM entities_new;
DROP TABLE entities_new;

-- A mention is of the kind that its entity is over all articles.
UPDATE mentions SET entity_type = e.entity_type FROM entities AS e
WHERE mentions.entity_id = e.entity_id AND mentions.entity_type <> e.entity_type;
