-- Which measures are known, and how do they stand?
-- Example: --imposer USA
--   $imposer COUNTRY = NULL: who acts
SELECT imposer_code AS imposer, target_code AS target, instrument, product, rate_pct,
       CASE WHEN rate_pct IS NULL THEN rate_text END AS rate_text, status, since, next_status, next_from, legal_basis_code AS legal_basis
FROM measure_index LEFT JOIN rates_told() USING (measure_id)
WHERE $imposer IS NULL OR imposer_code = $imposer
ORDER BY since DESC, imposer, target, instrument, product
LIMIT 15;
