-- Where do two stories give another rate or another first day for the same measure?
-- Example: --as-of 2026-06-01 --days 365
--   $as_of DATE = news_day(): last day on which the later story came
--   $days INTEGER = 31: how many days
SELECT imposer_code AS imposer, target_code AS target, product, differs_in, says, publisher, other_says, other_publisher, other_published_date
FROM measure_disputes($as_of, $days)
ORDER BY ALL
LIMIT 20;
