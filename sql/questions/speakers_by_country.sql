-- Whose officials are heard? Distinct quotes by the speaker's country.
SELECT speaker_country_code AS country, count(DISTINCT quote_group_id) AS quotes, count(DISTINCT speaker) AS speakers
FROM quote_index
WHERE speaker_country_code IS NOT NULL
GROUP BY ALL
ORDER BY quotes DESC, country;
