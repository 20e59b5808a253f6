-- Revision numbers, copies and stories. copy_map: article_id of a copy -> article_id of the first printing.
UPDATE articles SET revision = latest.revision
FROM (SELECT article_id, max(revision) AS revision FROM article_revisions GROUP BY article_id) AS latest
WHERE articles.article_id = latest.article_id AND articles.revision IS DISTINCT FROM latest.revision;

UPDATE articles SET duplicate_of = found.target_id, story_id = coalesce(found.target_id, articles.article_id)
FROM (SELECT article_id, target_id FROM articles LEFT JOIN copy_map ON source_id = article_id) AS found
WHERE articles.article_id = found.article_id
  AND (articles.duplicate_of IS DISTINCT FROM found.target_id OR articles.story_id IS NULL
       OR articles.story_id <> coalesce(found.target_id, articles.article_id));
