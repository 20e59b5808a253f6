-- Failing means: a copy points to an article that is missing or is a copy itself, so a story would be counted twice.
SELECT c.article_id, c.duplicate_of
FROM articles AS c LEFT JOIN articles AS first ON first.article_id = c.duplicate_of
WHERE c.duplicate_of IS NOT NULL AND (first.article_id IS NULL OR first.duplicate_of IS NOT NULL);
