-- What was said, each utterance counted once however many papers printed it.
-- Grain: one row per group of the same words.
-- Example: SELECT speaker, count(*) FROM quote_distinct GROUP BY ALL ORDER BY 2 DESC LIMIT 10;
--   first_printed: publication date of the first printing
--   printings: articles that print it, copies included
--   story_count: articles that print it, copies left out
--   publishers: who printed it, sorted
--   article_id: article of the first printing
CREATE OR REPLACE VIEW quote_distinct AS
SELECT
    quote_group_id,
    min(published_date) AS first_printed,
    first(speaker ORDER BY speaker IS NULL, published_date, quote_id) AS speaker,
    first(role ORDER BY role IS NULL, published_date, quote_id) AS role,
    first(speaker_type ORDER BY speaker_type IS NULL, published_date, quote_id) AS speaker_type,
    first(speaker_country_code ORDER BY speaker_country_code IS NULL, published_date, quote_id) AS speaker_country_code,
    first(organization ORDER BY organization IS NULL, published_date, quote_id) AS organization,
    first(quote_type ORDER BY quote_id = quote_group_id DESC) AS quote_type,
    first(quote ORDER BY quote_id = quote_group_id DESC) AS quote,
    count(DISTINCT article_id) AS printings,
    count(DISTINCT article_id) FILTER (NOT is_copy) AS story_count,
    list_sort(list(DISTINCT publisher) FILTER (publisher IS NOT NULL)) AS publishers,
    first(speaker_id ORDER BY speaker_id IS NULL, published_date, quote_id) AS speaker_id,
    first(article_id ORDER BY quote_id = quote_group_id DESC) AS article_id
FROM quote_index
GROUP BY quote_group_id;
