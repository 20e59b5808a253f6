-- Where do two stories tell the same measure differently: another rate, or another first day? By default where the later one is of the
-- month up to the latest day of news.
-- Grain: one row per measure, pair of stories within 31 days, and figure on which they differ (other_says is that of the later story).
-- Example: FROM measure_disputes(as_of := DATE '2026-05-22', days := 31) WHERE differs_in = 'rate_pct';
--   as_of: last day on which the later story came; news_day() where not given
--   days: how many days
CREATE OR REPLACE MACRO measure_disputes(as_of := NULL, days := 31) AS TABLE
WITH printed AS (
    SELECT article_id, published_date, published_date > coalesce(as_of, news_day()) - days AS is_late, coalesce(publisher, source_path) AS publisher
    FROM articles
    WHERE duplicate_of IS NULL AND published_date > coalesce(as_of, news_day()) - days - 31 AND published_date <= coalesce(as_of, news_day())
), told AS (
    SELECT l.measure_id, t.instrument, t.action, t.status, t.rate_pct, t.effective_date, p.published_date, p.is_late, p.publisher,
           t.article_id, t.tariff_id
    FROM printed AS p JOIN tariffs AS t USING (article_id) JOIN tariff_measures AS l USING (tariff_id)
    WHERE t.rate_pct IS NOT NULL OR t.effective_date IS NOT NULL
), pairs AS (
    SELECT one.*, other.rate_pct AS other_rate_pct, other.effective_date AS other_effective_date, other.publisher AS other_publisher,
           other.published_date AS other_published_date, other.tariff_id AS other_tariff_id
    FROM told AS one JOIN told AS other
      ON one.measure_id = other.measure_id AND one.status = other.status AND one.action = other.action AND one.article_id <> other.article_id
     AND (one.published_date, one.tariff_id) < (other.published_date, other.tariff_id) AND other.published_date - one.published_date <= 31
    WHERE other.is_late
), disputes AS (
    SELECT 'rate_pct' AS differs_in, rate_pct::VARCHAR AS says, other_rate_pct::VARCHAR AS other_says, *
    FROM pairs WHERE rate_pct <> other_rate_pct AND coalesce(effective_date = other_effective_date, true)
    UNION ALL
    SELECT 'effective_date', effective_date::VARCHAR, other_effective_date::VARCHAR, *
    FROM pairs WHERE effective_date <> other_effective_date AND coalesce(rate_pct = other_rate_pct, true)
), names AS (
    SELECT measure_id, any_value(imposer_code) AS imposer_code, any_value(target_code) AS target_code, any_value(product) AS product
    FROM measures GROUP BY measure_id
)
SELECT published_date, imposer_code, target_code, instrument, product, action, status, differs_in, says, publisher, other_says,
       other_publisher, other_published_date, measure_id, tariff_id, other_tariff_id
FROM disputes JOIN names USING (measure_id)
ORDER BY other_published_date DESC, imposer_code, target_code, product, differs_in, tariff_id, other_tariff_id;
