-- What takes effect after a day, or ends?
SELECT effective_date AS day, 'begins' AS what, imposer_codes, target_codes, action, product, rate_pct
FROM tariff_index WHERE effective_date > DATE '2026-05-15' AND NOT is_copy AND status IN ('announced', 'threatened')
UNION ALL
SELECT until_date, 'ends', imposer_codes, target_codes, action, product, rate_pct
FROM tariff_index WHERE until_date > DATE '2026-05-15' AND NOT is_copy
ORDER BY ALL
LIMIT 15;
