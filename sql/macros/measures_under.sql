-- What falls if a legal basis falls: the measures that rest on it.
-- Grain: one row per measure, those in effect first.
-- Example: FROM measures_under('US_232');
--   legal_basis: code of the legal basis, as in column legal_basis_code
CREATE OR REPLACE MACRO measures_under(legal_basis) AS TABLE
SELECT imposer_code, target_code, instrument, product, status, rate_pct, since, first_reported, last_reported, measure_id
FROM measure_index
WHERE legal_basis_code = legal_basis
ORDER BY status <> 'in_effect', imposer_code, target_code, instrument, product, measure_id;
