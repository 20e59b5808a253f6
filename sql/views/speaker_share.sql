-- Whose voices are heard: the share of each office and country in what was said.
-- Grain: one row per country and office; unnamed speakers and those without an office have null there.
-- Example: FROM speaker_share WHERE speaker_country_code IS NOT NULL ORDER BY quote_count DESC LIMIT 20;
--   role: office as the texts give it, in lower case, with its organisation
--   quote_count: distinct quotes
--   speaker_count: different speakers
--   share_pct: their share of all distinct quotes, in percent
--   country_share_pct: their share of the distinct quotes of this country, in percent
CREATE OR REPLACE VIEW speaker_share AS
WITH counted AS (
    SELECT speaker_country_code, lower(role) AS role, count(*) AS quote_count, count(DISTINCT speaker) AS speaker_count
    FROM quote_distinct GROUP BY ALL
)
SELECT
    speaker_country_code,
    role,
    quote_count,
    speaker_count,
    round(100 * quote_count / sum(quote_count) OVER (), 2) AS share_pct,
    round(100 * quote_count / sum(quote_count) OVER (PARTITION BY speaker_country_code), 2) AS country_share_pct
FROM counted;
