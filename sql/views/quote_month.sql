-- How often were whom quoted, by speaker, organisation and country over time? Distinct quotes against printings.
-- Grain: one row per month, speaker, organisation and country.
-- Example: SELECT month, speaker_country_code, sum(quote_count) FROM quote_month GROUP BY ALL ORDER BY ALL;
--   month: first day of the month in which the words were first printed
--   quote_count: distinct quotes
--   direct_count: those in quotation marks
--   printing_count: articles that printed them, copies included
--   publisher_count: publishers that printed them
CREATE OR REPLACE VIEW quote_month AS
SELECT
    date_trunc('month', first_printed)::DATE AS month,
    speaker,
    organization,
    speaker_country_code,
    count(*) AS quote_count,
    count(*) FILTER (quote_type = 'direct') AS direct_count,
    sum(printings)::BIGINT AS printing_count,
    len(list_distinct(flatten(list(publishers) FILTER (publishers IS NOT NULL)))) AS publisher_count,
    speaker_id
FROM quote_distinct
GROUP BY ALL;
