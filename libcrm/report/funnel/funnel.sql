-- Sums $1 of the days $2 up to, and without, $3: as the key has them.
-- name: sums
SELECT day, who, stage, state, n, amount FROM lead_sum WHERE sum = $1 AND day >= $2 AND day < $3

-- Leads with what they reached, a row an entry. For period the first owner comes from the journal.
-- name: leads_cohort
SELECT -- use: lead_columns AS l
, r.stage, r.at, r.manager, r.skipped
FROM lead AS l LEFT JOIN reach AS r ON r.lead = l.lead
WHERE l.created_at >= $1 AND l.created_at < $2 ORDER BY l.lead
-- name: leads_open
SELECT -- use: lead_columns AS l
FROM lead AS l WHERE l.state = @LEAD_OPEN@ AND l.created_at >= $1 AND l.created_at < $2 ORDER BY l.lead
