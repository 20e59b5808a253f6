-- Everything is to be computed anew: another version of Tradewire did it last.
INSERT INTO touched_articles SELECT article_id FROM articles;
INSERT INTO touched_groups SELECT quote_group_id FROM distinct_quotes UNION SELECT quote_group_id FROM quote_topics;
