-- Which talks were there, as the articles up to a day tell them, each counted once?
-- Grain: one row per set of parties, first day and kind of talk; a talk whose day nobody tells stands on its day of publication.
-- Example: FROM talks_told(DATE '2026-05-14') ORDER BY talk_date;
--   as_of: the day
CREATE OR REPLACE MACRO talks_told(as_of) AS TABLE
SELECT
    talk_date,
    bool_or(start_date IS NOT NULL) AS is_dated,
    list_sort(party_codes) AS party_codes,
    talk_type,
    first(place ORDER BY published_date DESC, talk_id) FILTER (place IS NOT NULL) AS place,
    first(venue ORDER BY published_date DESC, talk_id) FILTER (venue IS NOT NULL) AS venue,
    coalesce(max(end_date) FILTER (date_precision = 'day'), max(end_date)) AS end_date,
    first(date_precision ORDER BY date_precision = 'day' DESC, end_date - start_date) AS date_precision,
    coalesce(first(outcome ORDER BY published_date DESC, talk_id) FILTER (outcome <> 'unknown'), 'unknown') AS outcome,
    list_sort(list_distinct(flatten(list(list_concat(coalesce(led_by, []), coalesce(attended_by, [])))))) AS people,
    count(DISTINCT article_id) AS story_count,
    max(published_date) AS last_reported,
    first(evidence ORDER BY published_date DESC, talk_id) AS evidence,
    first(talk_id ORDER BY published_date DESC, talk_id) AS talk_id,
    first(article_id ORDER BY published_date DESC, talk_id) AS article_id
FROM talk_index
WHERE NOT is_copy AND published_date <= as_of
GROUP BY talk_date, list_sort(party_codes), talk_type;
