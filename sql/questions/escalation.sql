-- How did two sides answer each other, step by step, and after how many days?
-- Example: --side CAN
--   $side COUNTRY = NULL: one of the sides
SELECT side_a, side_b, step, step_date, actor, instrument, product, status, rate_pct, days_since_other_side AS days_since_other
FROM measure_escalation
WHERE $side IS NULL OR $side IN (side_a, side_b)
ORDER BY side_a, side_b, chain_start, step
LIMIT 40;
