-- Where do articles give different rates for the same measure and day?
SELECT t.imposer_codes[1] AS imposer, t.target_codes[1] AS target, t.product, t.effective_date,
       list_sort(list(DISTINCT t.rate_pct)) AS rates_pct, list_sort(list(DISTINCT t.publisher)) AS publishers
FROM tariff_index AS t
WHERE t.rate_pct IS NOT NULL AND NOT t.is_copy
GROUP BY t.measure_id, imposer, target, t.product, t.effective_date
HAVING count(DISTINCT t.rate_pct) > 1 AND count(DISTINCT t.article_id) > 1
ORDER BY ALL;
