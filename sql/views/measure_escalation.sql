-- How did two sides answer each other's measures, step by step, and how fast?
-- Grain: one row per step: a measure that is new, is raised or comes back, in an exchange in which both sides act within 90 days.
-- Example: FROM measure_escalation WHERE side_a = 'CAN' AND side_b = 'USA' ORDER BY step;
--   side_a: the side whose code comes first in the alphabet
--   side_b: the other side
--   chain_start: first day of the exchange; after 90 days without a step another one begins
--   step: number of the step in its exchange
--   step_date: first day of the state
--   actor: side that takes the step
--   product: goods, in the words most articles use
--   days_since_other_side: days since the last step of the other side; null before it has taken one
CREATE OR REPLACE VIEW measure_escalation AS
WITH restrictive AS (
    SELECT DISTINCT l.measure_id
    FROM tariff_measures AS l JOIN tariffs AS t USING (tariff_id)
    WHERE t.direction = 'restrictive' AND NOT t.is_background
), steps AS (
    SELECT least(imposer_code, target_code) AS side_a, greatest(imposer_code, target_code) AS side_b, imposer_code AS actor,
           valid_from AS step_date, instrument, product, status, rate_before_pct, rate_pct, measure_id
    FROM tariff_timeline JOIN restrictive USING (measure_id)
    WHERE target_code <> 'WORLD' AND status IN ('threatened', 'announced', 'in_effect')
      AND (status_before IS NULL OR status_before IN ('ended', 'paused') OR rate_pct > rate_before_pct
           OR (status_before = 'threatened' AND status <> 'threatened'))
), parted AS (
    SELECT *, coalesce(step_date - lag(step_date) OVER w > 90, true) AS is_start
    FROM steps WINDOW w AS (PARTITION BY side_a, side_b ORDER BY step_date, measure_id)
), chained AS (
    SELECT *, count_if(is_start) OVER (PARTITION BY side_a, side_b ORDER BY step_date, measure_id) AS chain FROM parted
)
SELECT
    side_a,
    side_b,
    min(step_date) OVER whole AS chain_start,
    row_number() OVER steps_so_far AS step,
    step_date,
    actor,
    instrument,
    product,
    status,
    rate_before_pct,
    rate_pct,
    step_date - CASE WHEN actor = side_a THEN max(CASE WHEN actor = side_b THEN step_date END) OVER steps_so_far
                     ELSE max(CASE WHEN actor = side_a THEN step_date END) OVER steps_so_far END AS days_since_other_side,
    measure_id
FROM chained
WINDOW whole AS (PARTITION BY side_a, side_b, chain), steps_so_far AS (PARTITION BY side_a, side_b, chain ORDER BY step_date, measure_id)
QUALIFY min(actor) OVER whole <> max(actor) OVER whole;
