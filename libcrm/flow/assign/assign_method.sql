-- Whose records stand for this client's: the end of the chain of merges.
-- name: choose_root
SELECT root FROM merged WHERE client = $1

-- Other leads of client $1 than $2, and of those merged into him, that somebody has.
-- name: choose_others
SELECT l.manager, l.state, l.lead FROM lead l WHERE l.lead = $1 AND l.lead <> $2 AND l.manager IS NOT NULL
UNION ALL
SELECT l.manager, l.state, l.lead FROM lead l WHERE l.client = $1 AND l.lead <> l.client AND l.lead <> $2 AND l.manager IS NOT NULL
UNION ALL
SELECT l.manager, l.state, l.lead FROM merged m CROSS JOIN lead l WHERE m.root = $1 AND l.lead = m.client AND l.lead <> $2 AND l.manager IS NOT NULL
UNION ALL
SELECT l.manager, l.state, l.lead FROM merged m CROSS JOIN lead l
WHERE m.root = $1 AND l.client = m.client AND l.lead <> l.client AND l.lead <> $2 AND l.manager IS NOT NULL

-- What the lead came with.
-- name: choose_row
SELECT new FROM event WHERE event = $1
