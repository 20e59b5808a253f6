-- Which articles were changed after they were first seen, and what did that change?
SELECT publisher, title, revision, characters_changed, title_changed, quotes_changed, tariffs_changed
FROM article_correction
ORDER BY ALL;
