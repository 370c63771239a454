-- name: erasings_count
SELECT count(*) FROM event WHERE lead IS NULL AND client = $1 AND kind = $2

-- name: erasings
SELECT e.event, e.occurred_at, e.new, b.batch, b.actor, b.login, b.host
FROM event AS e JOIN batch AS b ON b.batch = e.batch WHERE e.lead IS NULL AND e.client = $1 AND e.kind = $2 ORDER BY e.event
