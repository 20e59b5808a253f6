-- Who was quoted in which month, how often and in how many printings?
-- Example: --name Marchand
--   $name VARCHAR = '': part of the speaker's name
SELECT month, speaker, organization, speaker_country_code AS country, quote_count, printing_count
FROM quote_month
WHERE speaker_id IS NOT NULL AND contains(lower(speaker), lower($name))
ORDER BY month DESC, quote_count DESC, speaker, organization
LIMIT 30;
