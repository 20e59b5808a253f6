-- Who was quoted for the first time in the days up to one?
-- Example: --as-of 2026-05-22
--   $as_of DATE = news_day(): last day
--   $days INTEGER = 7: how many days
SELECT min(first_printed) AS first_quoted, any_value(speaker) AS speaker, first(role ORDER BY role IS NULL, first_printed) AS role,
       any_value(speaker_country_code) AS country, count(*) AS quote_count
FROM quote_distinct
WHERE speaker_id IS NOT NULL AND first_printed <= $as_of
GROUP BY speaker_id
HAVING min(first_printed) > $as_of - $days
ORDER BY first_quoted, speaker;
