-- Which goods are hit, by whom, at which rates?
-- Example: --goods steel
--   $goods VARCHAR = '': part of the product
SELECT product, count(*) AS measure_count, list_sort(list(DISTINCT imposer_code)) AS imposers, list_sort(list(DISTINCT target_code)) AS targets,
       min(rate_pct) AS lowest_rate_pct, max(rate_pct) AS highest_rate_pct
FROM measure_index
WHERE product IS NOT NULL AND contains(lower(product), lower($goods))
GROUP BY ALL
ORDER BY measure_count DESC, product
LIMIT 20;
