#!/usr/bin/env python3
"""The heavy families of rules in DuckDB, over files that psql has exported: what an analyst would write instead.

    families.py CONNINFO OUT TEMPORARY

Links, kept orders, lines against carts, totals of lines and orders, prices, credit, holds, abandonment, duplicates, the
integrity of items, and five of the CSV files. Left out are most conversion and all lifecycle rules, overrides, repairs and
explanations; NaN is read as null. Needs `pip install duckdb`.
"""
import sys, os, subprocess, time, duckdb
dsn, out, tmp = sys.argv[1:4]; t0 = time.time()
os.makedirs(out, exist_ok=True); os.makedirs(tmp, exist_ok=True)
COLS = {
 'sessionCartItems': 'id sessionId batchId productId quantity unitPrice isSample itemStatus negotiationStatus createdAt updatedAt deleted_at',
 'order_line_items': 'id order_id batch_id quantity unit_price line_total is_sample',
 'liveShoppingSessions': 'id hostUserId clientId status roomCode scheduledAt startedAt endedAt timeoutSeconds expiresAt lastActivityAt createdAt updatedAt deleted_at',
 'orders': 'id client_id orderType is_draft subtotal tax discount shipping total cash_payment saleStatus fulfillmentStatus invoice_id notes liveSessionId origin created_at deleted_at',
 'batches': 'id productId code onHandQty sampleQty reservedQty quarantineQty holdQty unitCogs cogsMode unitCogsMin unitCogsMax batchStatus updatedAt deleted_at',
 'invoices': 'id customerId amountDue status deleted_at', 'clients': 'id name pricing_profile_id custom_pricing_rules',
 'client_credit_limits': 'client_id credit_limit current_exposure', 'products': 'id category',
 'sessionPriceOverrides': 'id sessionId productId overridePrice updatedAt', 'pricing_defaults': 'product_category default_margin_percent updated_at',
 'range_pricing_channel_settings': 'channel default_basis'}
def psql(tables):
    args = []
    for t in tables:
        q = ', '.join(f'"{c}"' for c in COLS[t].split())
        args += ['-c', f"\\copy (select {q} from \"{t}\") to '{tmp}/{t}.csv' csv null '\\N'"]
    return subprocess.Popen(['psql', dsn, '-qX', '-c', "set timezone='UTC'"] + args)
a = psql(['sessionCartItems']); b = psql([t for t in COLS if t != 'sessionCartItems'])
assert a.wait() == 0 and b.wait() == 0
t1 = time.time()
TYPES = {'id': 'BIGINT', 'sessionId': 'INT', 'batchId': 'INT', 'productId': 'INT', 'quantity': 'DECIMAL(15,4)', 'unitPrice': 'DECIMAL(15,2)', 'isSample': 'BOOL', 'createdAt': 'TIMESTAMP',
 'updatedAt': 'TIMESTAMP', 'deleted_at': 'TIMESTAMP', 'order_id': 'INT', 'batch_id': 'INT', 'unit_price': 'DECIMAL(10,2)', 'line_total': 'DECIMAL(10,2)', 'is_sample': 'BOOLEAN', 'hostUserId': 'INT',
 'clientId': 'INT', 'scheduledAt': 'TIMESTAMP', 'startedAt': 'TIMESTAMP', 'endedAt': 'TIMESTAMP', 'timeoutSeconds': 'INT', 'expiresAt': 'TIMESTAMP', 'lastActivityAt': 'TIMESTAMP', 'client_id': 'INT',
 'is_draft': 'BOOL', 'invoice_id': 'INT', 'liveSessionId': 'INT', 'created_at': 'TIMESTAMP', 'updated_at': 'TIMESTAMP', 'customerId': 'INT', 'pricing_profile_id': 'INT', 'default_margin_percent': 'DECIMAL(7,2)'}
