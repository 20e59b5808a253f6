-- Which measures rest on which statute or order?
SELECT legal_basis_code AS legal_basis, imposer_code AS imposer, measure_count, in_force_count, target_codes, products, highest_rate_pct
FROM legal_basis_index
ORDER BY measure_count DESC, legal_basis, imposer;
