"""Others at the same work: which of them are installed, and how they are asked."""
import shutil

from measure import remove, run

MONTH = "2026-10"
BEGIN, END = 1790802000, 1793480400  # October 2026 in Moscow

# Spam and duplicates are no leads of the funnel. A lead is in the first stage when it comes.
LEADS = f"""from (select lead, (select min(id) from stage) as stage, created_at as at from lead union all select lead, stage, at from reach) as r
    join lead as l on l.lead = r.lead join stage as s on s.id = r.stage where l.created_at >= {BEGIN} and l.created_at < {END}
    and (l.state <> 3 or l.reason not in (select id from reason where reason in ('spam', 'duplicate')))"""
FUNNEL = f"select s.stage, count(*) {LEADS} group by s.pos, s.stage order by s.pos"
FUNNEL_BY_MANAGER = f"select l.manager, s.pos, count(*) {LEADS} group by l.manager, s.pos order by l.manager, s.pos"
FUNNEL_WITHIN = f"select s.stage, count(*) {LEADS} and r.at < l.created_at + 30 * 86400 group by s.pos, s.stage order by s.pos"
SNAPSHOT = "select stage, state, count(*), sum(amount) from lead group by stage, state"
OPEN = """select l.lead, l.client, c.name, l.stage, l.manager, l.source, l.created_at, l.last_touch,
    (select min(due) from task as t where t.lead = l.lead and t.done_at is null) from lead as l join client as c on c.client = l.client where l.state = 0 order by l.lead"""
LIGHTS = """select l.client, max(l.last_touch), min(l.stage_since), min(t.due), count(*) from lead as l
    left join task as t on t.lead = l.lead and t.done_at is null where l.state = 0 group by l.client order by l.client"""
PIPE = """select l.lead, l.client, c.name, l.manager, s.stage, l.amount, l.stage_since, s.target_days, l.last_touch, t.due, t.next, e.new
    from lead as l join stage as s on s.id = l.stage join client as c on c.client = l.client join event as e on e.event = l.event
    left join (select lead, min(due) as due, min(case when due >= 1795633200 then due end) as next from task where done_at is null group by lead) as t
    on t.lead = l.lead where l.state = 0 order by t.due, l.stage_since, l.lead"""
FORGOTTEN = """select l.manager, count(*), sum(case when t.due < 1795633200 then 1 else 0 end),
    sum(case when t.due is null and greatest(l.created_at, l.stage_since, coalesce(l.last_touch, 0)) < 1795633200 - s.rot_days * 86400 then 1 else 0 end)
    from lead as l join stage as s on s.id = l.stage
    left join (select lead, min(due) as due from task where done_at is null group by lead) as t on t.lead = l.lead
    where l.state = 0 group by l.manager order by l.manager"""
JOURNAL = f"select event, kind, lead, occurred_at, recorded_at, batch, old, new from event where occurred_at >= {BEGIN} and occurred_at < {END} order by event"
REASONS = f"select state, reason, count(*) from lead where state >= 2 and decided_at >= {BEGIN} and decided_at < {END} group by state, reason"
SAME_NAME = "select name, count(*), min(client), max(client) from client where name is not null group by name having count(*) between 2 and 5"
MILLER_SNAPSHOT = ["stats1", "-a", "count,sum", "-f", "amount", "-g", "stage,state"]
MILLER_OPEN = ["filter", "$state == 0"]
MILLER_REASONS = ["filter", f"$state >= 2 && $decided_at >= {BEGIN} && $decided_at < {END}", "then", "count-distinct", "-f", "state,reason"]
INDEX = """create virtual table f using fts5(name, text); insert into f
    select c.name, e.new from old.event as e left join old.client as c on c.client = e.lead where e.kind = 1"""

