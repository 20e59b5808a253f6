-- Failing means: a step of the load that computes over all articles did not reach these rows.
SELECT 'articles' AS "table", article_id AS id FROM articles WHERE revision IS NULL OR story_id IS NULL
UNION ALL
SELECT 'quotes', quote_id FROM quotes WHERE quote_group_id IS NULL
UNION ALL
SELECT 'tariffs', tariff_id FROM tariffs WHERE measure_id IS NULL;
