-- Who said what, in which office? The latest direct quotes, each counted once.
-- Example: --country CAN
--   $country COUNTRY = NULL: country of the speaker
SELECT first_printed, speaker, role, quote
FROM quote_distinct
WHERE quote_type = 'direct' AND speaker IS NOT NULL AND ($country IS NULL OR speaker_country_code = $country)
ORDER BY first_printed DESC, speaker, quote
LIMIT 10;
