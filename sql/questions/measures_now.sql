-- Which measures are known, and how do they stand?
-- Example: --imposer USA
--   $imposer COUNTRY = NULL: who acts
SELECT imposer_code AS imposer, target_code AS target, instrument, product, rate_pct, status, since, next_status, next_from, legal_basis_code AS legal_basis
FROM measure_index
WHERE $imposer IS NULL OR imposer_code = $imposer
ORDER BY since DESC, imposer, target, instrument, product
LIMIT 15;
