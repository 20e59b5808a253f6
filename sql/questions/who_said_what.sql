-- Who said what, in which office? The latest direct quotes, each counted once.
-- Example: --country CAN
--   $country VARCHAR = NULL: country of the speaker: ISO 3166 alpha-3, or EU; any where not given
SELECT first_printed, speaker, role, quote
FROM quote_distinct
WHERE quote_type = 'direct' AND speaker IS NOT NULL AND ($country IS NULL OR speaker_country_code = $country)
ORDER BY first_printed DESC, speaker, quote
LIMIT 10;
