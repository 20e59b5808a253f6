-- What became of the files, and why were some turned away?
SELECT outcome, reason, count(*) AS file_count, min(source_path) AS for_example
FROM (FROM files QUALIFY row_number() OVER (PARTITION BY source_path ORDER BY outcome = 'unchanged', run_id DESC) = 1)
GROUP BY ALL
ORDER BY ALL;
