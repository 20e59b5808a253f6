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
