-- What do people talk about over time, and how many of them? Topics are what quotes name or tell.
-- Grain: one row per month and topic.
-- Example: FROM topic_month WHERE topic_type = 'product' ORDER BY month, quote_count DESC;
--   month: first day of the month in which the words were first printed
--   topic_type: kind of topic, the subject_type of quote_subject
--   topic: what is talked about
--   quote_count: distinct quotes about it
--   speaker_count: different speakers of them
--   printing_count: articles that printed them, copies included
CREATE OR REPLACE VIEW topic_month AS
SELECT
    date_trunc('month', first_printed)::DATE AS month,
    subject_type AS topic_type,
    subject AS topic,
    count(DISTINCT quote_group_id) AS quote_count,
    count(DISTINCT speaker) AS speaker_count,
    sum(printings)::BIGINT AS printing_count
FROM quote_subject
GROUP BY ALL;
