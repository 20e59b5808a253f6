-- Who is quoted most, against the time before: by default the week up to a day against the week before it.
-- Grain: one row per speaker quoted in one of the two spells.
-- Example: FROM speakers_most_quoted(as_of := DATE '2026-04-07', days := 7) LIMIT 10;
--   as_of: last day of the spell; news_day() where not given
--   days: its length
CREATE OR REPLACE MACRO speakers_most_quoted(as_of := NULL, days := 7) AS TABLE
WITH asked AS (SELECT coalesce(as_of, news_day()) AS last_day), quoted AS (
    SELECT *, first_printed > last_day - days AS is_now FROM quote_distinct, asked
    WHERE first_printed > last_day - 2 * days AND first_printed <= last_day AND speaker_id IS NOT NULL
)
SELECT
    last(speaker ORDER BY first_printed, quote_group_id) AS speaker,
    last(role ORDER BY role IS NOT NULL, first_printed, quote_group_id) AS role,
    any_value(speaker_country_code) AS speaker_country_code,
    count_if(is_now)::BIGINT AS quote_count,
    count_if(NOT is_now)::BIGINT AS quote_count_before,
    (count_if(is_now) - count_if(NOT is_now))::BIGINT AS change,
    coalesce(sum(printings) FILTER (is_now), 0)::BIGINT AS printing_count,
    speaker_id
FROM quoted GROUP BY speaker_id
ORDER BY quote_count DESC, quote_count_before DESC, speaker;
