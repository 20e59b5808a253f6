-- What and whom a quote is about: what its words name, and the goods and instruments of measures that they tell.
-- Grain: one row per distinct quote and subject.
-- Example: SELECT first_printed, speaker, quote FROM quote_subject WHERE subject_type = 'product' AND subject ILIKE '%steel%';
--   first_printed: publication date of the first printing
--   speaker: canonical name of the speaker, or the description of an unnamed one
--   speaker_country_code: country of the speaker or of the office: ISO 3166 alpha-3, or EU
--   subject_type: person, organization, country, place, law or agreement that the words name; product or instrument of a measure
--   subject: canonical name of what is named; the goods or the kind of a measure that the words tell
--   subject_id: the entity; null for products and instruments
--   quote: the words
CREATE OR REPLACE VIEW quote_subject AS
WITH named AS (
    SELECT DISTINCT q.quote_group_id, e.entity_type AS subject_type, e.canonical_name AS subject, e.entity_id AS subject_id
    FROM (SELECT *, unnest(spans) AS span FROM quotes) AS q
    JOIN mentions AS m ON m.article_id = q.article_id AND m.start_char >= q.span.start_char AND m.end_char <= q.span.end_char
    JOIN entities AS e ON e.entity_id = m.entity_id
    WHERE m.entity_id IS DISTINCT FROM q.speaker_id
), told AS (
    SELECT q.quote_group_id, t.instrument, lower(t.product) AS product
    FROM quotes AS q
    JOIN tariffs AS t ON t.article_id = q.article_id
    WHERE (t.start_char < q.end_char AND t.end_char > q.start_char) OR contains(lower(q.quote_text), lower(t.product))
), subjects AS (
    FROM named
    UNION SELECT quote_group_id, 'product', product, NULL FROM told WHERE product IS NOT NULL
    UNION SELECT quote_group_id, 'instrument', instrument, NULL FROM told
)
SELECT q.first_printed, q.speaker, q.speaker_country_code, s.subject_type, s.subject, q.quote, q.quote_type, q.printings,
       q.quote_group_id, q.speaker_id, s.subject_id, q.article_id
FROM subjects AS s JOIN quote_distinct AS q USING (quote_group_id);
