-- Which measures in effect have the highest rates?
-- Example: --as-of 2026-05-10
--   $as_of DATE = news_day(): the day
SELECT rate_pct, imposer_code AS imposer, target_code AS target, instrument, product, legal_basis_code AS legal_basis, valid_from
FROM tariffs_in_force($as_of)
WHERE rate_pct IS NOT NULL
ORDER BY rate_pct DESC, imposer, target, instrument, product
LIMIT 10;
