-- What falls if a legal basis falls? Measures by the statute or order they rest on.
SELECT legal_basis_code AS legal_basis, imposer_code AS imposer, count(*) AS measures,
       list_sort(list(DISTINCT target_code)) AS targets, list_sort(list(DISTINCT product) FILTER (product IS NOT NULL)) AS products
FROM measure_index
WHERE legal_basis_code IS NOT NULL
GROUP BY ALL
ORDER BY measures DESC, legal_basis, imposer;
