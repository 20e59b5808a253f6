-- The measures of the days up to $as_of, each action and rate once with its surest telling.
SELECT *, count(*) OVER same AS telling_count
FROM tariff_index
WHERE published_date > $as_of::DATE - $days::INTEGER AND published_date <= $as_of AND NOT is_copy AND NOT is_background AND NOT is_aggregate
WINDOW same AS (PARTITION BY measure_id, action, rate_pct)
QUALIFY row_number() OVER (PARTITION BY measure_id, action, rate_pct ORDER BY confidence DESC, published_date DESC, tariff_id) = 1
ORDER BY published_date DESC, action IN ('in_force', 'proposed'), confidence DESC, article_id, start_char;
