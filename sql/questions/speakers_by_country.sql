-- Whose officials are heard? Distinct quotes by the speaker's country.
SELECT speaker_country_code AS country, count(*) AS quote_count, count(DISTINCT speaker) AS speaker_count
FROM quote_distinct
WHERE speaker_country_code IS NOT NULL
GROUP BY ALL
ORDER BY quote_count DESC, country;
