-- What falls if a legal basis falls?
-- Example: --legal-basis US_232
--   $legal_basis LEGAL_BASIS: statute or order: its code, or its name
SELECT imposer_code AS imposer, target_code AS target, instrument, product, status, rate_pct, since
FROM measures_under($legal_basis)
ORDER BY status <> 'in_effect', imposer, target, instrument, product;
