-- What was said, each utterance counted once however many papers printed it.
-- Grain: one row per group of the same words.
-- Example: SELECT speaker, count(*) FROM quote_distinct GROUP BY ALL ORDER BY 2 DESC LIMIT 10;
--   first_printed: publication date of the first printing
--   printings: articles that print it, copies included
--   story_count: articles that print it, copies left out
--   publishers: who printed it, sorted
--   article_id: article of the first printing
CREATE OR REPLACE VIEW quote_distinct AS
SELECT quote_group_id, first_printed, speaker, role, speaker_type, speaker_country_code, organization, quote_type, quote, printings, story_count,
       publishers, speaker_id, article_id
FROM distinct_quotes;
