-- Leads decided in [$1, $2), whole.
-- name: reasons_leads
SELECT lead, client, event, state, stage, manager, source, campaign, project, amount, created_at, stage_since, decided_at, last_touch, reason, origin
FROM lead WHERE state <> @LEAD_OPEN@ AND decided_at >= $1 AND decided_at < $2 ORDER BY lead
