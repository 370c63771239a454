-- name: erasings_count
SELECT count(*) FROM event WHERE lead IS NULL AND client = $1 AND kind = cast($2 AS bigint)

-- name: erasings
SELECT e.event, e.occurred_at, e.new, b.batch, b.actor, b.login, b.host
FROM event AS e JOIN batch AS b ON b.batch = e.batch WHERE e.lead IS NULL AND e.client = $1 AND e.kind = cast($2 AS bigint) ORDER BY e.event
