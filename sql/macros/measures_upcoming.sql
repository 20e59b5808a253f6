-- What takes effect, would take effect or ends in the days after one, as the articles up to it say?
-- Grain: one row per day, kind of change, imposer, target and goods.
-- Example: FROM measures_upcoming(as_of := DATE '2026-05-15', days := 30);
--   as_of: the day from which to look ahead; news_day() where not given
--   days: how far
CREATE OR REPLACE MACRO measures_upcoming(as_of := NULL, days := 30) AS TABLE
WITH asked AS (SELECT coalesce(as_of, news_day()) AS from_day), ahead AS (
    SELECT effective_date AS day, CASE WHEN status = 'threatened' THEN 'would take effect' ELSE 'takes effect' END AS change, *
    FROM measure_telling, asked WHERE effective_date > from_day AND effective_date <= from_day + days
    UNION ALL
    SELECT until_date, 'ends', * FROM measure_telling, asked WHERE until_date > from_day AND until_date <= from_day + days
)
SELECT
    day,
    change,
    imposer_code,
    target_code,
    instrument,
    product,
    last(coalesce(proposed_action, action) ORDER BY published_date, tariff_id) AS action,
    last(rate_pct ORDER BY rate_pct IS NOT NULL, published_date, tariff_id) AS rate_pct,
    (day - any_value(from_day)) AS days_ahead,
    count(DISTINCT article_id) AS story_count,
    last(evidence ORDER BY published_date, tariff_id) AS evidence,
    last(tariff_id ORDER BY published_date, tariff_id) AS tariff_id,
    last(article_id ORDER BY published_date, tariff_id) AS article_id
FROM ahead
WHERE published_date <= from_day AND NOT is_copy
GROUP BY day, change, imposer_code, target_code, instrument, product
ORDER BY day, change DESC, imposer_code, target_code, instrument, product;
