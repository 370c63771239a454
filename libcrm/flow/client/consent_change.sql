-- name: consent_is_client
SELECT client FROM client WHERE client = $1

-- name: consent_has_phone
SELECT client FROM phone WHERE phone = $1

-- name: consent_has_email
SELECT client FROM email WHERE email = $1

-- name: consent_stands
SELECT state, at, proof, event FROM consent WHERE client = $1 AND channel = $2

-- Was something else said since of that channel, or of all: by him or those who are the same person?
-- name: consent_since
WITH top AS (SELECT coalesce((SELECT root FROM merged WHERE client = $1), cast($1 AS bigint)) AS root)
SELECT count(*) FROM consent
WHERE ($2 = 'all' OR channel IN ($2, 'all')) AND state <> $3 AND (at > $4 OR (at = $4 AND event > $5))
AND (client = $1 OR client = (SELECT root FROM top)
OR client IN (SELECT merged.client FROM merged WHERE merged.root = (SELECT root FROM top)))

-- name: consent_latest
-- The last that was said of the channel on a day.
SELECT at FROM consent
WHERE client = $1 AND ($2 = 'all' OR channel = $2 OR channel = 'all') AND at >= $3 AND at < $4
ORDER BY at DESC LIMIT 1
