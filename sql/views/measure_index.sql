-- Which measures are known, how does each stand, and what comes next?
-- Grain: one row per measure. The state is that of the latest day of news; of a measure all of whose states lie ahead, the first.
-- Example: FROM measure_index WHERE imposer_code = 'EU' AND status = 'in_effect';
--   since: first day of that state
--   next_status: state that follows, where one is told
--   next_rate_pct: ad valorem rate in percent in it
--   next_from: first day of it
--   state_count: dated states that are known
--   telling_count: stories that tell one of its states, added up over the states
CREATE OR REPLACE VIEW measure_index AS
WITH placed AS (
    SELECT *, valid_from > news_day() AND row_number() OVER (PARTITION BY measure_id ORDER BY valid_from) > 1 AS is_ahead FROM measures
)
SELECT
    measure_id,
    any_value(instrument) AS instrument,
    any_value(mast_chapter) AS mast_chapter,
    any_value(imposer_code) AS imposer_code,
    any_value(target_code) AS target_code,
    any_value(product) AS product,
    any_value(product_scope) AS product_scope,
    any_value(hs_codes) AS hs_codes,
    any_value(legal_basis_code) AS legal_basis_code,
    any_value(programme) AS programme,
    arg_max(status, valid_from) FILTER (NOT is_ahead) AS status,
    arg_max_null(rate_pct, valid_from) FILTER (NOT is_ahead) AS rate_pct,
    max(valid_from) FILTER (NOT is_ahead) AS since,
    arg_min(status, valid_from) FILTER (is_ahead) AS next_status,
    arg_min_null(rate_pct, valid_from) FILTER (is_ahead) AS next_rate_pct,
    min(valid_from) FILTER (is_ahead) AS next_from,
    count(*) AS state_count,
    sum(article_count)::BIGINT AS telling_count,
    min(first_reported) AS first_reported,
    max(last_reported) AS last_reported
FROM placed
GROUP BY measure_id;
