-- What became of threats, and after how many days?
-- Example: --imposer USA
--   $imposer COUNTRY = NULL: who threatens
SELECT threatened_on, imposer_code AS imposer, target_code AS target, instrument, product, threatened_rate_pct, threatened_for, outcome,
       days_to_outcome, rate_pct
FROM threat_index
WHERE $imposer IS NULL OR imposer_code = $imposer
ORDER BY ALL
LIMIT 30;
