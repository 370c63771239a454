-- Leads decided in [$1, $2), whole.
-- name: reasons_leads
SELECT -- use: lead_columns
FROM lead WHERE state <> @LEAD_OPEN@ AND decided_at >= $1 AND decided_at < $2 ORDER BY lead
