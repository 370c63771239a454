-- name: leaver_leads
SELECT manager, count(*) FROM lead WHERE state = @LEAD_OPEN@ AND manager IS NOT NULL GROUP BY manager
-- name: leaver_tasks
SELECT manager, count(*) FROM task WHERE done_at IS NULL AND manager IS NOT NULL GROUP BY manager
-- Clients by who had the latest of their leads that anybody had.
-- name: leaver_clients
SELECT l.manager, count(*) FROM lead l JOIN (
	SELECT max(lead) AS lead FROM lead WHERE manager IS NOT NULL GROUP BY client) AS latest ON latest.lead = l.lead
GROUP BY l.manager
