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
SELECT q.first_printed, q.speaker, q.speaker_country_code, s.subject_type, s.subject, q.quote, q.quote_type, q.printings,
       q.quote_group_id, q.speaker_id, s.subject_id, q.article_id
FROM quote_topics AS s JOIN quote_distinct AS q USING (quote_group_id);
