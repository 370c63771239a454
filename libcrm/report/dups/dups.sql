-- Who is a client of his own, by number.
-- name: dups_clients
SELECT c.client, c.name FROM client AS c LEFT JOIN merged AS m ON m.client = c.client WHERE m.client IS NULL ORDER BY c.client

-- What each lead came with.
-- name: dups_leads
SELECT l.client, l.created_at, coalesce(l.source, 0), coalesce(l.project, 0), coalesce(l.manager, 0), e.new
FROM lead AS l JOIN event AS e ON e.event = l.event ORDER BY l.lead

-- What was put of clients and not taken back since; whoever was merged speaks for his root.
-- name: dups_puts
SELECT coalesce(m.root, e.client), e.event, e.new
FROM event AS e LEFT JOIN merged AS m ON m.client = e.client
WHERE e.lead IS NULL AND e.client IS NOT NULL AND e.kind = $1 ORDER BY e.event

-- Who are two people, as they stand now.
-- name: dups_refused
SELECT coalesce(x.root, r.a), coalesce(y.root, r.b)
FROM refused AS r LEFT JOIN merged AS x ON x.client = r.a LEFT JOIN merged AS y ON y.client = r.b
