-- name: person_root
SELECT root FROM merged WHERE client = $1

-- name: person_members
SELECT client FROM merged WHERE root = $1 ORDER BY client

-- Is there, or was there, a client of that number?
-- name: person_known
SELECT count(*) FROM (SELECT 1 FROM client WHERE client = $1
UNION ALL SELECT 1 FROM event WHERE lead IS NULL AND client = $1
UNION ALL SELECT 1 FROM event WHERE kind <> @EV_LEAD_CREATED@ AND lead = $1 AND client = $1) AS traces

-- name: person_rows
SELECT -- use: event_columns WITHOUT old
FROM event
WHERE kind IN ($1, $2, $3) ORDER BY event

-- name: person_events
SELECT -- use: event_columns AS e
, b.actor, b.login, b.command
FROM event AS e JOIN batch AS b ON b.batch = e.batch ORDER BY e.event
