-- Who or what is let off from which measure?
-- Example: --imposer USA
--   $imposer VARCHAR = NULL: whose measure: ISO 3166 alpha-3, EU; any where not given
SELECT published_date, array_to_string(imposer_codes, ', ') AS imposers, exempt_code, instrument, product, status, evidence
FROM exemption_index
WHERE NOT is_copy AND ($imposer IS NULL OR list_contains(imposer_codes, $imposer))
ORDER BY published_date DESC, article_id, start_char, exempt_code
LIMIT 20;
