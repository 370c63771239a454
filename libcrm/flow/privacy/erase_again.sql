-- When the first was recorded that the journal knows of a client: his number is that of his first lead, or of what was said of him.
-- name: again_since
SELECT min(recorded_at) FROM event
WHERE event IN (SELECT event FROM lead WHERE lead = $1 UNION ALL SELECT event FROM event WHERE lead IS NULL AND client = $1)

-- name: again_suppressed
SELECT count(*) FROM suppressed WHERE key = $1
