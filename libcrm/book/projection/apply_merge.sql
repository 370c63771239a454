-- name: merge_target
SELECT target FROM merged WHERE client = $1
-- name: merge_put
INSERT INTO merged (client, target, root) VALUES ($1, $2, $3)
ON CONFLICT (client) DO UPDATE SET target = excluded.target, root = excluded.root
-- name: merge_delete
DELETE FROM merged WHERE client = $1
-- name: merge_root
UPDATE merged SET root = $2 WHERE client = $1
-- name: merge_members
SELECT client FROM merged WHERE root = $1 ORDER BY client

-- name: merge_leads
SELECT lead FROM lead WHERE lead = $1 AND client = $1
UNION ALL
SELECT lead FROM lead WHERE client = $1 AND lead <> client
ORDER BY 1
-- A lead stands under the root of the client it came to, and its tasks with it.
-- name: merge_lead
UPDATE lead SET client = (
	SELECT coalesce(m.root, e.client) FROM event e LEFT JOIN merged m ON m.client = e.client WHERE e.event = lead.event)
WHERE lead = $1
-- name: merge_lead_tasks
UPDATE task SET client = (SELECT l.client FROM lead l WHERE l.lead = $1) WHERE lead = $1
-- name: merge_free_tasks
UPDATE task SET client = (
	SELECT coalesce(m.root, e.client) FROM event e LEFT JOIN merged m ON m.client = e.client WHERE e.event = task.task)
WHERE lead IS NULL AND client = $1

-- name: refused_add
INSERT INTO refused (a, b, event) VALUES ($1, $2, $3) ON CONFLICT (a, b) DO UPDATE SET event = excluded.event
-- name: refused_delete
DELETE FROM refused WHERE a = $1 AND b = $2
