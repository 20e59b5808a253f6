-- Whose officials and people are heard, month by month?
-- Example: --country CAN
--   $country COUNTRY = NULL: country of the speaker
SELECT month, speaker_country_code AS country, sum(quote_count)::BIGINT AS quote_count, count(DISTINCT speaker) AS speaker_count,
       sum(printing_count)::BIGINT AS printing_count
FROM quote_month
WHERE speaker_country_code IS NOT NULL AND ($country IS NULL OR speaker_country_code = $country)
GROUP BY ALL
ORDER BY month DESC, quote_count DESC, country
LIMIT 30;
