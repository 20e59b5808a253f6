-- Which measures between the parties changed within 30 days before or after talks?
-- Grain: one row per talk and state of a measure that begins within 30 days of its first day.
-- Example: FROM talk_effect WHERE talk_date >= DATE '2026-05-01' AND days_after_talk >= 0 ORDER BY talk_date, days_after_talk;
--   talk_outcome: what came of the talk
--   valid_from: first day of the state of the measure
--   days_after_talk: days from the first day of the talk to the change; below 0 before it
--   status: state of the measure
CREATE OR REPLACE VIEW talk_effect AS
WITH parties AS (
    SELECT *, unnest(list_distinct(party_codes)) AS imposer_code FROM talk_distinct WHERE NOT is_cancelled
), sides AS (
    SELECT *, unnest(list_distinct(party_codes)) AS target_code FROM parties
)
SELECT
    t.talk_date,
    t.party_codes,
    t.talk_type,
    t.place,
    t.outcome AS talk_outcome,
    m.valid_from,
    m.valid_from - t.talk_date AS days_after_talk,
    m.imposer_code,
    m.target_code,
    m.instrument,
    m.product,
    m.status_before,
    m.status,
    m.rate_before_pct,
    m.rate_pct,
    t.talk_id,
    m.measure_id
FROM sides AS t
JOIN tariff_timeline AS m
  ON m.imposer_code = t.imposer_code AND m.target_code = t.target_code AND m.valid_from BETWEEN t.talk_date - 30 AND t.talk_date + 30;
