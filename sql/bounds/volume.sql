-- Are the articles that wait to be published as many as usual?
-- too_few means: less than a fifth of the usual number, so a feed or a reader may be broken: nothing is published.
-- too_many means: more than five times as many, so something may come twice: it is published, and told.
-- Usual is the median of the last 7 published runs that read new articles; with fewer than 5 of them, or a median of less than 20 articles,
-- nothing is told. What was read again counts nowhere. $published are the runs that the published warehouse holds.
WITH loaded AS (
    SELECT run_id, sum(article_count) AS article_count, run_id IN (SELECT unnest($published::VARCHAR[])) AS is_published
    FROM files WHERE outcome <> 'reprocessed' GROUP BY run_id HAVING sum(article_count) > 0
),
usual AS (
    SELECT median(article_count) AS article_count, count(*) AS run_count
    FROM (FROM loaded WHERE is_published ORDER BY run_id DESC LIMIT 7)
),
waiting AS (
    SELECT sum(article_count)::BIGINT AS article_count FROM loaded WHERE NOT is_published
)
SELECT CASE WHEN waiting.article_count < .2 * usual.article_count THEN 'too_few'
            WHEN waiting.article_count > 5 * usual.article_count THEN 'too_many' END AS verdict,
       waiting.article_count, usual.article_count AS usual_count
FROM waiting, usual
WHERE usual.run_count >= 5 AND usual.article_count >= 20 AND verdict IS NOT NULL;
