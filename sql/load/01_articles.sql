-- Revision numbers, copies and stories. copy_map: article_id of a copy -> article_id of the first printing, of those in recopied.
UPDATE articles SET revision = latest.revision
FROM (SELECT article_id, max(revision) AS revision FROM article_revisions GROUP BY article_id) AS latest
WHERE articles.article_id = latest.article_id AND articles.revision IS DISTINCT FROM latest.revision;

CREATE OR REPLACE TEMP TABLE copy_changes AS
SELECT article_id, target_id AS first_id FROM articles LEFT JOIN copy_map ON source_id = article_id
WHERE (article_id IN (FROM touched_articles) OR article_id IN (SELECT source_id FROM recopied))
  AND (duplicate_of IS DISTINCT FROM target_id OR story_id IS DISTINCT FROM coalesce(target_id, article_id));

INSERT INTO touched_articles SELECT article_id FROM copy_changes;

UPDATE articles SET duplicate_of = c.first_id, story_id = coalesce(c.first_id, articles.article_id)
FROM copy_changes AS c WHERE articles.article_id = c.article_id;
