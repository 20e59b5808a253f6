-- Where do words stand: in texts, quotes, measures or talks?
-- Example: --words aluminium
--   $words VARCHAR: the words, upper or lower case alike
SELECT published_date, found_in, who, publisher, snippet
FROM search_found($words)
ORDER BY published_date DESC, article_id, found_in, start_char
LIMIT 20;
