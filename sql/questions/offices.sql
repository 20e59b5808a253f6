-- Who holds which office, as the articles say?
SELECT e.canonical_name AS person, r.title, r.organization_name AS organization, r.country_code AS country, r.role_status AS status,
       count(DISTINCT r.article_id) AS articles
FROM roles AS r JOIN entities AS e ON e.entity_id = r.person_id
GROUP BY ALL
ORDER BY articles DESC, person, title
LIMIT 15;
