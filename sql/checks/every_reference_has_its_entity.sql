-- Failing means: a row points to an entity that does not exist, so a join would lose it.
SELECT 'mentions' AS "table", mention_id AS id FROM mentions ANTI JOIN entities USING (entity_id)
UNION ALL
SELECT 'roles', role_id FROM roles ANTI JOIN entities ON entity_id = person_id
UNION ALL
SELECT 'roles (organization)', role_id FROM (FROM roles WHERE organization_id IS NOT NULL) AS r ANTI JOIN entities ON entity_id = organization_id
UNION ALL
SELECT 'quotes', quote_id FROM (FROM quotes WHERE speaker_candidate_id IS NOT NULL) AS q ANTI JOIN entities ON entity_id = speaker_id
UNION ALL
SELECT 'talk_participants', talk_id FROM talk_participants ANTI JOIN entities USING (entity_id);
