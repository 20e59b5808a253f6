-- Who held which office, from when to when, as the articles say?
-- Grain: one row per person, office, organisation, country and status.
-- Example: FROM entity_role WHERE name ILIKE '%brandt%' ORDER BY first_told;
--   name: canonical name of the person
--   title: office in lower case, without country adjective and status word
--   organization: organisation in the words most texts use
--   first_told: publication date of the first article that says so
--   last_told: publication date of the last one
--   story_count: articles that say so, copies left out
--   evidence: the words of the first one
CREATE OR REPLACE VIEW entity_role AS
SELECT
    e.canonical_name AS name,
    lower(r.title) AS title,
    coalesce(o.canonical_name, r.organization_name) AS organization,
    r.country_code,
    r.role_status,
    min(a.published_date) AS first_told,
    max(a.published_date) AS last_told,
    count(DISTINCT a.article_id) AS story_count,
    first(one_line(r.evidence) ORDER BY a.published_date, r.role_id) AS evidence,
    r.person_id,
    first(r.article_id ORDER BY a.published_date, r.role_id) AS article_id
FROM roles AS r
JOIN articles AS a USING (article_id)
JOIN entities AS e ON e.entity_id = r.person_id
LEFT JOIN entities AS o ON o.entity_id = r.organization_id
WHERE a.duplicate_of IS NULL
GROUP BY r.person_id, e.canonical_name, lower(r.title), coalesce(o.canonical_name, r.organization_name), r.country_code, r.role_status;
