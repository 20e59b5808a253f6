-- Which articles were changed after they were first seen, and what did that change?
SELECT a.publisher, a.title, r.revision, r.characters_changed, r.title_changed, r.quotes_changed, r.tariffs_changed
FROM article_revisions AS r JOIN articles AS a USING (article_id)
WHERE r.revision > 1
ORDER BY ALL;
