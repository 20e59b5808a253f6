-- Who holds or held which office, as the articles say?
-- Example: --country CAN
--   $country COUNTRY = NULL: whose office
SELECT name AS person, title, organization, country_code AS country, role_status AS status, first_told, last_told, story_count
FROM entity_role
WHERE $country IS NULL OR country_code = $country
ORDER BY story_count DESC, person, title
LIMIT 20;
