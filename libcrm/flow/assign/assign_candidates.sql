-- name: who_open
SELECT manager, stage, count(*) FROM lead WHERE state = @LEAD_OPEN@ AND manager IS NOT NULL GROUP BY manager, stage

-- name: who_last
SELECT max(at) FROM received WHERE manager = $1

-- Since $2, and of these since $3.
-- name: who_received
SELECT cast(coalesce(sum(leads), 0) AS bigint), cast(coalesce(sum(CASE WHEN at >= $3 THEN leads ELSE 0 END), 0) AS bigint)
FROM received WHERE manager = $1 AND at >= $2
