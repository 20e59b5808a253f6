-- Whose threats come true: how many were carried out, decided, dropped, or are open, and after how many days?
SELECT imposer_code AS imposer, count(*) AS threat_count, count(*) FILTER (outcome = 'carried_out') AS carried_out,
       count(*) FILTER (outcome = 'announced') AS announced, count(*) FILTER (outcome IN ('dropped', 'paused')) AS dropped_or_paused,
       count(*) FILTER (outcome = 'open') AS open, median(days_to_outcome) FILTER (outcome = 'carried_out') AS median_days
FROM threat_index
GROUP BY ALL
ORDER BY threat_count DESC, imposer;
