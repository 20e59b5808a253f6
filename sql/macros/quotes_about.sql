-- What was said about somebody or something: distinct quotes that hold the words or name what they name.
-- Grain: one row per distinct quote, the latest first.
-- Example: FROM quotes_about('steel');
--   words: part of the quote, or of the name of a person, body, country, law or of goods that it is about
CREATE OR REPLACE MACRO quotes_about(words) AS TABLE
WITH found AS (
    SELECT quote_group_id FROM quote_distinct WHERE contains(lower(quote), lower(words))
    UNION
    SELECT quote_group_id FROM quote_topics WHERE contains(lower(subject), lower(words))
)
SELECT first_printed, speaker, role, quote_type, quote, printings, publishers, article_id
FROM quote_distinct SEMI JOIN found USING (quote_group_id)
ORDER BY first_printed DESC, speaker, quote;
