-- What is new, changed or ended: measures whose state began in the days up to one, by default in the week up to the latest day of news.
-- Grain: one row per measure and state.
-- Example: FROM measures_changed(as_of := DATE '2026-05-20', days := 7);
--   as_of: last day; news_day() where not given
--   days: how many days
CREATE OR REPLACE MACRO measures_changed(as_of := NULL, days := 7) AS TABLE
WITH asked AS (SELECT coalesce(as_of, news_day()) AS last_day)
SELECT
    valid_from,
    CASE WHEN status_before IS NULL THEN 'new'
         WHEN status = 'ended' THEN 'ended'
         WHEN status <> status_before THEN 'now ' || replace(status, '_', ' ')
         WHEN rate_pct > rate_before_pct THEN 'raised'
         WHEN rate_pct < rate_before_pct THEN 'lowered'
         ELSE 'changed' END AS change,
    imposer_code, target_code, instrument, product, status_before, status, rate_before_pct, rate_pct, legal_basis_code, first_reported, measure_id
FROM tariff_timeline, asked
WHERE valid_from > last_day - days AND valid_from <= last_day AND first_reported <= last_day
ORDER BY valid_from DESC, imposer_code, target_code, instrument, product, measure_id;
