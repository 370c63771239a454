-- Documents by words, by the end of a phone or its beginning, by an address or its beginning. One that is not in doc was made anew, or is no more.
-- name: hits_words
SELECT d.doc, d.lead, d.client FROM words AS w JOIN doc AS d ON d.doc = w.rowid WHERE w.words MATCH $1 ORDER BY w.rowid DESC LIMIT $2
-- name: hits_word_here
SELECT count(*) FROM words AS w WHERE w.words MATCH $1 AND w.rowid = $2
-- name: hits_phone
SELECT d.doc, d.lead, d.client, p.tail FROM phone AS p JOIN doc AS d ON d.doc = p.doc WHERE p.tail >= $1 AND p.tail < $2
ORDER BY p.tail DESC, p.doc DESC LIMIT $3
-- name: hits_phone_begun
SELECT d.doc, d.lead, d.client FROM phone_begun AS p JOIN doc AS d ON d.doc = p.doc WHERE p.number >= $1 AND p.number < $2
ORDER BY p.number DESC, p.doc DESC LIMIT $3
-- name: hits_email
SELECT d.doc, d.lead, d.client, e.email FROM email AS e JOIN doc AS d ON d.doc = e.doc WHERE e.email >= $1 AND e.email < $2
ORDER BY e.email DESC, e.doc DESC LIMIT $3

-- Of the database: whose a lead is, and who a client is.
-- name: hits_lead
SELECT l.state, coalesce(l.manager, 0), l.client, c.name FROM lead AS l LEFT JOIN client AS c ON c.client = l.client WHERE l.lead = $1
-- name: hits_client
SELECT coalesce(m.root, c.client), r.name
FROM client AS c LEFT JOIN merged AS m ON m.client = c.client LEFT JOIN client AS r ON r.client = coalesce(m.root, c.client)
WHERE c.client = $1
