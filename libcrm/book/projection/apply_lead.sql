-- name: reach_add
INSERT INTO reach (lead, stage, at, manager, skipped) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (lead, stage) DO UPDATE SET at = excluded.at, manager = excluded.manager, skipped = excluded.skipped

-- name: reach_delete
DELETE FROM reach WHERE lead = $1

-- name: lead_was_returned
SELECT event FROM event WHERE lead = $1 AND kind = @EV_LEAD_RETURNED@ LIMIT 1
