-- What takes effect, would take effect, or ends in the days after one?
-- Example: --as-of 2026-05-15
--   $as_of DATE = news_day(): the day from which to look ahead
--   $days INTEGER = 30: how far
SELECT day, change, imposer_code AS imposer, target_code AS target, action, instrument, product, rate_pct, story_count
FROM measures_upcoming($as_of, $days)
ORDER BY ALL;
