-- name: assigned_forget
DELETE FROM outbox WHERE name = $1 AND state = @OUTBOX_QUEUED@ AND tried_at IS NULL

-- name: assigned_lead
SELECT l.manager, l.source, l.project, c.name, (SELECT min(t.due) FROM task t WHERE t.lead = l.lead AND t.done_at IS NULL)
FROM lead l LEFT JOIN client c ON c.client = l.client WHERE l.lead = $1
