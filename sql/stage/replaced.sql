-- The articles that the load puts in, and what goes with the rows that they replace. Runs before those are taken out.
INSERT INTO touched_articles SELECT article_id FROM winners;
CREATE OR REPLACE TEMP TABLE replaced AS
SELECT article_id FROM articles SEMI JOIN winners USING (article_id) UNION FROM superseded;
INSERT INTO touched_keys SELECT DISTINCT quote_key FROM quotes SEMI JOIN replaced USING (article_id);
INSERT INTO touched_groups SELECT DISTINCT quote_group_id FROM quotes SEMI JOIN replaced USING (article_id);
