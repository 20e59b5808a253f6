-- How did rates and states go between two sides, or for goods?
-- Example: --imposer USA --target CAN --goods alumin
--   $imposer COUNTRY = NULL: who acts
--   $target COUNTRY = NULL: whom it hits
--   $goods VARCHAR = NULL: part of the product, or the beginning of an HS code
SELECT imposer_code AS imposer, target_code AS target, instrument, product, valid_from, valid_to, status, rate_before_pct, rate_pct
FROM rate_history($imposer, $target, $goods)
ORDER BY imposer, target, instrument, product, valid_from
LIMIT 50;
