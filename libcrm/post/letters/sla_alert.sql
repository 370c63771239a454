-- What a run with a clock of the future has told is not told yet.
-- name: sla_told
SELECT 1 FROM alert WHERE lead = $1 AND clock = $2 AND task = $3 AND started = $4 AND state = $5 AND manager = $6 AND at <= $7
