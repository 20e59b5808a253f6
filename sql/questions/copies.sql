-- Which articles are copies of another one, and who printed them?
SELECT published_date, publisher, title, copied_by, copy_title, days_later
FROM article_copy
ORDER BY ALL;
