-- Failing means: a range ends before it begins, so no question about a period would find it.
SELECT 'dates' AS "table", date_id AS id FROM dates WHERE end_date < start_date OR (start_date IS NULL) <> (end_date IS NULL)
UNION ALL
SELECT 'talks', talk_id FROM talks WHERE end_date < start_date
UNION ALL
SELECT 'measures', measure_id FROM measures WHERE valid_to < valid_from
UNION ALL
SELECT 'articles', article_id FROM articles WHERE published_date < DATE '1800-01-01' OR published_date > current_date + 366;
