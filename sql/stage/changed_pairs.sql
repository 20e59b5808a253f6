-- The articles of pairs that came or went, and of those whose articles the load touches. pairs_now: the pairs as they are now.
CREATE OR REPLACE TEMP TABLE changed_pairs AS
WITH changed AS (
    (FROM pairs_now EXCEPT FROM copy_pairs) UNION ALL (FROM copy_pairs EXCEPT FROM pairs_now)
    UNION ALL
    FROM pairs_now WHERE one_id IN (FROM touched_articles) OR other_id IN (FROM touched_articles)
)
SELECT one_id AS article_id FROM changed UNION SELECT other_id FROM changed;
