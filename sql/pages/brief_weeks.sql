-- Measures told as news in each of the 26 weeks up to $as_of, by direction; week is its last day.
SELECT week, count(measure_id) FILTER (direction = 'restrictive') AS restrictive_count,
       count(measure_id) FILTER (direction = 'liberalising') AS liberalising_count
FROM (SELECT $as_of::DATE - 7 * unnest(range(26))::INTEGER AS week) AS weeks
LEFT JOIN measure_telling AS t ON t.published_date > week - 7 AND t.published_date <= week AND NOT t.is_copy AND NOT t.is_background
GROUP BY week
ORDER BY week;
