-- How much rests on speakers who are not named, outlet by outlet?
SELECT publisher, count(*) AS quote_count, count(*) FILTER (speaker_id IS NULL) AS unnamed_count,
       round(100 * avg((speaker_id IS NULL)::INT), 1) AS unnamed_pct
FROM quote_index
WHERE NOT is_copy
GROUP BY ALL
ORDER BY unnamed_pct DESC, publisher;
