-- What did somebody say, and how often was it printed?
-- Example: --name Marchand
--   $name VARCHAR: part of the speaker's name
SELECT first_printed, speaker, role, quote_type, quote, printings
FROM quotes_by($name)
ORDER BY first_printed DESC, speaker, quote;
