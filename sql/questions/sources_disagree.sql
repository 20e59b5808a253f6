-- Where do two stories give another rate or another first day for the same measure?
SELECT imposer_code AS imposer, target_code AS target, product, differs_in, says, publisher, other_says, other_publisher, other_published_date
FROM measure_dispute
ORDER BY ALL
LIMIT 20;