COLUMNS = "at name phone email source campaign project payment family comment company".split()
# The whole job of the intake, as SQL has it: numbers to one spelling, people found again by phone and then by e-mail, leads with their
# journal, words kept once.
DIGITS = "replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '+', '')"
JOB = f"""pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -262144;
create table phone (phone integer primary key, client integer) strict; create table email (email text primary key, client integer) without rowid;
create table word (word text primary key) without rowid;
create table client (client integer primary key, name text);
create table lead (lead integer primary key, client integer, at text, source text, campaign text, project text);
create table event (event integer primary key, lead integer, kind integer, at text, new text);
begin;
create temp table n as select rowid as id, *, case when length({DIGITS}) >= 10 then cast('7' || substr({DIGITS}, -10) as integer) end as ph,
    nullif(lower(email), '') as em from row;
insert or ignore into phone select ph, min(id) from n where ph is not null group by ph;
insert or ignore into email select em, min(coalesce((select client from phone where phone = ph), id)) from n where em is not null group by em;
insert into lead select id, coalesce((select client from phone where phone = ph), (select client from email where email = em), id), at, source, campaign, project from n;
insert into client select n.id, n.name from n join lead on lead.lead = n.id where lead.client = n.id;
insert or ignore into word select source from n union select campaign from n union select project from n union select payment from n union select family from n;
insert into event select id, id, 1, at, json_object({", ".join(f"'{column}', {column}" for column in COLUMNS)}) from n;
create index lead_client on lead (client); create index lead_at on lead (at);
commit;
"""
DUCK_JOB = f"""create table n as select row_number() over () as id, *, case when length(regexp_replace(phone, '[^0-9]', '', 'g')) >= 10
    then cast('7' || right(regexp_replace(phone, '[^0-9]', '', 'g'), 10) as bigint) end as ph, nullif(lower(email), '') as em
    from read_csv('leads.csv', header = true, all_varchar = true, quote = '"', escape = '"', delim = ',');
create table phone as select ph as phone, min(id) as client from n where ph is not null group by ph;
create table email as select em as email, min(coalesce(p.client, id)) as client from n left join phone as p on p.phone = ph where em is not null group by em;
create table lead as select id as lead, coalesce(p.client, e.client, id) as client, "at", source, campaign, project from n left join phone as p on p.phone = ph left join email as e on e.email = em;
create table client as select n.id as client, n.name from n join lead on lead.lead = n.id where lead.client = n.id;
create table event as select id as event, id as lead, 1 as kind, "at", to_json(struct_pack({", ".join(f'"{column}" := "{column}"' for column in COLUMNS)})) as new from n;
create table word as select distinct source as word from n union select campaign from n union select project from n;
create unique index phone_key on phone (phone); create unique index email_key on email (email); create index lead_client on lead (client);
drop table n; checkpoint;
"""


def missing():
    """A word about those that are not there."""
    return [name for name in ("duckdb", "mlr") if not shutil.which(name)]


def sqlite(base, sql, stdout="theirs"):
    return lambda: run(["sqlite3", "-readonly", "-csv", base, sql], stdout=stdout)


def duck(base, sql, stdout="theirs"):
    return lambda: run(["duckdb", "-csv", "-readonly", base, sql], stdout=stdout)


def miller(verbs, stdout="theirs"):
    return lambda: run(["mlr", "--icsv", "--ocsv", *verbs, "lead.csv"], stdout=stdout)


def export(base):
    """What the questions to others than sqlite3 need, out of our base: as CSV, and as a base of DuckDB."""
    script = ""
    for table in ("lead", "task"):
        run(["sqlite3", "-readonly", "-csv", "-header", base, f"select * from {table}"], stdout=table + ".csv")
        script += f"create table {table} as select * from read_csv('{table}.csv', header = true);"
    if shutil.which("duckdb"):
        remove("past.duckdb")
        run(["duckdb", "past.duckdb", script])


def plain_table(name, table="lead", journal="delete"):
    remove(name)
    run(["sqlite3", name, f"pragma journal_mode = {journal}; create table {table} (%s)" % ", ".join(column + " text" for column in COLUMNS)])
