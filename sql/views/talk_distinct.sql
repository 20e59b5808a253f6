-- Which talks were there, each counted once however many articles tell it?
-- Grain: one row per set of parties, first day and kind of talk; a talk whose day nobody tells stands on its day of publication.
-- Example: FROM talk_distinct WHERE list_contains(party_codes, 'CHN') ORDER BY talk_date;
--   talk_date: first day, or the day of publication where the text gives none
--   is_dated: a text gives the day
--   party_codes: governments at the table, sorted: ISO 3166 alpha-3, EU, WORLD
--   outcome: what came of it, as the latest article that knows says
--   people: who leads or attends, sorted
--   story_count: articles that tell it, copies left out
--   evidence: the words of the latest article
--   last_reported: publication date of that article
CREATE OR REPLACE VIEW talk_distinct AS
SELECT
    talk_date,
    bool_or(start_date IS NOT NULL) AS is_dated,
    list_sort(party_codes) AS party_codes,
    talk_type,
    first(place ORDER BY published_date DESC, talk_id) FILTER (place IS NOT NULL) AS place,
    first(venue ORDER BY published_date DESC, talk_id) FILTER (venue IS NOT NULL) AS venue,
    max(end_date) AS end_date,
    coalesce(first(outcome ORDER BY published_date DESC, talk_id) FILTER (outcome <> 'unknown'), 'unknown') AS outcome,
    list_sort(list_distinct(flatten(list(list_concat(coalesce(led_by, []), coalesce(attended_by, [])))))) AS people,
    count(DISTINCT article_id) AS story_count,
    max(published_date) AS last_reported,
    first(evidence ORDER BY published_date DESC, talk_id) AS evidence,
    first(talk_id ORDER BY published_date DESC, talk_id) AS talk_id,
    first(article_id ORDER BY published_date DESC, talk_id) AS article_id
FROM talk_index
WHERE NOT is_copy
GROUP BY talk_date, list_sort(party_codes), talk_type;
