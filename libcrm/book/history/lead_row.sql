-- What of a lead's row came again with other values.
-- name: lead_row_updates
SELECT event, new FROM event WHERE lead = $1 AND kind <> @EV_LEAD_CREATED@ AND kind = @EV_LEAD_UPDATED@ ORDER BY event
-- name: lead_row_any
SELECT value FROM cursor WHERE name = 'updated' AND value > 0
