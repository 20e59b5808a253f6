-- What was said, each utterance counted once however many papers printed it.
-- Grain: one row per group of the same words; printings counts stories and copies.
-- Example: SELECT speaker, count(*) FROM quote_distinct GROUP BY ALL ORDER BY 2 DESC LIMIT 10;
CREATE OR REPLACE VIEW quote_distinct AS
SELECT
    quote_group_id,
    min(published_date) AS first_printed,
    first(speaker ORDER BY speaker IS NULL, published_date, quote_id) AS speaker,
    first(role ORDER BY role IS NULL, published_date, quote_id) AS role,
    first(quote_type ORDER BY quote_id = quote_group_id DESC) AS quote_type,
    first(quote ORDER BY quote_id = quote_group_id DESC) AS quote,
    count(DISTINCT article_id) AS printings,
    list_sort(list(DISTINCT publisher) FILTER (publisher IS NOT NULL)) AS publishers
FROM quote_index
GROUP BY quote_group_id;
