-- What is in force between two sides on a day, at which rate, on which legal basis?
-- Example: --as-of 2026-05-10 --imposer USA --target CAN
--   $as_of DATE = news_day(): the day
--   $imposer COUNTRY = NULL: who acts
--   $target COUNTRY = NULL: whom it hits
SELECT imposer_code AS imposer, target_code AS target, instrument, product, rate_pct, CASE WHEN rate_pct IS NULL THEN rate_text END AS rate_text,
       legal_basis_code AS legal_basis, valid_from, valid_to
FROM tariffs_in_force($as_of, $imposer, $target) LEFT JOIN rates_told($as_of) USING (measure_id)
ORDER BY ALL
LIMIT 30;
