-- What all acts on a lead ask.
-- The kind is cast: of a bare one SQLite looks whether it is that of a partial index, and compiles the statement anew for each.
-- name: act_events
SELECT -- use: event_columns
FROM event
WHERE kind <> @EV_LEAD_CREATED@ AND lead = $1 AND kind = cast($2 AS bigint) AND (cast($3 AS bigint) IS NULL OR occurred_at BETWEEN cast($3 AS bigint) AND cast($4 AS bigint))
ORDER BY event

-- name: act_latest
SELECT occurred_at FROM event
WHERE kind <> @EV_LEAD_CREATED@ AND lead = $1 AND occurred_at >= $2 AND occurred_at < $3
ORDER BY occurred_at DESC LIMIT 1
