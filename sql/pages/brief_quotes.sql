-- The quotes of the days up to $as_of that say most: printed often, about a measure, by somebody in office; two of a speaker at most.
SELECT q.*, printed.publisher, printed.title, printed.url, printed.quote_id
FROM quote_distinct AS q
JOIN quote_index AS printed ON printed.quote_id = q.quote_group_id
WHERE q.first_printed > $as_of::DATE - $days::INTEGER AND q.first_printed <= $as_of AND q.quote_type = 'direct' AND q.speaker_id IS NOT NULL
  AND length(q.quote) BETWEEN 20 AND 500
QUALIFY row_number() OVER (PARTITION BY q.speaker_id ORDER BY q.printings DESC, length(q.quote) DESC, q.quote_group_id) <= 2
ORDER BY q.printings DESC, EXISTS (FROM quote_subject AS s WHERE s.quote_group_id = q.quote_group_id AND s.subject_type = 'instrument') DESC,
         q.role IS NULL, q.first_printed DESC, length(q.quote) DESC, q.quote_group_id;
