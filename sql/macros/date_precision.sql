-- How precise is a stretch of days: a year, half, quarter or month as a whole, or days?
-- Grain: one value: year, half, quarter, month or day, as in tariffs.effective_precision; null without a first day.
-- Example: SELECT date_precision(DATE '2026-07-01', DATE '2026-07-31');
--   first_day: its first day
--   last_day: its last day; null for that one day
CREATE OR REPLACE MACRO date_precision(first_day, last_day) AS
CASE WHEN first_day IS NULL THEN NULL
     WHEN day(first_day) > 1 OR last_day IS NULL OR last_day <> (date_trunc('month', last_day) + INTERVAL 1 MONTH - INTERVAL 1 DAY) THEN 'day'
     WHEN last_day = first_day + INTERVAL 1 MONTH - INTERVAL 1 DAY THEN 'month'
     WHEN last_day = first_day + INTERVAL 3 MONTH - INTERVAL 1 DAY THEN 'quarter'
     WHEN last_day = first_day + INTERVAL 6 MONTH - INTERVAL 1 DAY THEN 'half'
     WHEN last_day = first_day + INTERVAL 12 MONTH - INTERVAL 1 DAY THEN 'year'
     ELSE 'day' END;
