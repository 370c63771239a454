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

-- name: person_event
SELECT -- use: event_columns AS e
, b.actor, b.login, b.command
FROM event AS e JOIN batch AS b ON b.batch = e.batch WHERE e.event = $1

-- Numbers of events that are his, and the leads they brought. A lead stands under the root of whom it came to.
-- name: person_leads
SELECT event, lead FROM lead WHERE lead = $1 AND client = $1
UNION ALL
SELECT event, lead FROM lead WHERE client = $1 AND lead <> client
-- What was taken back has no row.
-- name: person_leads_undone
SELECT e.event, e.lead FROM event AS u JOIN event AS e ON e.event = u.reverses
WHERE u.reverses IS NOT NULL AND e.kind = @EV_LEAD_CREATED@ AND e.client = $1
-- name: person_leadless
SELECT event, NULL FROM event WHERE client = $1 AND lead IS NULL
-- name: person_lead_later
SELECT event, NULL FROM event WHERE lead = $1 AND kind <> @EV_LEAD_CREATED@
