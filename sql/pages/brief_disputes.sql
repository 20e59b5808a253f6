-- Where stories of the last 31 days disagree.
FROM measure_dispute
WHERE other_published_date > $as_of::DATE - 31 AND other_published_date <= $as_of
ORDER BY other_published_date DESC, imposer_code, target_code, product, differs_in, tariff_id;
