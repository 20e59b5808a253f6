-- Who took over whose text, and how long after it was first printed?
-- Grain: one row per copy.
-- Example: SELECT publisher, copied_by, count(*), avg(days_later) FROM article_copy GROUP BY ALL ORDER BY 3 DESC;
--   published_date: publication date of the first printing
--   publisher: who printed it first, as the source gives it
--   title: headline of the first printing
--   copied_by: who printed the copy
--   copy_title: headline of the copy
--   days_later: days between the two
--   copy_id: article_id of the copy
--   article_id: article of the first printing
CREATE OR REPLACE VIEW article_copy AS
SELECT
    first.published_date,
    first.publisher,
    first.title,
    copy.publisher AS copied_by,
    copy.title AS copy_title,
    copy.published_date - first.published_date AS days_later,
    first.article_id,
    copy.article_id AS copy_id
FROM articles AS copy JOIN articles AS first ON first.article_id = copy.duplicate_of;
