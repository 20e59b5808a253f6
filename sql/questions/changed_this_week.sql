-- What is new, changed or ended this week?
-- Example: --as-of 2026-05-20
--   $as_of DATE = news_day(): last day of the week
--   $days INTEGER = 7: length of the week
SELECT valid_from, change, imposer_code AS imposer, target_code AS target, instrument, product, rate_before_pct, rate_pct
FROM measures_changed($as_of, $days)
ORDER BY ALL;
