-- Which articles were changed after they were first seen, and what did that change?
SELECT publisher, title, revision, characters_gained, characters_lost, title_changed, quotes_gained, quotes_lost, tariffs_gained, tariffs_lost
FROM article_correction
ORDER BY ALL;
