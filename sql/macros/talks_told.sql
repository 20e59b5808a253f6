-- Which talks were there, as the articles up to a day tell them, each counted once?
-- Grain: one row per talk. Tellings are of one talk where the same governments meet or agree (or call) on days that touch, in no two cities.
-- One that tells a month or a week is of the last such talk in it. One that tells no day is of the last talk up to 30 days before its
-- publication; of a deal, of the last that led to one within a year; of a plan, of the next talk within 60 days; else of a talk without a
-- day that was told up to 30 days before (a deal: half a year), or it stands on its day of publication.
-- Example: FROM talks_told(DATE '2026-05-14') ORDER BY talk_date;
--   as_of: the day
CREATE OR REPLACE MACRO talks_told(as_of) AS TABLE
WITH told AS (
    SELECT
        * EXCLUDE (talk_date),
        array_to_string(list_sort(party_codes), ' ') AS parties,
        talk_type = 'call' AS is_call,
        end_date - start_date AS length,
        outcome = 'scheduled' OR is_cancelled AS is_plan,
        outcome IN ('agreement', 'framework') AS has_deal,
        has_deal AND talk_type = 'agreement' AS is_deal,
        if(is_deal, 365, 30) AS told_within,
        if(is_deal, 180, 30) AS retold_within
    FROM talk_index
    WHERE NOT is_copy AND published_date <= as_of
), touching AS (
    SELECT
        *,
        start_date <= max(end_date) OVER earlier + 1 AND coalesce(place = last_value(place IGNORE NULLS) OVER earlier, true) AS goes_on
    FROM told
    WHERE length < 5
    WINDOW earlier AS (PARTITION BY parties, is_call ORDER BY start_date, end_date, talk_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), by_day AS (
    SELECT *, 'day ' || count_if(goes_on IS NOT true) OVER (PARTITION BY parties, is_call ORDER BY start_date, end_date, talk_id) AS talk
    FROM touching
), days AS (
    SELECT parties, is_call, talk, min(start_date) AS first_day, max(end_date) AS last_day, any_value(place) AS place, bool_or(has_deal) AS has_deal
    FROM by_day
    GROUP BY parties, is_call, talk
), by_stretch AS (
    SELECT s.*, CASE WHEN d.last_day >= s.start_date AND coalesce(d.place = s.place, true) THEN d.talk END AS talk_inside,
           coalesce(talk_inside, concat_ws(' ', 'in', s.start_date, s.end_date, s.place)) AS talk
    FROM told AS s
    ASOF LEFT JOIN (SELECT *, unnest(if(has_deal, [false, true], [false])) AS is_deal FROM days) AS d
      ON d.parties = s.parties AND d.is_call = s.is_call AND d.is_deal = s.is_deal AND d.first_day <= s.end_date
    WHERE s.length >= 5
), dated AS (
    SELECT *, unnest(if(has_deal, [false, true], [false])) AS is_deal
    FROM (FROM days
          UNION ALL BY NAME
          SELECT parties, is_call, talk, start_date AS first_day, end_date AS last_day, place, bool_or(has_deal) AS has_deal
          FROM by_stretch WHERE talk_inside IS NULL GROUP BY ALL)
), undated AS (
    SELECT
        t.*,
        CASE WHEN NOT is_plan AND published_date - before.last_day <= told_within AND coalesce(before.place = t.place, true)
                  AND NOT (outcome = 'ongoing' AND before.has_deal) THEN before.talk
             WHEN is_plan AND behind.first_day - published_date <= 60 AND coalesce(behind.place = t.place, true) THEN behind.talk END AS talk_near
    FROM told AS t
    ASOF LEFT JOIN dated AS before
      ON before.parties = t.parties AND before.is_call = t.is_call AND before.is_deal = t.is_deal AND before.first_day <= t.published_date
    ASOF LEFT JOIN (FROM dated WHERE NOT is_deal) AS behind
      ON behind.parties = t.parties AND behind.is_call = t.is_call AND behind.first_day >= t.published_date
    WHERE t.start_date IS NULL
), by_publication AS (
    SELECT *, published_date - lag(published_date) OVER same <= retold_within AS goes_on
    FROM undated
    WINDOW same AS (PARTITION BY parties, is_call, is_deal, is_plan, talk_near IS NULL ORDER BY published_date, talk_id)
), every_telling AS (
    FROM by_day
    UNION ALL BY NAME
    FROM by_stretch
    UNION ALL BY NAME
    SELECT *, coalesce(talk_near, concat_ws(' ', 'told', is_deal, is_plan, count_if(goes_on IS NOT true) OVER same)) AS talk
    FROM by_publication
    WINDOW same AS (PARTITION BY parties, is_call, is_deal, is_plan, talk_near IS NULL ORDER BY published_date, talk_id)
)
SELECT
    coalesce(min(start_date) FILTER (length < 5), min(start_date), min(published_date)) AS talk_date,
    bool_or(start_date IS NOT NULL) AS is_dated,
    list_sort(any_value(party_codes)) AS party_codes,
    first(talk_type ORDER BY start_date IS NULL, talk_type = 'agreement', published_date DESC, talk_id) AS talk_type,
    first(place ORDER BY published_date DESC, talk_id) FILTER (place IS NOT NULL) AS place,
    first(venue ORDER BY published_date DESC, talk_id) FILTER (venue IS NOT NULL) AS venue,
    coalesce(max(end_date) FILTER (length < 5), max(end_date)) AS end_date,
    first(date_precision ORDER BY length) AS date_precision,
    CASE WHEN first(every_telling.is_cancelled ORDER BY published_date DESC, talk_id) THEN 'unknown'
         ELSE coalesce(first(outcome ORDER BY published_date DESC, talk_id) FILTER (outcome IN ('agreement', 'framework', 'no_deal')),
                       first(outcome ORDER BY published_date DESC, talk_id)) END AS outcome,
    first(every_telling.is_cancelled ORDER BY published_date DESC, talk_id) AS is_cancelled,
    list_sort(list_distinct(flatten(list(list_concat(coalesce(led_by, []), coalesce(attended_by, [])))))) AS people,
    count(DISTINCT article_id) AS story_count,
    max(published_date) AS last_reported,
    first(evidence ORDER BY start_date IS NULL, published_date DESC, talk_id) AS evidence,
    first(talk_id ORDER BY start_date IS NULL, published_date DESC, talk_id) AS talk_id,
    first(article_id ORDER BY start_date IS NULL, published_date DESC, talk_id) AS article_id
FROM every_telling
GROUP BY parties, is_call, talk;
