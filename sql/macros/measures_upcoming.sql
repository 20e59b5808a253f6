-- What takes effect, would take effect or ends in the days after one, as the articles up to it say?
-- Grain: one row per day, kind of change, imposer, target and goods.
-- Example: FROM measures_upcoming(as_of := DATE '2026-05-15', days := 30);
--   as_of: the day from which to look ahead
--   days: how far
CREATE OR REPLACE MACRO measures_upcoming(as_of := current_date, days := 30) AS TABLE
WITH ahead AS (
    SELECT effective_date AS day, CASE WHEN status = 'threatened' THEN 'would take effect' ELSE 'takes effect' END AS change, *
    FROM measure_telling WHERE effective_date > as_of AND effective_date <= as_of + days
    UNION ALL
    SELECT until_date, 'ends', * FROM measure_telling WHERE until_date > as_of AND until_date <= as_of + days
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
    (day - as_of) AS days_ahead,
    count(DISTINCT article_id) AS story_count,
    last(evidence ORDER BY published_date, tariff_id) AS evidence,
    last(tariff_id ORDER BY published_date, tariff_id) AS tariff_id,
    last(article_id ORDER BY published_date, tariff_id) AS article_id
FROM ahead
WHERE published_date <= as_of AND NOT is_copy
GROUP BY day, change, imposer_code, target_code, instrument, product
ORDER BY day, change DESC, imposer_code, target_code, instrument, product;
