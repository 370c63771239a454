-- What became of a lead, the latest first.
-- name: assign_events
SELECT event, kind FROM event WHERE lead = $1 AND kind <> @EV_LEAD_CREATED@ ORDER BY event DESC
