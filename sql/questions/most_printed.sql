-- Which words were printed most often?
SELECT printings, story_count, speaker, quote, array_to_string(publishers, ', ') AS publishers
FROM quote_distinct
ORDER BY printings DESC, speaker, quote
LIMIT 10;
