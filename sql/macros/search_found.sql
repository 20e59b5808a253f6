-- Where do words stand: in the text of an article, in a quote, in the evidence of a measure or of talks?
-- Grain: one row per article, quote, measure or talk that holds the words; copies are left out.
-- Example: SELECT published_date, found_in, who, snippet FROM search_found('aluminium') WHERE published_date >= DATE '2026-05-01';
--   words: the words, upper or lower case alike; all texts are read, or those of the time that WHERE asks for: give one in a large warehouse
CREATE OR REPLACE MACRO search_found(words) AS TABLE
WITH printed AS (
    SELECT article_id, published_date, publisher, title, text FROM articles WHERE duplicate_of IS NULL
), found AS (
    SELECT *, 'text' AS found_in, NULL AS who, text AS said, 0 AS start_char FROM printed WHERE contains(lower(text), lower(words))
    UNION ALL
    SELECT p.*, 'quote', speaker_name, quote_text, start_char
    FROM printed AS p JOIN quotes USING (article_id) WHERE contains(lower(quote_text), lower(words))
    UNION ALL
    SELECT p.*, 'measure', array_to_string(imposer_codes, ', '), evidence, start_char
    FROM printed AS p JOIN tariffs USING (article_id) WHERE contains(lower(evidence), lower(words))
    UNION ALL
    SELECT p.*, 'talk', array_to_string(party_codes, ', '), evidence, start_char
    FROM printed AS p JOIN talks USING (article_id) WHERE contains(lower(evidence), lower(words))
)
SELECT published_date, found_in, who, publisher, title,
       one_line(substring(said, greatest(position(lower(words) IN lower(said)) - 60, 1), 120 + length(words))) AS snippet,
       article_id, start_char
FROM found
ORDER BY published_date DESC, article_id, found_in, start_char;
