-- Leads decided, whole.
-- name: reasons_leads
SELECT -- use: lead_columns
FROM lead WHERE state <> @LEAD_OPEN@ ORDER BY lead
-- name: reasons_found
SELECT -- use: lead_columns AS l
FROM found AS f CROSS JOIN lead AS l WHERE l.lead = f.key ORDER BY f.rowid
-- name: reasons_find
SELECT lead FROM lead WHERE state <> @LEAD_OPEN@ AND decided_at >= $1 AND decided_at < $2
