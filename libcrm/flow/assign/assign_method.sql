-- Whose records stand for this client's: the end of the chain of merges.
-- name: choose_root
SELECT root FROM merged WHERE client = $1

-- Who has another lead of client $1, whatever he was merged with: an open one before others, a later one before earlier ones.
-- name: choose_owner
SELECT l.manager FROM lead l WHERE l.lead IN (
	SELECT x.lead FROM lead x WHERE x.lead <> x.client
	AND x.client IN (SELECT cast($1 AS bigint) UNION SELECT m.client FROM merged m WHERE m.root = $1)
	UNION SELECT cast($1 AS bigint) UNION SELECT m.client FROM merged m WHERE m.root = $1
) AND l.lead <> $2 AND l.manager IS NOT NULL
ORDER BY CASE WHEN l.state = @LEAD_OPEN@ THEN 0 ELSE 1 END, l.lead DESC LIMIT 1

-- What the lead came with.
-- name: choose_row
SELECT new FROM event WHERE event = $1
