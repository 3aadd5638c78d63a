-- What a capable colleague would write instead: the whole job, set-based, in SQL on the server that has the data. It has the
-- rules of the specification's first edition, with the second's rounding of the base cost, and writes five of the CSV files; no
-- explanations, no pages, no repair scripts.
--
--   psql -v out=DIR -v win='35 days' -f job.sql
\set ON_ERROR_STOP on
\set T '''2026-11-22 02:00:00''::timestamp'
set client_min_messages = warning; set timezone = 'UTC'; set jit = off;
drop schema if exists peer cascade; create schema peer; set search_path = peer, public;
begin isolation level repeatable read;

-- 1. links, live and kept orders ------------------------------------------------------------
create unlogged table room as
 select "roomCode" code, coalesce(min(id) filter (where deleted_at is null), min(id)) id, count(*) n
 from "liveShoppingSessions" group by 1;
analyze room;
create unlogged table ord as
 select o.id, o.client_id, o."orderType" = 'SALE' sale, o."orderType" = 'SALE' and not o.is_draft conv,
  o.deleted_at is null and o."saleStatus" is distinct from 'CANCELLED' and o."fulfillmentStatus" is distinct from 'CANCELLED' live,
  o.deleted_at is not null del, o.subtotal, o.total, coalesce(o.tax, 0) tax, coalesce(o.discount, 0) disc,
  coalesce(o.shipping, 0) ship, coalesce(o.cash_payment, 0) cash,
  o.subtotal < 'Infinity' and o.total < 'Infinity' and coalesce(o.tax, 0) < 'Infinity' and coalesce(o.discount, 0) < 'Infinity'
   and coalesce(o.shipping, 0) < 'Infinity' and coalesce(o.cash_payment, 0) < 'Infinity' ok,
  o."saleStatus" is distinct from 'PAID' unpaid, o.invoice_id is null notinv,
  coalesce(o."fulfillmentStatus", 'CONFIRMED') in ('CONFIRMED', 'READY_FOR_PACKING', 'PACKED') resv,
  o.invoice_id is null and coalesce(o.cash_payment, 0) = 0 and coalesce(o."saleStatus", 'PENDING') = 'PENDING'
   and coalesce(o."fulfillmentStatus", 'DRAFT') in ('DRAFT', 'CONFIRMED', 'READY_FOR_PACKING') amend,
  o."liveSessionId" lsid, m.code is not null note, r.id noted, s.id sid, s.deleted_at is null s_undel,
  o.origin, o.created_at at time zone 'UTC' created
 from orders o
 cross join lateral (select case when o.notes like '%Live Shopping Session #%' then coalesce(    -- 30x cheaper than one regexp with a capture
   substring(substr(o.notes, strpos(o.notes, 'Live Shopping Session #') + 23, 64) from '^[0-9A-Za-z-]+'),
   substring(o.notes from 'Live Shopping Session #([0-9A-Za-z-]{1,64})')) end code) m
 left join room r on r.code = m.code
 left join "liveShoppingSessions" s on s.id = coalesce(o."liveSessionId", r.id);
analyze ord;
create unlogged table conv as
 select o.*, row_number() over (partition by sid order by created, id) rn, count(*) over (partition by sid) n,
  sum(case when total < 'Infinity' then total else 0 end) over (partition by sid) tot_all
 from ord o where live and conv and sid is not null;
analyze conv;

-- 2. sessions with their cart sums and their kept order -------------------------------------
create unlogged table sagg as
 select "sessionId" sid, count(*) n, count(*) filter (where "isSample") ns,
  sum(round(quantity * "unitPrice", 2)) filter (where not "isSample" and quantity < 'Infinity' and "unitPrice" < 'Infinity') cart,
  sum(round(quantity * "unitPrice", 2)) filter (where not "isSample" and quantity < 'Infinity' and "unitPrice" < 'Infinity'
   and "itemStatus" = 'TO_PURCHASE') convv, max(greatest("createdAt", "updatedAt")) act,
  count(*) filter (where "itemStatus" = 'TO_PURCHASE' and quantity < 'Infinity' and "unitPrice" < 'Infinity') nconv
 from "sessionCartItems" where deleted_at is null group by 1;
create unlogged table sess as
 select s.id, s."hostUserId", s."clientId", s.status, s."roomCode", s."scheduledAt", s."startedAt", s."endedAt", s."createdAt",
  s."updatedAt", s.deleted_at is null undel, s.status in ('ACTIVE', 'PAUSED') op, s.status in ('ENDED', 'CONVERTED', 'CANCELLED') cl,
  coalesce(a.n, 0) n, coalesce(a.ns, 0) ns, coalesce(a.cart, 0) cart, coalesce(a.convv, 0) convv, coalesce(a.nconv, 0) nconv,
  k.id kept, k.n nlive, k.total ktot, k.created kcreated, k.tot_all,
  s.deleted_at is null and s.status in ('ACTIVE', 'PAUSED') and case when s."expiresAt" is not null then s."expiresAt" < :T
   else coalesce(s."timeoutSeconds", 7200) <> 0 and greatest(s."lastActivityAt", s."updatedAt", a.act)
     + coalesce(s."timeoutSeconds", 7200) * interval '1 second' < :T end aband
 from "liveShoppingSessions" s left join sagg a on a.sid = s.id left join conv k on k.sid = s.id and k.rn = 1;
analyze sess;

-- every finding: rule, sev, key, sid, oid, cid, bid, iid, expected, actual, impact, repair, key numbers k1..k4
-- 3. conversion -----------------------------------------------------------------------------
create unlogged table f_conv as
with nolive as (select s.id, s.cart, case when bool_or(o.conv) filter (where not o.del or al) then 'conversion.dead-order'
   when bool_or(not o.del) then 'conversion.not-a-sale' else 'conversion.missing-order' end rule,
   bool_or(o.sale) filter (where not o.del) anysale
  from sess s left join (select o.*, bool_and(del) over (partition by sid) al from ord o where sid is not null
    and exists (select 1 from sess z where z.id = o.sid and z.undel and z.status = 'CONVERTED' and z.kept is null)) o on o.sid = s.id
  where s.undel and s.status = 'CONVERTED' and s.kept is null group by 1, 2),
lset as (select c.sid, c.id, c.rn, c.amend, c.client_id,
   (select array_agg(row(l.batch_id, l.is_sample::int <> 0, l.quantity, l.unit_price) order by l.batch_id, l.is_sample::int <> 0, l.quantity, l.unit_price)
    from order_line_items l where l.order_id = c.id) ls from conv c where c.n > 1),
dup as (select x.sid, bool_and(x.amend and x.client_id = k.client_id and x.ls is not distinct from k.ls) same
  from lset x join lset k on k.sid = x.sid and k.rn = 1 where x.rn > 1 group by 1)
select case when status = 'ENDED' then 'conversion.ended-session' else 'conversion.open-session' end rule,
  case when status = 'ENDED' then 'error' else 'critical' end sev, 'session=' || id as key, id sid, null::int oid, "clientId" cid,
  null::int bid, null::bigint iid, 'CONVERTED' expected, status actual, case when ktot < 'Infinity' then ktot else 0 end impact,
  'automatic' repair, id::bigint k1, 0::bigint k2, 0 k3
 from sess where undel and kept is not null and status in ('SCHEDULED', 'ACTIVE', 'PAUSED', 'ENDED') and kcreated < :T - interval '15 minutes'
union all select case when undel then 'conversion.cancelled-session' else 'conversion.deleted-session' end,
  case when undel then 'critical' else 'error' end, 'session=' || id, id, null, "clientId", null, null, '0', nlive::text, abs(tot_all),
  case when undel then 'choice' else 'manual' end, id, 0, 0 from sess where kept is not null and (not undel or status = 'CANCELLED')
union all select 'conversion.duplicate-orders', 'critical', 'session=' || id, id, null, "clientId", null, null, '1', nlive::text,
  abs(tot_all - case when ktot < 'Infinity' then ktot else 0 end), case when d.same then 'automatic' else 'choice' end, id, 0, 0
 from sess join dup d on d.sid = sess.id where undel and nlive > 1
union all select rule, case rule when 'conversion.dead-order' then 'warning' when 'conversion.not-a-sale' then 'error' else 'critical' end,
  'session=' || n.id, n.id, null, s."clientId", null, null, case rule when 'conversion.not-a-sale' then 'SALE' else '1' end,
  case when rule <> 'conversion.not-a-sale' then '0' when anysale then 'DRAFT' else 'QUOTE' end, abs(n.cart),
  case rule when 'conversion.missing-order' then 'choice' else 'manual' end, n.id, 0, 0 from nolive n join sess s on s.id = n.id
union all select 'conversion.client-mismatch', 'critical', 'session=' || s.id || ',order=' || c.id, s.id, c.id, s."clientId", null, null,
  s."clientId"::text, c.client_id::text, case when c.total < 'Infinity' then abs(c.total) else 0 end, 'manual', s.id, c.id, 0
 from conv c join sess s on s.id = c.sid where s.undel and c.client_id <> s."clientId"
union all select 'conversion.link-conflict', 'error', 'order=' || o.id, o.sid, o.id, z."clientId", null, null, o.lsid::text, o.noted::text,
  case when o.total < 'Infinity' then abs(o.total) else 0 end, 'manual', o.id, 0, 0
 from ord o join sess z on z.id = o.noted and z.undel join sess y on y.id = o.lsid and y.undel where o.live and o.noted <> o.lsid
union all select 'conversion.unlinked', 'warning', 'order=' || id, null, id, client_id, null, null, 'session', 'none',
  case when total < 'Infinity' then abs(total) else 0 end, 'manual', id, 0, 0
 from ord where live and conv and sid is null and (lsid is not null or origin = 'live_shopping' or note);

-- 4. order lines against the cart -----------------------------------------------------------
-- candidates: an order is clean when it has as many lines as the cart has items, no two items share a group and each item has an equal line
create unlogged table twin as
 select distinct a."sessionId" sid, a."batchId" bid from "sessionCartItems" a join "sessionCartItems" b
  on b."sessionId" = a."sessionId" and b."batchId" = a."batchId" where a.id < b.id and a.deleted_at is null and b.deleted_at is null;
create unlogged table lagg as
 select order_id oid, count(*) n, sum(line_total) lt from order_line_items
 where quantity < 'Infinity' and unit_price < 'Infinity' and line_total < 'Infinity' group by 1;
analyze twin; analyze lagg;
create unlogged table unlike as
 select k.id oid from conv k join "sessionCartItems" i on i."sessionId" = k.sid
 where k.rn = 1 and k.s_undel and i.deleted_at is null and i."itemStatus" = 'TO_PURCHASE' and i.quantity < 'Infinity' and i."unitPrice" < 'Infinity'
  and not exists (select 1 from order_line_items l where l.order_id = k.id and l.batch_id = i."batchId" and (l.is_sample::int <> 0) = i."isSample"
   and l.quantity = round(i.quantity, 2) and case when l.is_sample::int <> 0 then 0 else l.unit_price end = case when i."isSample" then 0 else i."unitPrice" end);
create unlogged table kc as
 select k.* from conv k where k.rn = 1 and k.s_undel and (k.id in (select oid from unlike) or k.sid in (select sid from twin)
  or k.id in (select s.kept from sess s left join lagg l on l.oid = s.kept where s.kept is not null and s.nconv <> coalesce(l.n, 0)));
analyze kc;
create unlogged table cmp as
select oid, min(sid) sid, batch, sample, sum(cq) cq, coalesce(sum(ca), 0) ca, sum(oq) oq, sum(oa) oa, sum(lt) lt, count(cq) cn, count(oq) ln,
  min(cp) cp0, max(cp) cp1, min(op) op0, max(op) op1, min(iid) iid
from (
 select k.sid, k.id oid, i."batchId" batch, i."isSample" sample, i.quantity cq, round(i.quantity * i."unitPrice", 2) ca,
   i."unitPrice" cp, i.id iid, null::numeric oq, null::numeric oa, null::numeric op, null::numeric lt
 from kc k join "sessionCartItems" i on i."sessionId" = k.sid
 where i.deleted_at is null and i."itemStatus" = 'TO_PURCHASE' and i.quantity < 'Infinity' and i."unitPrice" < 'Infinity'
 union all
 select k.sid, k.id, l.batch_id, l.is_sample::int <> 0, null, null, null, null, l.quantity, round(l.quantity * l.unit_price, 2), l.unit_price, l.line_total
 from kc k join order_line_items l on l.order_id = k.id
 where l.quantity < 'Infinity' and l.unit_price < 'Infinity' and l.line_total < 'Infinity') u
group by oid, batch, sample
having count(cq) = 0 or count(oq) = 0 or round(sum(cq), 2) <> sum(oq)
  or (not sample and (min(cp) <> min(op) or max(cp) <> max(op) or (min(cp) <> max(cp) and sum(ca) <> sum(oa))));
create unlogged table f_line as
with c as (select c.*, k.amend, 'session=' || c.sid || ',order=' || c.oid || ',batch=' || c.batch || ',sample=' || c.sample::int as key,
   s."clientId" cid, round(cq, 2) cq2 from cmp c join conv k on k.id = c.oid join sess s on s.id = c.sid)
select 'line.missing' rule, 'error' sev, key, sid, oid, cid, batch bid, null::bigint iid, to_char(cq2, 'FM999999999999990.0000') expected, '0.0000' actual,
  case when sample then 0 else abs(ca) end impact, 'choice' repair, sid::bigint k1, oid::bigint k2, batch k3 from c where ln = 0 and cq2 <> 0
union all select 'line.extra', 'error', key, sid, oid, cid, batch, null, '0.0000', to_char(oq, 'FM999999999999990.0000'), abs(lt), 'choice', sid, oid, batch from c where cn = 0
union all select 'line.quantity', 'error', key, sid, oid, cid, batch, null, to_char(cq2, 'FM999999999999990.0000'), to_char(oq, 'FM999999999999990.0000'),
  abs(round(abs(cq2 - oq) * i."unitPrice", 2)), 'choice', sid, oid, batch from c join "sessionCartItems" i on i.id = c.iid where cn > 0 and ln > 0 and cq2 <> oq
union all select 'line.price', 'error', key, sid, oid, cid, batch, null, case when one then cp0 else ca end::text, case when one then op0 else oa end::text,
  case when one then round(abs(cp0 - op0) * abs(oq), 2) else abs(ca - oa) end, case when one and amend then 'automatic' else 'choice' end, sid, oid, batch
 from (select c.*, cp0 = cp1 and op0 = op1 one from c) c where not sample and cn > 0 and ln > 0 and ((one and cp0 <> op0) or (not one and cq2 = oq and ca <> oa))
union all select case when l.is_sample::int <> 0 then 'line.sample-billed' else 'line.total' end, case when l.is_sample::int <> 0 then 'warning' else 'error' end,
  'order=' || k.id || ',line=' || l.id, k.sid, k.id, s."clientId", l.batch_id, null,
  case when l.is_sample::int <> 0 then 0.00 else round(l.quantity * l.unit_price, 2) end::text, l.line_total::text,
  abs(case when l.is_sample::int <> 0 then l.line_total else round(l.quantity * l.unit_price, 2) - l.line_total end),
  case when amend and l.is_sample::int = 0 then 'automatic' else 'choice' end, k.id, l.id, 0
 from conv k join order_line_items l on l.order_id = k.id join sess s on s.id = k.sid
 where k.s_undel and l.quantity < 'Infinity' and l.unit_price < 'Infinity' and l.line_total < 'Infinity'
  and l.line_total <> case when l.is_sample::int <> 0 then 0 else round(l.quantity * l.unit_price, 2) end;
create unlogged table f_order as
select case v.w when 1 then 'order.subtotal' else 'order.total' end rule, 'error' sev, 'order=' || k.id as key, k.sid, k.id oid, s."clientId" cid, null::int bid,
  null::bigint iid, v.want::text expected, v.have::text actual, abs(v.want - v.have) impact, case when amend then 'automatic' else 'choice' end repair, k.id::bigint k1, 0::bigint k2, 0 k3
from conv k left join lagg t on t.oid = k.id join sess s on s.id = k.sid
 cross join lateral (values (1, coalesce(t.lt, 0), k.subtotal), (2, k.subtotal + k.tax + k.ship - k.disc, k.total)) v(w, want, have)
where k.s_undel and k.ok and v.want <> v.have;

-- 5. prices ---------------------------------------------------------------------------------
create unlogged table cost as
 select b.id, b."productId" pid, b."updatedAt" at time zone 'UTC' upd, b.deleted_at is not null del, b."batchStatus" st, d.m dm, d.upd dupd, nullif(nullif(
  case when "cogsMode" is distinct from 'RANGE' then "unitCogs" when basis = 'LOW' then "unitCogsMin"
   when basis = 'HIGH' then coalesce("unitCogsMax", "unitCogsMin") else ("unitCogsMin" + coalesce("unitCogsMax", "unitCogsMin")) * 0.5 end, 'NaN'), 'Infinity') cost
 from batches b left join products p on p.id = b."productId"
 cross join (select coalesce((select default_basis from range_pricing_channel_settings where channel = 'LIVE_SHOPPING'), 'MID') basis) r
 left join lateral (select default_margin_percent m, updated_at upd from pricing_defaults
   where product_category in (p.category, 'OTHER', 'DEFAULT') and default_margin_percent < 'Infinity'
   order by case product_category when p.category then 0 when 'OTHER' then 1 else 2 end limit 1) d on true;
create unlogged table cmargin as
 select id, pricing_profile_id is not null prof, case when t in ('number', 'string') and v ~ '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$' then v::numeric end m
 from clients cross join lateral (select jsonb_typeof(custom_pricing_rules -> 'defaultMarginPercent') t, custom_pricing_rules ->> 'defaultMarginPercent' v) j;
create unlogged table over as
 select distinct on ("sessionId", "productId") "sessionId" sid, "productId" pid, round("overridePrice", 2) price
 from "sessionPriceOverrides" where "overridePrice" < 'Infinity' order by "sessionId", "productId", "updatedAt" desc, id desc;
analyze cost; analyze cmargin; analyze over;
create unlogged table price as
 select p.*, case when src in ('OVERRIDE') then oprice when src = 'COST' then round(cost, 2) when src = 'MARGIN' then round(round(cost, 2) * 100 / (100 - m), 2) end expected
 from (select i.id iid, i."sessionId" sid, i."batchId" bid, i."productId" pid, i.quantity q, i."unitPrice" p, i."updatedAt" upd, c.cost, c.upd bupd,
   coalesce(g.m, c.dm) m, case when g.m is null then c.dupd end dupd, v.price oprice, s.op, s.kept is not null conv, s."clientId" cid,
   case when v.sid is not null then 'OVERRIDE' when i."negotiationStatus" = 'ACCEPTED' then 'NEGOTIATED'
    when g.prof or c.cost is null or coalesce(g.m, c.dm) >= 100 then 'UNVERIFIABLE' when coalesce(g.m, c.dm) is not null then 'MARGIN' else 'COST' end src,
   case when g.prof then 'pricing-profile' when c.cost is null then 'no-cost' else 'margin-too-high' end reason
  from "sessionCartItems" i join sess s on s.id = i."sessionId" join cost c on c.id = i."batchId" left join cmargin g on g.id = s."clientId"
   left join over v on v.sid = i."sessionId" and v.pid = c.pid
  where i.deleted_at is null and not i."isSample" and i.quantity < 'Infinity' and i."unitPrice" < 'Infinity' and i."updatedAt" >= :T - interval :'win'
   and s.undel and (s.status in ('ACTIVE', 'PAUSED', 'ENDED', 'CONVERTED') or s.status = 'SCHEDULED' and s.kept is not null)) p;
create unlogged table f_price as
select v.rule, v.sev, 'item=' || p.iid as key, p.sid, null::int oid, p.cid, p.bid, p.iid, v.expected, v.actual, abs(v.impact) impact, v.repair, p.iid k1, 0::bigint k2, 0 k3
from price p cross join lateral (
 select 'price.' || lower(src), case when src = 'OVERRIDE' then 'error' when bupd > upd or dupd > upd then 'notice' else 'warning' end,
   p.expected::text, p.p::text, round(abs(p.p - p.expected) * q, 2), case when src = 'OVERRIDE' then case when op and not conv and p.expected > 0 then 'automatic' else 'manual' end when op then 'choice' else 'manual' end
  where p.expected is not null and abs(p.p - p.expected) > case when src = 'MARGIN' and cost <> round(cost, 4) then 0.02 else 0 end
 union all select 'price.below-cost', case when src in ('OVERRIDE', 'NEGOTIATED') then 'warning' else 'error' end, round(cost, 4)::text, p.p::text, round((cost - p.p) * q, 2), 'manual'
  where p.p <> 0 and p.p < round(cost, 2)
 union all select 'price.zero', 'error', '>0', '0.00', 0, 'manual' where p.p = 0
 union all select 'price.cost-fallback', 'notice', 'margin', 'none', 0, 'manual' where src = 'COST'
 union all select 'price.unverifiable', 'notice', 'verifiable', reason, 0, 'manual' where src = 'UNVERIFIABLE') v(rule, sev, expected, actual, impact, repair);

-- 6. credit ---------------------------------------------------------------------------------
create unlogged table credit as
with r as (select "customerId" cid, sum("amountDue") v from invoices where deleted_at is null and coalesce(status, '') not in ('PAID', 'VOID') and "amountDue" < 'Infinity' group by 1),
o as (select client_id cid, sum(greatest(0, total - cash)) v from ord where live and conv and notinv and unpaid and ok group by 1),
d as (select "clientId" cid, coalesce(sum(cart) filter (where kept is null), 0) v from sess where undel and op group by 1)
select c.cid, n.name, l.credit_limit lim, l.current_exposure cur, coalesce(r.v, 0) rec, coalesce(o.v, 0) oo, coalesce(r.v, 0) + coalesce(o.v, 0) posted,
  coalesce(d.v, 0) draft, coalesce(r.v, 0) + coalesce(o.v, 0) + coalesce(d.v, 0) proj, l.client_id is not null has
from (select client_id cid from client_credit_limits union select cid from d) c left join client_credit_limits l on l.client_id = c.cid
 left join clients n on n.id = c.cid left join r on r.cid = c.cid left join o on o.cid = c.cid left join d on d.cid = c.cid
where l.client_id is null or (l.credit_limit < 'Infinity' and l.current_exposure < 'Infinity');
create unlogged table f_credit as
select v.rule, v.sev, 'client=' || cid as key, null::int sid, null::int oid, cid, null::int bid, null::bigint iid, v.e expected, v.a actual, abs(v.i) impact, v.rep repair, cid::bigint k1, 0::bigint k2, 0 k3
from credit cross join lateral (
 select 'credit.exposure', 'error', posted::text, cur::text, posted - cur, 'automatic' where has and cur <> posted
 union all select 'credit.over-limit', 'critical', lim::text, proj::text, proj - lim, 'manual' where lim > 0 and proj > lim
 union all select 'credit.approaching', 'notice', lim::text, proj::text, 0, 'manual' where lim > 0 and proj <= lim and draft > 0 and lim - posted < 1.5 * draft
 union all select 'credit.no-limit', 'notice', 'limit', 'none', draft, 'manual' where not has) v(rule, sev, e, a, i, rep);

-- 7. holds ----------------------------------------------------------------------------------
create unlogged table held as
 select i.id, i."sessionId" sid, i."batchId" bid, i.quantity q, i."unitPrice" p, i."isSample" sample, i."createdAt" created,
  s.kept is null and i.quantity < 'Infinity' and i."unitPrice" < 'Infinity' holds, s."clientId" cid
 from "sessionCartItems" i join sess s on s.id = i."sessionId" where i.deleted_at is null and s.undel and s.op;
create unlogged table hold as
with h as (select bid, sum(q) filter (where not sample) soft, sum(q) filter (where sample) samp, count(distinct sid) ss from held where holds group by 1),
r as (select l.batch_id bid, sum(l.quantity) q, count(*) n from ord o join order_line_items l on l.order_id = o.id
 where o.live and o.conv and o.resv and l.is_sample::int = 0 and l.quantity < 'Infinity' and l.unit_price < 'Infinity' and l.line_total < 'Infinity' group by 1)
select b.id, b.code, b."onHandQty" onh, b."reservedQty" res, b."quarantineQty" quar, b."holdQty" hq, b."sampleQty" sq, coalesce(h.soft, 0) soft, coalesce(h.samp, 0) samp,
  coalesce(h.ss, 0) ss, coalesce(r.q, 0) rq, coalesce(r.n, 0) rn, b."onHandQty" - b."reservedQty" - b."quarantineQty" - b."holdQty" avail, c.cost
from batches b join cost c on c.id = b.id left join h on h.bid = b.id left join r on r.bid = b.id
where b."onHandQty" < 'Infinity' and b."reservedQty" < 'Infinity' and b."quarantineQty" < 'Infinity' and b."holdQty" < 'Infinity' and b."sampleQty" < 'Infinity';
create unlogged table f_hold as
with cut as (select bid, sum(round(least(q, ex - before) * p, 2)) v from (
   select h.bid, h.q, h.p, o.soft - greatest(0, o.avail) ex, sum(greatest(h.q, 0)) over (partition by h.bid order by h.created desc, h.id desc) - greatest(h.q, 0) before
   from held h join hold o on o.id = h.bid and o.soft > greatest(0, o.avail) and o.soft > 0 where h.holds and not h.sample) z where before < ex and q > 0 group by 1)
select v.rule, v.sev, 'batch=' || h.id as key, null::int sid, null::int oid, null::int cid, h.id bid, null::bigint iid, round(v.e, 4)::text expected, round(v.a, 4)::text actual, abs(v.i) impact, v.rep repair, h.id::bigint k1, 0::bigint k2, 0 k3
from hold h left join cut on cut.bid = h.id cross join lateral (
 select 'hold.oversold', 'critical', greatest(0, avail), soft, cut.v, 'choice' where soft > greatest(0, avail) and soft > 0
 union all select 'hold.samples-oversold', 'warning', greatest(0, sq), samp, 0, 'choice' where samp > greatest(0, sq) and samp > 0
 union all select 'hold.reserved', 'error', rq, res, coalesce(round(abs(res - rq) * cost, 2), 0), 'automatic' where abs(res - rq) > 0.005 * rn
 union all select 'hold.negative', 'error', 0, avail, 0, 'manual' where avail < 0) v(rule, sev, e, a, i, rep)
union all select 'hold.abandoned', 'error', 'session=' || id, id, null, "clientId", null, null, 'ENDED', status, abs(cart), 'automatic', id, 0, 0 from sess where aband and n > 0 and kept is null
union all select 'hold.unsellable', 'warning', 'item=' || h.id, h.sid, null, h.cid, h.bid, h.id, 'LIVE', case when c.del then 'DELETED' else coalesce(c.st, 'none') end,
  case when h.sample or not (h.q < 'Infinity' and h.p < 'Infinity') then 0 else abs(round(h.q * h.p, 2)) end, 'choice', h.id, 0, 0
 from held h join cost c on c.id = h.bid where c.del or c.st is distinct from 'LIVE';

-- 8. lifecycle ------------------------------------------------------------------------------
create unlogged table f_life as
select v.rule, v.sev, 'session=' || s.id as key, s.id sid, null::int oid, s."clientId" cid, null::int bid, null::bigint iid, v.e expected, v.a actual, 0::numeric impact, v.rep repair, s.id::bigint k1, 0::bigint k2, 0 k3
from sess s cross join lateral (
 select 'lifecycle.abandoned', 'warning', 'ENDED', status, 'automatic' where aband and n = 0 and kept is null
 union all select 'lifecycle.no-show', 'notice', 'CANCELLED', 'SCHEDULED', 'automatic' where status = 'SCHEDULED' and "startedAt" is null and "scheduledAt" < :T - interval '24 hours' and kept is null
 union all select 'lifecycle.no-start', 'warning', 'startedAt', 'none', 'choice' where status in ('ACTIVE', 'PAUSED', 'ENDED', 'CONVERTED') and "startedAt" is null
 union all select 'lifecycle.no-end', 'warning', 'endedAt', 'none', 'automatic' where cl and "endedAt" is null
 union all select 'lifecycle.end-before-start', 'warning', to_char("startedAt", 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char("endedAt", 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'manual' where "endedAt" < "startedAt"
 union all select 'lifecycle.open-with-end', 'warning', 'none', to_char("endedAt", 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'choice' where (status = 'SCHEDULED' or op) and "endedAt" is not null and kept is null and not aband
 union all select 'lifecycle.future', 'warning', to_char(:T, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(greatest("createdAt", "startedAt", "endedAt"), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'manual'
   where greatest("createdAt", "startedAt", "endedAt") > :T + interval '5 minutes'
 union all select 'lifecycle.cart-limit', 'warning', '200', n::text, 'manual' where n > 200) v(rule, sev, e, a, rep)
where s.undel and (aband or (status = 'SCHEDULED' and "startedAt" is null) or "startedAt" is null or "endedAt" is null or "endedAt" < "startedAt" or n > 200
  or ((status = 'SCHEDULED' or op) and "endedAt" is not null) or greatest("createdAt", "startedAt", "endedAt") > :T + interval '5 minutes')
union all select 'lifecycle.concurrent', 'notice', 'client=' || "clientId", null, null, "clientId", null, null, '1', count(*)::text, 0, 'manual', "clientId", 0, 0
 from sess where undel and op and not aband group by "clientId" having count(*) > 1;

-- 9. integrity ------------------------------------------------------------------------------
create unlogged table bad as
select i.*, s.id sx, s.undel, s."clientId" cid, c.id bx, c.pid
 from "sessionCartItems" i left join sess s on s.id = i."sessionId" left join cost c on c.id = i."batchId"
 where i.deleted_at is null and (s.id is null or c.id is null or s.undel and (c.pid <> i."productId" or not (i.quantity > 0 and i.quantity < 'Infinity') or not (i."unitPrice" >= 0 and i."unitPrice" < 'Infinity')));
create unlogged table olines as
 select l.id, l.order_id, l.batch_id, l.line_total from order_line_items l where not exists (select 1 from ord o where o.id = l.order_id);
create unlogged table f_int as
select v.rule, 'error' sev, 'item=' || b.id as key, b.sx sid, null::int oid, b.cid, b."batchId" bid, b.id iid, v.e expected, v.a actual, 0::numeric impact, v.rep repair, b.id k1, 0::bigint k2, 0 k3
from bad b cross join lateral (
 select 'integrity.product', pid::text, "productId"::text, 'automatic' where undel and pid <> "productId"
 union all select 'integrity.quantity', '>0', quantity::text, 'choice' where undel and not (quantity > 0 and quantity < 'Infinity')
 union all select 'integrity.price', '>=0', "unitPrice"::text, 'manual' where undel and not ("unitPrice" >= 0 and "unitPrice" < 'Infinity')
 union all select 'integrity.orphan-item', case when sx is null then 'session' else 'batch' end, 'none', 'choice' where sx is null or bx is null) v(rule, e, a, rep)
union all select 'integrity.orphan-session', 'error', 'session=' || s.id, s.id, null, s."clientId", null, null, 'client', 'none', abs(s.cart), 'manual', s.id, 0, 0
 from sess s left join cmargin c on c.id = s."clientId" where s.undel and c.id is null
union all select 'integrity.orphan-override', 'warning', 'override=' || v.id, null, null, null, null, null, 'session', 'none', 0, 'choice', v.id, 0, 0
 from "sessionPriceOverrides" v where not exists (select 1 from sess s where s.id = v."sessionId")
union all select 'integrity.orphan-line', 'error', 'line=' || l.id, null, l.order_id, null, l.batch_id, null, 'order', 'none', case when l.line_total < 'Infinity' then abs(l.line_total) else 0 end, 'manual', l.id, 0, 0
 from olines l
union all select 'integrity.duplicate-override', 'warning', 'session=' || "sessionId" || ',product=' || "productId", "sessionId", null, null, null, null, '1', count(*)::text, 0, 'automatic', "sessionId", "productId", 0
 from "sessionPriceOverrides" group by "sessionId", "productId" having count(*) > 1
union all select 'integrity.room-code', 'error', 'room=' || code, null, null, null, null, null, '1', n::text, 0, 'manual', 0, 0, 0 from room where n > 1
union all select 'integrity.status', 'error', 'session=' || id, id, null, "clientId", null, null, 'known', status, 0, 'manual', id, 0, 0 from sess
 where status not in ('SCHEDULED', 'ACTIVE', 'PAUSED', 'ENDED', 'CONVERTED', 'CANCELLED');
create unlogged table f_dup as
select 'integrity.duplicate-item' rule, 'notice' sev, 'session=' || sid || ',batch=' || bid || ',sample=' || sample::int as key, sid, null::int oid, s."clientId" cid, bid, null::bigint iid,
 '1' expected, max(z.n)::text actual, 0::numeric impact, 'choice' repair, sid::bigint k1, bid::bigint k2, sample::int k3
from (select i."sessionId" sid, i."batchId" bid, i."isSample" sample, i."itemStatus", count(*) n from twin t join "sessionCartItems" i on i."sessionId" = t.sid and i."batchId" = t.bid
  where i.deleted_at is null group by 1, 2, 3, 4 having count(*) > 1) z
 join sess s on s.id = z.sid and s.undel group by sid, bid, sample, s."clientId";

-- 10. output --------------------------------------------------------------------------------
create unlogged table f as select * from f_conv union all select * from f_line union all select * from f_order union all select * from f_price union all select * from f_credit
 union all select * from f_hold union all select * from f_life union all select * from f_int union all select * from f_dup;
create unlogged table fn as select sid, count(*) n from f where sid is not null group by 1;
analyze fn;
create temp view v_findings as select substr(encode(sha256(convert_to(rule || '|' || key, 'UTF8')), 'hex'), 1, 16) finding_id, rule, sev severity, key, sid session_id, s."roomCode" room_code,
 oid order_id, cid client_id, bid batch_id, iid item_id, expected, actual, round(impact, 2) impact, repair, '' explanation
 from f left join sess s on s.id = f.sid order by array_position(array['critical','error','warning','notice'], sev), rule, k1, k2, k3, key;
create temp view v_sessions as select s.id session_id, "roomCode" room_code, "clientId" client_id, "hostUserId" host_user_id, status, aband::int abandoned,
 to_char("startedAt", 'YYYY-MM-DD"T"HH24:MI:SS"Z"') started_at, to_char("endedAt", 'YYYY-MM-DD"T"HH24:MI:SS"Z"') ended_at, s.n live_items, cart cart_value, convv convertible_value, ns sample_items,
 kept kept_order_id, coalesce(nlive, 0) live_orders, nullif(ktot, 'NaN') order_total, nullif(ktot - convv, 'NaN') variance, coalesce(fn.n, 0) findings
 from sess s left join fn on fn.sid = s.id where undel and (cl or aband) order by s.id;
create temp view v_prices as select iid item_id, sid session_id, bid batch_id, pid product_id, src source, round(cost, 4) cost, case when src in ('MARGIN', 'UNVERIFIABLE') then m end margin_percent,
 expected, p actual, p - expected difference, q quantity, round((p - expected) * q, 2) extended_difference
 from price p where exists (select 1 from f_price x where x.iid = p.iid) order by iid;
create temp view v_credit as select cid client_id, name client_name, lim credit_limit, cur stored_exposure, rec receivables, oo open_orders, posted posted_exposure, draft draft_exposure, proj projected_exposure,
 case when lim > 0 then lim - proj end available_credit, case when lim > 0 is not true then 'UNLIMITED' when proj > lim then 'EXCEEDED' when draft > 0 and lim - posted < 1.5 * draft then 'APPROACHING' else 'NONE' end as level from credit order by cid;
create temp view v_holds as select id batch_id, code batch_code, onh on_hand, res reserved_stored, round(rq, 4) reserved_expected, quar quarantine, hq hold, avail available, soft soft_hold, sq sample_qty, samp sample_hold, avail - soft net_available, ss sessions_holding
 from hold h where soft <> 0 or samp <> 0 or res <> 0 or rq <> 0 or exists (select 1 from f_hold x where x.bid = h.id and x.key = 'batch=' || h.id) order by id;
\cd :out
\copy (select * from v_findings) to 'findings.csv' csv header
\copy (select * from v_sessions) to 'sessions.csv' csv header
\copy (select * from v_prices) to 'prices.csv' csv header
\copy (select * from v_credit) to 'credit.csv' csv header
\copy (select * from v_holds) to 'holds.csv' csv header
commit;