MONEY = set('subtotal tax discount shipping total cash_payment amountDue credit_limit current_exposure overridePrice'.split())
QTY = set('onHandQty sampleQty reservedQty quarantineQty holdQty unitCogs unitCogsMin unitCogsMax'.split())
con = duckdb.connect(); con.execute("set threads=2; set memory_limit='12GB'; set preserve_insertion_order=false")
con.execute(f"set temp_directory='{tmp}/duck'")
for t, cols in COLS.items():
    ty = {c: TYPES.get(c) or ('DECIMAL(15,2)' if c in MONEY else 'DECIMAL(15,4)' if c in QTY else 'VARCHAR') for c in cols.split()}
    if t == 'orders': ty['created_at'] = ty['deleted_at'] = 'TIMESTAMPTZ'
    if t == 'batches': ty['updatedAt'] = 'TIMESTAMPTZ'
    spec = '{' + ', '.join(f"'{c}': '{v}'" for c, v in ty.items()) + '}'
    con.execute(f"create {'view' if t in ('invoices', 'products') else 'table'} \"{t}\" as select * from read_csv('{tmp}/{t}.csv', header=false, auto_detect=false, delim=',', quote='\"', escape='\"', nullstr=['\\N', 'NaN', 'Infinity', '-Infinity'], columns={spec}, parallel=true)")
