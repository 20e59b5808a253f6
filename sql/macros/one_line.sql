-- The words on one line: white space of any length made a single space.
-- Grain: one value.
-- Example: SELECT one_line(evidence) FROM tariffs;
--   words: the text
CREATE OR REPLACE MACRO one_line(words) AS trim(
    -- the expression costs most; few words need it
    CASE WHEN contains(words, '  ') OR contains(words, chr(10)) OR contains(words, chr(9)) OR contains(words, chr(12)) OR contains(words, chr(13))
         THEN regexp_replace(words, '\s+', ' ', 'g') ELSE words END
);
