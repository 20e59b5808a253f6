-- What was said about somebody or something?
-- Example: --words steel
--   $words VARCHAR: part of the quote, or of the name of a person, body, country, law or of goods that it is about
SELECT first_printed, speaker, role, quote
FROM quotes_about($words)
ORDER BY first_printed DESC, speaker, quote;
