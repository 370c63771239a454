-- name: person_root
SELECT coalesce(m.root, c.client), r.name
FROM client AS c LEFT JOIN merged AS m ON m.client = c.client LEFT JOIN client AS r ON r.client = coalesce(m.root, c.client)
WHERE c.client = $1

-- name: person_merged
SELECT client FROM merged WHERE root = $1 ORDER BY client

-- name: person_leads
SELECT -- use: lead_columns
FROM lead WHERE lead = $1 AND client = $1
UNION ALL
SELECT -- use: lead_columns
FROM lead WHERE client = $1 AND lead <> client
ORDER BY 1

-- Was a client said anything of but in his leads, or does he have more than one record? The first: any.
-- name: person_any_elsewhere
SELECT 1 WHERE EXISTS (SELECT 1 FROM merged) OR EXISTS (SELECT 1 FROM event WHERE lead IS NULL AND client IS NOT NULL)
-- name: person_elsewhere
SELECT 1 WHERE EXISTS (SELECT 1 FROM merged WHERE root = $1) OR EXISTS (SELECT 1 FROM event WHERE lead IS NULL AND client = $1)
