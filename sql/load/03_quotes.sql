-- Speakers by their canonical names, and the first printing of the same words; only of what the load touches.
CREATE OR REPLACE TEMP TABLE spoken AS
SELECT quote_id, article_id, speaker_candidate_id FROM quotes
WHERE speaker_candidate_id IS NOT NULL AND (article_id IN (FROM touched_articles) OR speaker_id IN (FROM changed_entities));

UPDATE quotes SET speaker_id = s.entity_id, speaker_name = s.canonical_name
FROM (
    SELECT q.quote_id, e.entity_id, e.canonical_name
    FROM spoken AS q
    JOIN article_entities AS c ON c.article_id = q.article_id AND c.candidate_id = q.speaker_candidate_id
    JOIN entities AS e ON e.entity_id = c.entity_id
) AS s
WHERE quotes.quote_id = s.quote_id AND (speaker_id IS DISTINCT FROM s.entity_id OR speaker_name IS DISTINCT FROM s.canonical_name);

-- Whose country and office: of what the load touches, and of speakers who have another name, kind or country by now.
CREATE OR REPLACE TEMP TABLE changed_speakers AS
FROM changed_entities
UNION
SELECT person_id FROM (SELECT person_id, mode(country_code ORDER BY country_code) AS country_code FROM roles GROUP BY person_id) AS now
LEFT JOIN usual_before AS before USING (person_id) WHERE now.country_code IS DISTINCT FROM before.country_code
UNION
SELECT person_id FROM usual_before ANTI JOIN roles USING (person_id);

CREATE OR REPLACE TEMP TABLE placed AS
WITH stale AS (
    SELECT quote_id, article_id, speaker_id FROM quotes
    WHERE speaker_id IS NOT NULL AND (article_id IN (FROM touched_articles) OR speaker_id IN (FROM changed_speakers))
), offices AS (
    SELECT article_id, person_id, min(country_code) AS country_code,
           first(organization_name ORDER BY role_status = 'former', start_char) FILTER (organization_name IS NOT NULL) AS organization
    FROM roles SEMI JOIN stale ON stale.article_id = roles.article_id AND stale.speaker_id = roles.person_id
    GROUP BY article_id, person_id
), usual AS (
    SELECT person_id, mode(country_code ORDER BY country_code) AS country_code FROM roles
    WHERE person_id IN (SELECT speaker_id FROM stale) GROUP BY person_id
)
SELECT quote_id, coalesce(e.country_code, offices.country_code, usual.country_code) AS country_code,
       CASE WHEN e.entity_type = 'organization' THEN e.canonical_name ELSE offices.organization END AS organization
FROM stale AS q
JOIN entities AS e ON e.entity_id = q.speaker_id
LEFT JOIN offices ON offices.article_id = q.article_id AND offices.person_id = q.speaker_id
LEFT JOIN usual ON usual.person_id = q.speaker_id;

UPDATE quotes SET speaker_country_code = p.country_code, speaker_organization = p.organization
FROM placed AS p
WHERE quotes.quote_id = p.quote_id
  AND (speaker_country_code IS DISTINCT FROM p.country_code OR speaker_organization IS DISTINCT FROM p.organization);

INSERT INTO touched_keys SELECT DISTINCT quote_key FROM quotes SEMI JOIN touched_articles USING (article_id);

-- Five words and more are hardly said twice by chance; fewer are the same quote only from the same speaker.
CREATE OR REPLACE TEMP TABLE regrouped AS
SELECT quote_id, old_id, new_id
FROM (
    SELECT quote_id, quote_group_id AS old_id, first_value(quote_id) OVER (
        PARTITION BY quote_key, CASE WHEN len(string_split(quote_text, ' ')) < 5 THEN coalesce(speaker_id, quote_id) END
        ORDER BY published_date, coalesce(published_at, published_date), article_id, start_char) AS new_id
    FROM (FROM quotes SEMI JOIN touched_keys USING (quote_key)) JOIN articles USING (article_id)
)
WHERE old_id IS DISTINCT FROM new_id;

UPDATE quotes SET quote_group_id = r.new_id FROM regrouped AS r WHERE quotes.quote_id = r.quote_id;

INSERT INTO touched_groups SELECT old_id FROM regrouped WHERE old_id IS NOT NULL UNION SELECT new_id FROM regrouped;
