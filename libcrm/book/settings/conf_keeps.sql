-- name: source_leads
SELECT count(*) FROM lead, dict WHERE dict.kind = @DICT_SOURCE@ AND dict.word = $1 AND lead.source = dict.id
