-- Who speaks about whom?
-- Example: --country CAN
--   $country COUNTRY = NULL: country of the speaker
SELECT speaker, speaker_country_code AS country, subject_type, subject, quote_count, first_printed, last_printed
FROM speaker_subject
WHERE $country IS NULL OR speaker_country_code = $country
ORDER BY quote_count DESC, speaker, subject
LIMIT 20;
