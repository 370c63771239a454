-- name: what_if_leads
SELECT l.lead, l.client, e.new, e.batch, e.recorded_at FROM lead AS l JOIN event AS e ON e.event = l.event
WHERE l.created_at >= $1 AND l.created_at < $2 ORDER BY l.lead
-- Did the lead come back in that batch?
-- name: what_if_returned
SELECT count(*) FROM event WHERE kind <> @EV_LEAD_CREATED@ AND lead = $1 AND kind = @EV_LEAD_RETURNED@ AND batch = $2
-- The leads of a client that came before and are no repeats of another one.
-- name: what_if_before
SELECT lead FROM lead WHERE lead = $1 AND lead < $2 AND origin IS NULL
UNION ALL
SELECT lead FROM lead WHERE client = $1 AND lead <> client AND lead < $2 AND origin IS NULL
ORDER BY 1
