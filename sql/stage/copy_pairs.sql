-- Articles that may be copies of each other: those that share sampled word shingles. Of the articles that have one shingle only
-- neighbours are paired, so that a phrase which everybody uses costs no more than any other; copies of a text share most of
-- theirs and are neighbours often. The next two are taken, for one between two copies may be corrected beyond likeness. Most shingles are
-- those of one article alone: they go first, before anything is sorted.
CREATE OR REPLACE TEMP TABLE pairs_now AS
WITH sampled AS (
    SELECT article_id, len(copy_keys) AS keys, unnest(copy_keys) AS copy_key FROM articles
), shared AS (
    SELECT copy_key FROM sampled GROUP BY copy_key HAVING count(*) > 1
), neighbours AS (
    SELECT article_id AS one_id, keys AS one_keys,
           unnest([{'id': lead(article_id) OVER w, 'keys': lead(keys) OVER w},
                   {'id': lead(article_id, 2) OVER w, 'keys': lead(keys, 2) OVER w}]) AS other
    FROM sampled SEMI JOIN shared USING (copy_key) WINDOW w AS (PARTITION BY copy_key ORDER BY article_id)
)
SELECT one_id, other.id AS other_id, count(*) / least(any_value(one_keys), any_value(other.keys)) AS likeness FROM neighbours
WHERE other.id IS NOT NULL
GROUP BY one_id, other_id
HAVING count(*) >= 2 AND likeness >= 0.2;
