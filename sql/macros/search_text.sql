-- Articles whose text holds the words as given, with what stands around the first place.
-- Grain: one row per article; copies are left out.
-- Example: FROM search_text('aluminium') WHERE published_date >= DATE '2026-05-01';
--   words: the words, upper or lower case alike; all texts are read, or those of the time that WHERE asks for: give one in a large warehouse
CREATE OR REPLACE MACRO search_text(words) AS TABLE
SELECT
    published_date,
    publisher,
    title,
    one_line(substring(text, greatest(position(lower(words) IN lower(text)) - 80, 1), 160 + length(words))) AS snippet,
    article_id
FROM articles
WHERE duplicate_of IS NULL AND contains(lower(text), lower(words))
ORDER BY published_date DESC, article_id;
