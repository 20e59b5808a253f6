-- What is in force between two sides on a day, at which rate, on which legal basis?
SELECT imposer_code AS imposer, target_code AS target, instrument, product, rate_pct, legal_basis_code AS legal_basis, valid_from
FROM tariffs_in_force(DATE '2026-06-30', NULL, NULL)
ORDER BY ALL
LIMIT 15;
