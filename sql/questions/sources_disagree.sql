-- Where do two stories give different rates for the same measure in the same state, within a month and for the same day?
SELECT one.imposer_codes[1] AS imposer, one.target_codes[1] AS target, one.product, coalesce(one.effective_date, other.effective_date) AS effective_date,
       one.rate_pct AS rate_pct, coalesce(one.publisher, one.source_path) AS says,
       other.rate_pct AS other_rate_pct, coalesce(other.publisher, other.source_path) AS other_says
FROM tariff_index AS one
JOIN tariff_index AS other
  ON one.measure_id = other.measure_id AND one.status = other.status AND one.action = other.action
 AND one.article_id <> other.article_id AND one.rate_pct < other.rate_pct
 AND abs(one.published_date - other.published_date) <= 31
 AND coalesce(one.effective_date = other.effective_date, true)
WHERE NOT one.is_copy AND NOT other.is_copy
ORDER BY ALL;
