-- What rests on which statute or order, and so would fall with it?
-- Grain: one row per legal basis and imposer.
-- Example: FROM legal_basis_index WHERE legal_basis_code = 'US_232';
--   measure_count: measures that rest on it
--   in_force_count: those of them that are in effect on the latest day of news
--   target_codes: whom they hit: ISO 3166 alpha-3, EU, WORLD
--   products: goods they hit
--   highest_rate_pct: highest of their ad valorem rates in percent
CREATE OR REPLACE VIEW legal_basis_index AS
SELECT
    legal_basis_code,
    imposer_code,
    count(*) AS measure_count,
    count(*) FILTER (status = 'in_effect') AS in_force_count,
    list_sort(list(DISTINCT target_code)) AS target_codes,
    list_sort(list(DISTINCT product) FILTER (product IS NOT NULL)) AS products,
    max(rate_pct) AS highest_rate_pct,
    min(first_reported) AS first_reported,
    max(last_reported) AS last_reported
FROM measure_index
WHERE legal_basis_code IS NOT NULL
GROUP BY ALL;
