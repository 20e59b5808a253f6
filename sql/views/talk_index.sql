-- Which talks were held, are under way or are planned, between whom, where, and who sat at the table.
-- Grain: one row per talk and article.
-- Example: SELECT start_date, place, party_codes, outcome FROM talk_index WHERE list_contains(party_codes, 'EU') ORDER BY start_date;
--   talk_date: first day, or the day of publication where the text gives none
--   date_precision: day, or month, quarter, half or year where the text tells no more; null where it tells no day
--   led_by: who leads a delegation
--   attended_by: who else sits at the table
--   is_copy: the article is a copy of one that was printed before
--   evidence: the words that tell it, on one line
CREATE OR REPLACE VIEW talk_index AS
SELECT
    coalesce(t.start_date, a.published_date) AS talk_date,
    t.talk_type,
    t.party_codes,
    t.place,
    t.venue,
    t.start_date,
    t.end_date,
    date_precision(t.start_date, t.end_date) AS date_precision,
    t.outcome,
    t.is_cancelled,
    p.led_by,
    p.attended_by,
    one_line(t.evidence) AS evidence,
    a.published_date,
    a.publisher,
    a.title,
    a.url,
    a.source_path,
    a.duplicate_of IS NOT NULL AS is_copy,
    t.talk_id,
    t.article_id,
    t.start_char,
    t.end_char
FROM talks AS t
JOIN articles AS a USING (article_id)
LEFT JOIN (
    SELECT
        talk_id,
        list_sort(list(canonical_name) FILTER (participant_role = 'lead')) AS led_by,
        list_sort(list(canonical_name) FILTER (participant_role = 'attendee')) AS attended_by
    FROM talk_participants JOIN entities USING (entity_id)
    GROUP BY talk_id
) AS p USING (talk_id);
