-- Who said what, in which office? The latest direct quotes, each counted once.
SELECT first_printed, speaker, role, quote
FROM quote_distinct
WHERE quote_type = 'direct' AND speaker IS NOT NULL
ORDER BY first_printed DESC, speaker, quote
LIMIT 10;
