-- Which articles are copies of another one, and who printed them?
SELECT first.publisher AS first_publisher, first.title AS first_title, copy.publisher AS copied_by, copy.title AS copy_title
FROM articles AS copy JOIN articles AS first ON first.article_id = copy.duplicate_of
ORDER BY ALL;
