-- How did rates and states go between two sides, or for goods?
-- Example: --imposer USA --target CAN --goods alumin
--   $imposer VARCHAR = NULL: who acts: ISO 3166 alpha-3, EU; any where not given
--   $target VARCHAR = NULL: whom it hits: ISO 3166 alpha-3, EU; any where not given
--   $goods VARCHAR = NULL: part of the product, or the beginning of an HS code; any where not given
SELECT imposer_code AS imposer, target_code AS target, instrument, product, valid_from, valid_to, status, rate_before_pct, rate_pct
FROM rate_history($imposer, $target, $goods)
ORDER BY imposer, target, instrument, product, valid_from
LIMIT 50;
