-- The latest that was said of a channel or of all, of a client and of those who are the same person.
-- name: consent_now
WITH top AS (SELECT coalesce((SELECT root FROM merged WHERE client = $1), cast($1 AS bigint)) AS root)
SELECT state FROM consent
WHERE channel IN ($2, 'all') AND (client = $1 OR client = (SELECT root FROM top)
OR client IN (SELECT merged.client FROM merged WHERE merged.root = (SELECT root FROM top)))
ORDER BY at DESC, event DESC, state LIMIT 1

-- name: consent_client
SELECT client FROM lead WHERE lead = $1
