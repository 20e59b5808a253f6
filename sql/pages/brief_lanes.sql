-- The states, from $starts to $ends, of the twelve measures most told of that changed in that time, as told up to $as_of.
WITH told AS (
    SELECT measure_id, count(DISTINCT article_id) AS story_count, max(published_date) AS last_told
    FROM measure_telling WHERE NOT is_copy AND NOT is_background AND published_date <= $as_of GROUP BY measure_id
), changed AS (
    SELECT measure_id, row_number() OVER (ORDER BY any_value(story_count) DESC, count(*) DESC, any_value(last_told) DESC, measure_id) AS place
    FROM measures JOIN told USING (measure_id)
    WHERE valid_from BETWEEN $starts AND $ends AND first_reported <= $as_of
    GROUP BY measure_id
)
SELECT place, measure_id, imposer_code, target_code, instrument, product, status, rate_pct, valid_from, valid_to
FROM measures JOIN changed USING (measure_id)
WHERE place <= 12 AND valid_from <= $ends AND coalesce(valid_to >= $starts, true)
ORDER BY place, valid_from;
