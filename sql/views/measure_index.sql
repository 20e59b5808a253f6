-- Which measures are known, each with its latest state and how often it was told.
-- Grain: one row per measure.
-- Example: FROM measure_index WHERE imposer_code = 'EU' AND status = 'in_effect';
--   since: first day of the latest state
--   state_count: dated states that are known
--   telling_count: stories that tell one of its states, added up over the states
CREATE OR REPLACE VIEW measure_index AS
SELECT
    measure_id,
    any_value(instrument) AS instrument,
    any_value(imposer_code) AS imposer_code,
    any_value(target_code) AS target_code,
    any_value(product) AS product,
    any_value(hs_codes) AS hs_codes,
    any_value(legal_basis_code) AS legal_basis_code,
    last(status ORDER BY valid_from) AS status,
    last(rate_pct ORDER BY valid_from) AS rate_pct,
    max(valid_from) AS since,
    count(*) AS state_count,
    sum(article_count)::BIGINT AS telling_count,
    min(first_reported) AS first_reported,
    max(last_reported) AS last_reported
FROM measures
GROUP BY measure_id;
