-- What takes effect, would take effect or ends in the days after one, as the articles up to it say?
-- Grain: one row per day, kind of change, imposer, target and goods.
-- Example: FROM measures_upcoming(as_of := DATE '2026-05-15', days := 30);
--   as_of: the day from which to look ahead; news_day() where not given
--   days: how far
CREATE OR REPLACE MACRO measures_upcoming(as_of := NULL, days := 30) AS TABLE
WITH asked AS (
    SELECT coalesce(as_of, news_day()) AS from_day
), dated AS ( -- few of all tellings: what else is asked of them comes behind
    SELECT tariff_id, article_id, instrument, coalesce(proposed_action, action) AS action, status, rate_pct, evidence, effective_date, until_date, from_day
    FROM tariffs, asked
    WHERE (effective_date > from_day AND effective_date <= from_day + days) OR (until_date > from_day AND until_date <= from_day + days)
), ahead AS (
    SELECT effective_date AS day, CASE WHEN status = 'threatened' THEN 'would take effect' ELSE 'takes effect' END AS change, *
    FROM dated WHERE effective_date > from_day AND effective_date <= from_day + days
    UNION ALL
    SELECT until_date, 'ends', * FROM dated WHERE until_date > from_day AND until_date <= from_day + days
), names AS (
    SELECT measure_id, any_value(imposer_code) AS imposer_code, any_value(target_code) AS target_code, any_value(product) AS product
    FROM measures GROUP BY measure_id
), told AS (
    SELECT d.*, m.imposer_code, m.target_code, m.product, a.published_date
    FROM ahead AS d
    JOIN articles AS a ON a.article_id = d.article_id AND a.duplicate_of IS NULL AND a.published_date <= d.from_day
    JOIN tariff_measures AS l ON l.tariff_id = d.tariff_id
    JOIN names AS m USING (measure_id)
)
SELECT
    day,
    change,
    imposer_code,
    target_code,
    instrument,
    product,
    last(action ORDER BY published_date, tariff_id) AS action,
    last(rate_pct ORDER BY rate_pct IS NOT NULL, published_date, tariff_id) AS rate_pct,
    (day - any_value(from_day)) AS days_ahead,
    count(DISTINCT article_id) AS story_count,
    one_line(last(evidence ORDER BY published_date, tariff_id)) AS evidence,
    last(tariff_id ORDER BY published_date, tariff_id) AS tariff_id,
    last(article_id ORDER BY published_date, tariff_id) AS article_id
FROM told
GROUP BY day, change, imposer_code, target_code, instrument, product
ORDER BY day, change DESC, imposer_code, target_code, instrument, product;
