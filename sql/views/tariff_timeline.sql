-- How a measure went: its dated states, one after the other, with the state before, the articles behind each and where they disagree.
-- Grain: one row per measure and state.
-- Example: FROM tariff_timeline WHERE imposer_code = 'USA' AND target_code = 'CAN' ORDER BY measure_id, valid_from;
--   status_before: state before this one
--   rate_before_pct: ad valorem rate in percent in the state before
--   is_disputed: whether articles give different rates for this state, or some call it in effect and others paused or ended
CREATE OR REPLACE VIEW tariff_timeline AS
SELECT
    measure_id,
    imposer_code,
    target_code,
    instrument,
    product,
    product_scope,
    legal_basis_code,
    programme,
    valid_from,
    valid_from_source,
    valid_to,
    status,
    rate_pct,
    lag(status) OVER w AS status_before,
    lag(rate_pct) OVER w AS rate_before_pct,
    article_count,
    article_ids,
    len(told_rates_pct) > 1 OR len(list_filter(told_statuses, lambda told: told IN ('in_effect', 'paused', 'ended'))) > 1 AS is_disputed,
    told_rates_pct,
    told_statuses,
    first_reported,
    last_reported
FROM measures
WINDOW w AS (PARTITION BY measure_id ORDER BY valid_from);
