-- The articles themselves, the latest first. $article_ids says which.
SELECT article_id, title, publisher, published_date, byline, url, source_path, text, duplicate_of IS NOT NULL AS is_copy
FROM articles
WHERE list_contains($article_ids::VARCHAR[], article_id)
ORDER BY published_date DESC, article_id;
