-- What became of the files that were read: of those taken in, some are revisions and some hold nothing but copies.
UPDATE files SET outcome = told.outcome
FROM (
    SELECT f.run_id, f.source_path,
           CASE WHEN bool_and(a.duplicate_of IS NOT NULL) THEN 'duplicate'
                WHEN bool_or(r.revision > 1) THEN 'revised' ELSE 'loaded' END AS outcome
    FROM files AS f
    JOIN articles AS a ON a.file_path = f.source_path AND a.run_id = f.run_id
    JOIN article_revisions AS r ON r.article_id = a.article_id AND r.content_sha256 = a.content_sha256
    WHERE f.outcome IN ('loaded', 'revised', 'duplicate')
    GROUP BY ALL
) AS told
WHERE files.run_id = told.run_id AND files.source_path = told.source_path AND files.outcome <> told.outcome;
