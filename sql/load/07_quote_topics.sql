-- What each distinct quote is about, by what its words name and by the measures that they tell; of those that are made anew.
DELETE FROM quote_topics WHERE quote_group_id IN (FROM stale_groups);
INSERT INTO quote_topics BY NAME
WITH stale AS (
    FROM quotes SEMI JOIN stale_groups USING (quote_group_id)
), named AS (
    SELECT DISTINCT q.quote_group_id, e.entity_type AS subject_type, e.canonical_name AS subject, e.entity_id AS subject_id
    FROM (SELECT *, unnest(spans) AS span FROM stale) AS q
    JOIN mentions AS m ON m.article_id = q.article_id AND m.start_char >= q.span.start_char AND m.end_char <= q.span.end_char
    JOIN entities AS e ON e.entity_id = m.entity_id
    WHERE m.entity_id IS DISTINCT FROM q.speaker_id
), told AS (
    SELECT q.quote_group_id, t.instrument, lower(t.product) AS product
    FROM stale AS q
    JOIN tariffs AS t ON t.article_id = q.article_id
    WHERE (t.start_char < q.end_char AND t.end_char > q.start_char) OR contains(lower(q.quote_text), lower(t.product))
), subjects AS (
    FROM named
    UNION SELECT quote_group_id, 'product', product, NULL FROM told WHERE product IS NOT NULL
    UNION SELECT quote_group_id, 'instrument', instrument, NULL FROM told
)
SELECT quote_group_id, subject_type, subject, subject_id FROM subjects ORDER BY subject, quote_group_id;
