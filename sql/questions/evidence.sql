-- Which words in which article tell the measures between two sides?
-- Example: --imposer CHN --target EU
--   $imposer COUNTRY = NULL: who acts
--   $target COUNTRY = NULL: whom it hits
SELECT published_date, publisher, action, rate_pct, confidence, evidence
FROM measure_telling
WHERE NOT is_copy AND ($imposer IS NULL OR imposer_code = $imposer) AND ($target IS NULL OR target_code = $target)
ORDER BY published_date DESC, article_id, start_char
LIMIT 20;
