-- The words on one line: white space of any length made a single space.
-- Grain: one value.
-- Example: SELECT one_line(evidence) FROM tariffs;
--   words: the text
CREATE OR REPLACE MACRO one_line(words) AS trim(regexp_replace(words, '\s+', ' ', 'g'));
