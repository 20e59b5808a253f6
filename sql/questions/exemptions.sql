-- Who or what is let off from which measure?
-- Example: --imposer USA
--   $imposer COUNTRY = NULL: whose measure
SELECT published_date, array_to_string(imposer_codes, ', ') AS imposers, exempt_code, exempt_product, array_to_string(target_codes, ', ') AS measure_targets,
       instrument, status, evidence
FROM exemption_index
WHERE NOT is_copy AND ($imposer IS NULL OR list_contains(imposer_codes, $imposer))
ORDER BY published_date DESC, article_id, start_char, exempt_code
LIMIT 20;
