-- Which measures are known, and how do they stand?
SELECT imposer_code AS imposer, target_code AS target, instrument, product, rate_pct, status, since, legal_basis_code AS legal_basis
FROM measure_index
ORDER BY since DESC, imposer, target, instrument, product
LIMIT 15;
