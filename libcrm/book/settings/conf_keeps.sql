-- name: source_leads
SELECT count(*) FROM lead, dict WHERE dict.kind = 1 AND dict.word = $1 AND lead.source = dict.id
