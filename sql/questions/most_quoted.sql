-- Who is quoted most this week, against the week before?
-- Example: --as-of 2026-04-07
--   $as_of DATE = news_day(): last day of the week
--   $days INTEGER = 7: length of the week
SELECT speaker, role, quote_count, quote_count_before, change, printing_count
FROM speakers_most_quoted($as_of, $days)
ORDER BY quote_count DESC, quote_count_before DESC, speaker
LIMIT 15;
