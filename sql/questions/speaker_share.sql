-- Which offices of which countries have the largest share in what was said?
-- Example: --country USA
--   $country VARCHAR = NULL: ISO 3166 alpha-3, or EU
SELECT speaker_country_code AS country, role, quote_count, speaker_count, share_pct, country_share_pct
FROM speaker_share
WHERE speaker_country_code IS NOT NULL AND ($country IS NULL OR speaker_country_code = $country)
ORDER BY quote_count DESC, country, role
LIMIT 20;
