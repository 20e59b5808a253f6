-- How did rates and states go between two sides, or for goods? Null stands for any.
-- Grain: one row per measure and state.
-- Example: FROM rate_history('USA', 'CAN', 'alumin');
--   imposer: who acts: ISO 3166 alpha-3, EU
--   target: whom it hits: ISO 3166 alpha-3, EU, WORLD
--   goods: part of the product, upper or lower case alike, or the beginning of an HS code
CREATE OR REPLACE MACRO rate_history(imposer := NULL, target := NULL, goods := NULL) AS TABLE
SELECT t.imposer_code, t.target_code, t.instrument, t.product, t.valid_from, t.valid_to, t.status_before, t.status, t.rate_before_pct, t.rate_pct,
       t.legal_basis_code, t.measure_id
FROM tariff_timeline AS t
JOIN (SELECT measure_id, any_value(hs_codes) AS hs_codes FROM measures GROUP BY ALL) AS codes USING (measure_id)
WHERE (imposer IS NULL OR t.imposer_code = imposer)
  AND (target IS NULL OR t.target_code = target)
  AND (goods IS NULL OR contains(lower(t.product), lower(goods)) OR len(list_filter(codes.hs_codes, code -> starts_with(code, goods))) > 0)
ORDER BY t.imposer_code, t.target_code, t.instrument, t.product, t.measure_id, t.valid_from;
