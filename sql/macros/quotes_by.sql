-- What somebody said: distinct quotes of the speakers whose name holds the words, upper or lower case alike.
-- Grain: one row per distinct quote, the latest first.
-- Example: FROM quotes_by('marchand');
--   words: part of the speaker's name
CREATE OR REPLACE MACRO quotes_by(words) AS TABLE
SELECT first_printed, speaker, role, quote_type, quote, printings, publishers, article_id
FROM quote_distinct
WHERE contains(lower(speaker), lower(words))
ORDER BY first_printed DESC, speaker, quote;
