-- What somebody said: distinct quotes of the speakers whose name holds the words, upper or lower case alike.
-- Grain: one row per distinct quote.
-- Example: FROM quotes_by('cutler');
CREATE OR REPLACE MACRO quotes_by(words) AS TABLE
SELECT first_printed, speaker, role, quote_type, quote, printings, publishers
FROM quote_distinct
WHERE contains(lower(speaker), lower(words))
ORDER BY first_printed DESC, speaker, quote;
