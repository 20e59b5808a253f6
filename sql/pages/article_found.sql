-- The articles whose id, address, file or title is, or holds, the words; those that are meant exactly first. $words says which.
SELECT article_id, published_date, title, source_path, coalesce($words IN (article_id, url, source_path, title), false) AS is_exact
FROM articles
WHERE $words IN (article_id, url, source_path) OR contains(lower(title), lower($words)) OR contains(source_path, $words)
ORDER BY is_exact DESC, published_date DESC, article_id
LIMIT 10;
