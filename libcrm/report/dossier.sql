-- name: dossier_of_lead
SELECT l.client, c.name FROM lead l LEFT JOIN client c ON c.client = l.client WHERE l.lead = $1

-- name: dossier_of_client
SELECT name FROM client WHERE client = $1

-- What was said of a client and of no lead. What was taken back carries its client too.
-- name: dossier_events
SELECT event, batch, kind, lead, client, ref, occurred_at, recorded_at, reverses, NULL, new FROM event
WHERE lead IS NULL AND client = $1 ORDER BY event
