-- Which articles are there, and what was found in each?
-- Grain: one row per article; copies have is_copy = true.
-- Example: SELECT published_date, publisher, title, quote_count, tariff_count FROM article_index ORDER BY published_date DESC;
--   is_copy: a copy of an article that was printed before
--   quote_count: quotes in it
--   tariff_count: trade measures that it tells
--   talk_count: talks that it tells
--   entity_count: different entities that it names
CREATE OR REPLACE VIEW article_index AS
SELECT
    a.published_date,
    a.publisher,
    a.title,
    a.word_count,
    a.revision,
    a.duplicate_of IS NOT NULL AS is_copy,
    coalesce(q.n, 0) AS quote_count,
    coalesce(t.n, 0) AS tariff_count,
    coalesce(k.n, 0) AS talk_count,
    coalesce(e.n, 0) AS entity_count,
    a.url,
    a.source_path,
    a.story_id,
    a.article_id
FROM articles AS a
LEFT JOIN (SELECT article_id, count(*) AS n FROM quotes GROUP BY ALL) AS q USING (article_id)
LEFT JOIN (SELECT article_id, count(*) AS n FROM tariffs GROUP BY ALL) AS t USING (article_id)
LEFT JOIN (SELECT article_id, count(*) AS n FROM talks GROUP BY ALL) AS k USING (article_id)
LEFT JOIN (SELECT article_id, count(DISTINCT entity_id) AS n FROM article_entities GROUP BY ALL) AS e USING (article_id);
