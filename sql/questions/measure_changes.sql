-- How did each measure go that changed at least once?
SELECT imposer_code AS imposer, target_code AS target, instrument, product, valid_from, status, rate_before_pct, rate_pct
FROM tariff_timeline
WHERE measure_id IN (SELECT measure_id FROM measures GROUP BY measure_id HAVING count(*) > 1)
ORDER BY imposer, target, instrument, product, valid_from;
