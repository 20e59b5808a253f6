-- Where do words stand: in the text of an article, in a quote, in the evidence of a measure or of talks?
-- Grain: one row per article, quote, measure or talk that holds the words; copies are left out.
-- Example: SELECT published_date, found_in, who, snippet FROM search_found('aluminium');
--   words: the words, upper or lower case alike
CREATE OR REPLACE MACRO search_found(words) AS TABLE
WITH found AS (
    SELECT 'text' AS found_in, NULL AS who, article_id, text AS said, 0 AS start_char FROM articles WHERE contains(lower(text), lower(words))
    UNION ALL
    SELECT 'quote', speaker_name, article_id, quote_text, start_char FROM quotes WHERE contains(lower(quote_text), lower(words))
    UNION ALL
    SELECT 'measure', array_to_string(imposer_codes, ', '), article_id, evidence, start_char FROM tariffs WHERE contains(lower(evidence), lower(words))
    UNION ALL
    SELECT 'talk', array_to_string(party_codes, ', '), article_id, evidence, start_char FROM talks WHERE contains(lower(evidence), lower(words))
)
SELECT a.published_date, f.found_in, f.who, a.publisher, a.title,
       one_line(substring(f.said, greatest(position(lower(words) IN lower(f.said)) - 60, 1), 120 + length(words))) AS snippet,
       f.article_id, f.start_char
FROM found AS f JOIN articles AS a USING (article_id)
WHERE a.duplicate_of IS NULL
ORDER BY a.published_date DESC, f.article_id, f.found_in, f.start_char;
