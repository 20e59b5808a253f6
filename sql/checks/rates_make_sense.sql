-- Failing means: a rate is no percentage that any government ever set; 5,000 leaves room for wartime duties.
SELECT tariff_id, rate_pct, rate_from_pct FROM tariffs
WHERE rate_pct NOT BETWEEN 0 AND 5000 OR rate_from_pct NOT BETWEEN 0 AND 5000;