t2 = time.time()
T = "timestamp '2026-11-22 02:00:00'"
con.execute(f"""
set timezone='UTC';
create table room as select "roomCode" code, coalesce(min(id) filter (where deleted_at is null), min(id)) id from "liveShoppingSessions" group by 1;
create table ord as select o.*, "orderType" = 'SALE' and not is_draft conv, s.id sid, s.deleted_at is null s_undel,
  o.deleted_at is null and o."saleStatus" is distinct from 'CANCELLED' and o."fulfillmentStatus" is distinct from 'CANCELLED' live
 from (select *, nullif(regexp_extract(notes, 'Live Shopping Session #([0-9A-Za-z-]{{1,64}})', 1), '') code from orders) o
 left join room r on r.code = o.code left join "liveShoppingSessions" s on s.id = coalesce(o."liveSessionId", r.id);
create table conv as select *, row_number() over (partition by sid order by created_at, id) rn, count(*) over (partition by sid) n from ord where live and conv and sid is not null;
create table sagg as select "sessionId" sid, count(*) n, count(*) filter (where "isSample") ns,
  sum(round(quantity::decimal(19,4) * "unitPrice", 2)) filter (where not "isSample") cart,
  sum(round(quantity::decimal(19,4) * "unitPrice", 2)) filter (where not "isSample" and "itemStatus" = 'TO_PURCHASE') convv, max(greatest("createdAt", "updatedAt")) act
 from "sessionCartItems" where deleted_at is null group by 1;
create table sess as select s.*, s.deleted_at is null undel, s.status in ('ACTIVE', 'PAUSED') op, s.status in ('ENDED', 'CONVERTED', 'CANCELLED') cl,
  coalesce(a.n, 0) n, coalesce(a.ns, 0) ns, coalesce(a.cart, 0) cart, coalesce(a.convv, 0) convv, k.id kept, k.n nlive, k.total ktot,
  s.status in ('ACTIVE', 'PAUSED') and case when s."expiresAt" is not null then s."expiresAt" < {T} else coalesce(s."timeoutSeconds", 7200) <> 0
   and greatest(s."lastActivityAt", s."updatedAt", a.act) + to_seconds(coalesce(s."timeoutSeconds", 7200)) < {T} end aband
 from "liveShoppingSessions" s left join sagg a on a.sid = s.id left join conv k on k.sid = s.id and k.rn = 1;
create table f(rule varchar, sid bigint, oid bigint, cid bigint, bid bigint, iid bigint, key varchar, expected varchar, actual varchar, impact decimal(38,2));
create table ci as select k.id oid, k.sid, i."batchId" b, i."isSample" s, sum(quantity) q, sum(round(quantity::decimal(19,4) * "unitPrice", 2)) a, min("unitPrice") p0, max("unitPrice") p1, arg_min("unitPrice", i.id) fp
 from conv k join "sessionCartItems" i on i."sessionId" = k.sid where k.rn = 1 and k.s_undel and i.deleted_at is null and "itemStatus" = 'TO_PURCHASE' and quantity is not null and "unitPrice" is not null group by all;
create table cl as select k.id oid, k.sid, l.batch_id b, l.is_sample::int <> 0 s, sum(quantity) q, sum(round(quantity * unit_price, 2)) a, min(unit_price) p0, max(unit_price) p1, sum(line_total) lt
 from conv k join order_line_items l on l.order_id = k.id where k.rn = 1 and k.s_undel and quantity is not null and unit_price is not null and line_total is not null group by all;
create table cmp as select coalesce(i.oid, l.oid) oid, coalesce(i.sid, l.sid) sid, coalesce(i.b, l.b) b, coalesce(i.s, l.s) s, round(i.q, 2) cq, l.q oq, i.a ca, l.a oa, i.p0 cp0, i.p1 cp1, l.p0 op0, l.p1 op1, l.lt, i.fp
 from ci i full join cl l on l.oid = i.oid and l.b = i.b and l.s = i.s
 where i.oid is null or l.oid is null or round(i.q, 2) <> l.q or (not i.s and (i.p0 <> l.p0 or i.p1 <> l.p1 or (i.p0 <> i.p1 and i.a <> l.a)));
insert into f select v.rule, sid, oid, null, b, null, 'session=' || sid || ',order=' || oid || ',batch=' || b || ',sample=' || s::int, v.e, v.a, v.i from cmp, lateral (
 select 'line.missing' rule, cq::varchar e, '0.0000' a, case when s then 0 else abs(ca) end i where oq is null and cq <> 0
 union all select 'line.extra', '0.0000', oq::varchar, abs(lt) where cq is null
 union all select 'line.quantity', cq::varchar, oq::varchar, abs(round(abs(cq - oq) * fp, 2)) where cq <> oq
 union all select 'line.price', case when cp0 = cp1 and op0 = op1 then cp0 else ca end::varchar, case when cp0 = cp1 and op0 = op1 then op0 else oa end::varchar,
  case when cp0 = cp1 and op0 = op1 then round(abs(cp0 - op0) * abs(oq), 2) else abs(ca - oa) end where not s and cq is not null and oq is not null and case when cp0 = cp1 and op0 = op1 then cp0 <> op0 else cq = oq and ca <> oa end) v;
insert into f select case when l.is_sample::int <> 0 then 'line.sample-billed' else 'line.total' end, k.sid, k.id, null, l.batch_id, null, 'order=' || k.id || ',line=' || l.id,
  case when l.is_sample::int <> 0 then 0.00 else round(l.quantity * l.unit_price, 2) end::varchar, l.line_total::varchar, abs(l.line_total - case when l.is_sample::int <> 0 then 0 else round(l.quantity * l.unit_price, 2) end)
 from conv k join order_line_items l on l.order_id = k.id where k.s_undel and l.line_total <> case when l.is_sample::int <> 0 then 0 else round(l.quantity * l.unit_price, 2) end;
insert into f with t as (select order_id, sum(line_total) lt from order_line_items where quantity is not null and unit_price is not null and line_total is not null group by 1)
 select v.r, k.sid, k.id, null, null, null, 'order=' || k.id, v.e::varchar, v.a::varchar, abs(v.e - v.a) from conv k left join t on t.order_id = k.id, lateral (
  select 'order.subtotal' r, coalesce(lt, 0) e, subtotal a union all select 'order.total', subtotal + coalesce(tax, 0) + coalesce(shipping, 0) - coalesce(discount, 0), total) v where k.s_undel and k.total is not null and v.e <> v.a;
create table cost as select b.id, b."productId" pid, b."updatedAt" upd, b.deleted_at is not null del, b."batchStatus" st,
  coalesce(d.default_margin_percent, d2.default_margin_percent, d3.default_margin_percent) dm, coalesce(d.updated_at, d2.updated_at, d3.updated_at) dupd,
  case when "cogsMode" is distinct from 'RANGE' then "unitCogs" else ("unitCogsMin" + coalesce("unitCogsMax", "unitCogsMin")) * 0.5 end::decimal(18,5) cost
 from batches b left join products p on p.id = b."productId" left join pricing_defaults d on d.product_category = p.category
 left join pricing_defaults d2 on d2.product_category = 'OTHER' left join pricing_defaults d3 on d3.product_category = 'DEFAULT';
create table cm as select id, pricing_profile_id is not null prof, try_cast(json_extract_string(custom_pricing_rules, '$.defaultMarginPercent') as decimal(12,4)) m from clients;
create table ov as select "sessionId" sid, "productId" pid, arg_max("overridePrice", ("updatedAt", id)) price from "sessionPriceOverrides" where "overridePrice" is not null group by 1, 2;
create table price as select *, case when src = 'OVERRIDE' then oprice when src = 'COST' then round(cost, 2) when src = 'MARGIN' then round(round(cost, 2)::double * 100 / (100 - m::double) + 1e-9, 2)::decimal(18,2) end expected from (
 select i.id iid, i."sessionId" sid, i."batchId" bid, i."productId" pid, i.quantity q, i."unitPrice" p, i."updatedAt" upd, c.cost, coalesce(g.m, c.dm) m, v.price oprice, s."clientId" cid,
  case when v.sid is not null then 'OVERRIDE' when i."negotiationStatus" = 'ACCEPTED' then 'NEGOTIATED' when g.prof or c.cost is null or coalesce(g.m, c.dm) >= 100 then 'UNVERIFIABLE'
   when coalesce(g.m, c.dm) is not null then 'MARGIN' else 'COST' end src
 from "sessionCartItems" i join sess s on s.id = i."sessionId" join cost c on c.id = i."batchId" left join cm g on g.id = s."clientId" left join ov v on v.sid = i."sessionId" and v.pid = c.pid
 where i.deleted_at is null and not i."isSample" and i.quantity is not null and i."unitPrice" is not null and i."updatedAt" >= {T} - interval 35 days
  and s.undel and (s.status in ('ACTIVE', 'PAUSED', 'ENDED', 'CONVERTED') or s.status = 'SCHEDULED' and s.kept is not null));
insert into f select v.r, sid, null, cid, bid, iid, 'item=' || iid, v.e, v.a, abs(v.i) from price z, lateral (
 select 'price.' || lower(src) r, z.expected::varchar e, p::varchar a, round(abs(p - z.expected)::decimal(19,2) * q, 2) i where z.expected is not null and p <> z.expected
 union all select 'price.below-cost', cost::varchar, p::varchar, round((cost - p)::decimal(20,5) * q, 2) where p <> 0 and p < round(cost, 2)
 union all select 'price.zero', '>0', '0.00', 0 where p = 0 union all select 'price.cost-fallback', 'margin', 'none', 0 where src = 'COST' union all select 'price.unverifiable', 'verifiable', '', 0 where src = 'UNVERIFIABLE') v;
create table credit as with r as (select "customerId" cid, sum("amountDue") v from invoices where deleted_at is null and coalesce(status, '') not in ('PAID', 'VOID') group by 1),
 o as (select client_id cid, sum(greatest(0, total - coalesce(cash_payment, 0))) v from ord where live and conv and invoice_id is null and "saleStatus" is distinct from 'PAID' and total is not null group by 1),
 d as (select "clientId" cid, coalesce(sum(cart) filter (where kept is null), 0) v from sess where undel and op group by 1)
 select c.cid, n.name, l.credit_limit lim, l.current_exposure cur, coalesce(r.v, 0) rec, coalesce(o.v, 0) oo, rec + oo posted, coalesce(d.v, 0) draft, posted + draft proj
 from (select client_id cid from client_credit_limits union select cid from d) c left join client_credit_limits l on l.client_id = c.cid left join clients n on n.id = c.cid left join r on r.cid = c.cid left join o on o.cid = c.cid left join d on d.cid = c.cid;
insert into f select v.r, null, null, cid, null, null, 'client=' || cid, v.e::varchar, v.a::varchar, abs(v.i) from credit, lateral (
 select 'credit.exposure' r, posted::varchar e, cur::varchar a, posted - cur i where cur <> posted union all select 'credit.over-limit', lim::varchar, proj::varchar, proj - lim where lim > 0 and proj > lim
 union all select 'credit.approaching', lim::varchar, proj::varchar, 0 where lim > 0 and proj <= lim and draft > 0 and lim - posted < 1.5 * draft union all select 'credit.no-limit', 'limit', 'none', draft where cur is null and lim is null) v;
create table held as select i.id, i."sessionId" sid, i."batchId" bid, i.quantity q, i."unitPrice" p, i."isSample" sample, i."createdAt" created, s.kept is null and q is not null and p is not null holds
 from "sessionCartItems" i join sess s on s.id = i."sessionId" where i.deleted_at is null and s.undel and s.op;
create table hold as with h as (select bid, sum(q) filter (where not sample) soft, sum(q) filter (where sample) samp, count(distinct sid) ss from held where holds group by 1),
 r as (select l.batch_id bid, sum(l.quantity) q, count(*) n from ord o join order_line_items l on l.order_id = o.id where o.live and o.conv and coalesce(o."fulfillmentStatus", 'CONFIRMED') in ('CONFIRMED', 'READY_FOR_PACKING', 'PACKED')
  and l.is_sample::int = 0 and l.quantity is not null and l.unit_price is not null and l.line_total is not null group by 1)
 select b.*, coalesce(h.soft, 0) soft, coalesce(h.samp, 0) samp, coalesce(h.ss, 0) ss, coalesce(r.q, 0) rq, coalesce(r.n, 0) rn, "onHandQty" - "reservedQty" - "quarantineQty" - "holdQty" avail, c.cost
 from batches b join cost c on c.id = b.id left join h on h.bid = b.id left join r on r.bid = b.id where "onHandQty" + "reservedQty" + "quarantineQty" + "holdQty" + "sampleQty" is not null;
insert into f with cut as (select bid, sum(round(least(q, ex - before)::decimal(19,4) * p, 2)) v from (select h.bid, h.q, h.p, o.soft - greatest(0, o.avail) ex, sum(greatest(h.q, 0)) over (partition by h.bid order by h.created desc, h.id desc) - greatest(h.q, 0) before
  from held h join hold o on o.id = h.bid and o.soft > greatest(0, o.avail) and o.soft > 0 where h.holds and not h.sample) z where before < ex and q > 0 group by 1)
 select v.r, null, null, null, h.id, null, 'batch=' || h.id, v.e::varchar, v.a::varchar, abs(v.i) from hold h left join cut on cut.bid = h.id, lateral (
 select 'hold.oversold' r, greatest(0, avail) e, soft a, cut.v i where soft > greatest(0, avail) and soft > 0 union all select 'hold.samples-oversold', greatest(0, "sampleQty"), samp, 0 where samp > greatest(0, "sampleQty") and samp > 0
 union all select 'hold.reserved', rq, "reservedQty", coalesce(round(abs("reservedQty" - rq) * h.cost, 2), 0) where abs("reservedQty" - rq) > 0.005 * rn union all select 'hold.negative', 0, avail, 0 where avail < 0) v;
insert into f select 'hold.abandoned', id, null, "clientId", null, null, 'session=' || id, 'ENDED', status, abs(cart) from sess where undel and aband and n > 0 and kept is null;
insert into f select 'hold.unsellable', h.sid, null, null, h.bid, h.id, 'item=' || h.id, 'LIVE', case when c.del then 'DELETED' else coalesce(c.st, 'none') end, case when h.sample or h.q is null or h.p is null then 0 else abs(round(h.q::decimal(19,4) * h.p, 2)) end
 from held h join cost c on c.id = h.bid where c.del or c.st is distinct from 'LIVE';
insert into f select v.r, i."sessionId", null, null, i."batchId", i.id, 'item=' || i.id, v.e, v.a, 0 from "sessionCartItems" i left join sess s on s.id = i."sessionId" left join cost c on c.id = i."batchId", lateral (
  select 'integrity.product' r, c.pid::varchar e, i."productId"::varchar a where s.undel and c.pid <> i."productId" union all select 'integrity.quantity', '>0', coalesce(i.quantity::varchar, 'NaN') where s.undel and coalesce(i.quantity, 0) <= 0
  union all select 'integrity.price', '>=0', coalesce(i."unitPrice"::varchar, 'NaN') where s.undel and coalesce(i."unitPrice", -1) < 0 union all select 'integrity.orphan-item', case when s.id is null then 'session' else 'batch' end, 'none' where s.id is null or c.id is null) v
 where i.deleted_at is null and (s.id is null or c.id is null or c.pid <> i."productId" or coalesce(i.quantity, 0) <= 0 or coalesce(i."unitPrice", -1) < 0);
insert into f select 'integrity.duplicate-item', sid, null, null, b, null, 'session=' || sid || ',batch=' || b || ',sample=' || s::int, '1', max(z.n)::varchar, 0 from (
 select "sessionId" sid, "batchId" b, "isSample" s, "itemStatus", count(*) n from "sessionCartItems" where deleted_at is null group by all having count(*) > 1) z join sess on sess.id = z.sid and sess.undel group by sid, b, s;
copy (select substr(sha256(rule || '|' || key), 1, 16) finding_id, rule, '' severity, key, sid session_id, oid order_id, cid client_id, bid batch_id, iid item_id, expected, actual, impact, '' repair from f order by rule, key) to '{out}/findings.csv' (header);
copy (select s.id session_id, "roomCode" room_code, "clientId" client_id, "hostUserId" host_user_id, status, aband::int abandoned, strftime("startedAt", '%Y-%m-%dT%H:%M:%SZ') started_at, strftime("endedAt", '%Y-%m-%dT%H:%M:%SZ') ended_at, s.n live_items,
  cart cart_value, convv convertible_value, ns sample_items, kept kept_order_id, coalesce(nlive, 0) live_orders, ktot order_total, ktot - convv variance, coalesce(fn.n, 0) findings
  from sess s left join (select sid, count(*) n from f group by 1) fn on fn.sid = s.id where undel and (cl or aband) order by s.id) to '{out}/sessions.csv' (header);
copy (select iid item_id, sid session_id, bid batch_id, pid product_id, src source, cost, m margin_percent, expected, p actual, p - expected difference, q quantity from price semi join (select iid from f where rule like 'price.%') using (iid) order by iid) to '{out}/prices.csv' (header);
copy (select cid client_id, name client_name, lim credit_limit, cur stored_exposure, rec receivables, oo open_orders, posted posted_exposure, draft draft_exposure, proj projected_exposure from credit order by cid) to '{out}/credit.csv' (header);
copy (select id batch_id, code batch_code, "onHandQty" on_hand, "reservedQty" reserved_stored, rq reserved_expected, "quarantineQty" quarantine, "holdQty" hold, avail available, soft soft_hold, "sampleQty" sample_qty, samp sample_hold, avail - soft net_available, ss sessions_holding
  from hold where soft <> 0 or samp <> 0 or "reservedQty" <> 0 or rq <> 0 order by id) to '{out}/holds.csv' (header);
""")
print(f'phases: export {t1 - t0:.2f} load {t2 - t1:.2f} sql+write {time.time() - t2:.2f} total {time.time() - t0:.2f}')
