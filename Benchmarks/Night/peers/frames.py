#!/usr/bin/env python3
"""The heavy families of rules in Polars, over columns that ADBC reads from the server: what an analyst would write instead.

    frames.py CONNINFO OUT

They are those of families.py: links, kept orders, lines against carts, totals of lines and orders, prices, credit, holds,
abandonment, duplicates, the integrity of items, and five of the CSV files. Two connections read at one snapshot. Numbers come
as doubles and are made whole ones, of cents or of ten-thousandths, in which findings.csv says what was expected and found;
NaN and infinite times are read as null.

Left out are all conversion and lifecycle rules, severities, repairs and explanations, what selling a batch twice comes to,
and what matters for the prices of few items: prices agreed on after an override, channels that sell from one end of a range
of costs, and the lower neighbour of a middle between two cents. So it finds a little more of price.override, price.margin
and price.below-cost than tieout. Needs `pip install polars adbc-driver-postgresql pyarrow`.
"""

import pathlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import adbc_driver_postgresql.dbapi as adbc
import polars as pl
from polars import Int64, String, coalesce, col, lit, max_horizontal, when

conninfo, out = sys.argv[1], pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
began = time.time()
T = pl.datetime(2026, 11, 22, 2)


# Reading


def read(connection, sql, **places):
    """Rows, in which the named doubles are whole numbers with so many places."""
    return pl.read_database(sql, connection).with_columns(
        (col(name) * 10**count).round().cast(Int64, strict=False) for name, count in places.items())


def finite(column, name):
    return f"""case when isfinite("{column}") then "{column}" at time zone 'UTC' end {name}"""


first, second = adbc.connect(conninfo), adbc.connect(conninfo)
for connection in (first, second):
    connection.execute("set transaction isolation level repeatable read read only").close()
with first.execute("select pg_export_snapshot()") as cursor:
    second.execute(f"set transaction snapshot '{cursor.fetchone()[0]}'").close()
with ThreadPoolExecutor(1) as pool:
    items = pool.submit(read, first, f"""
        select id, "sessionId" session, "batchId" batch, "productId" product, quantity::float8, "unitPrice"::float8 price,
            "isSample" sample, "itemStatus" status, "negotiationStatus" = 'ACCEPTED' agreed,
            {finite("createdAt", "created")}, {finite("updatedAt", "updated")}
        from "sessionCartItems" where deleted_at is null""", quantity=4, price=2)
    lines = read(second, """
        select id, order_id "order", batch_id batch, quantity::float8 ordered, unit_price::float8 unit,
            line_total::float8 billed, is_sample sample
        from order_line_items where deleted_at is null""", ordered=2, unit=2, billed=2)
    sessions = read(second, f"""
        select id session, "hostUserId" host, "clientId" client, status, "roomCode" room, "timeoutSeconds" timeout,
            {finite("startedAt", "started")}, {finite("endedAt", "ended")}, {finite("expiresAt", "expires")},
            {finite("lastActivityAt", "active")}, {finite("updatedAt", "updated")}, deleted_at is null stands
        from "liveShoppingSessions" """)
    orders = read(second, f"""
        select id "order", client_id client, "orderType" = 'SALE' and not is_draft sale, "saleStatus" paid,
            "fulfillmentStatus" fulfilled, invoice_id is null unbilled, notes, "liveSessionId" linked,
            subtotal::float8, total::float8, coalesce(tax, 0)::float8 tax, coalesce(discount, 0)::float8 discount,
            coalesce(shipping, 0)::float8 shipping, coalesce(cash_payment, 0)::float8 cash,
            {finite("created_at", "created")}, deleted_at is null stands
        from orders""", subtotal=2, total=2, tax=2, discount=2, shipping=2, cash=2)
    batches = read(second, """
        select id batch, "productId" made, code, "onHandQty"::float8 on_hand, "sampleQty"::float8 samples,
            "reservedQty"::float8 reserved, "quarantineQty"::float8 quarantine, "holdQty"::float8 hold, "cogsMode" mode,
            "unitCogs"::float8 cogs, "unitCogsMin"::float8 least, "unitCogsMax"::float8 most, "batchStatus" state,
            deleted_at is not null deleted
        from batches""", on_hand=4, samples=4, reserved=4, quarantine=4, hold=4, cogs=4, least=4, most=4)
    invoices = read(second, """
        select "customerId" client, "amountDue"::float8 due, coalesce(status, '') = 'PAID' paid,
            case when "referenceType" in ('ORDER', 'SALE') then "referenceId" end "order"
        from invoices where deleted_at is null and coalesce(status, '') <> 'VOID'""", due=2).lazy()
    clients = read(second, """
        select id client, name, custom_pricing_rules->>'defaultMarginPercent' margin, pricing_profile_id is not null
            or jsonb_typeof(custom_pricing_rules) = 'array' and custom_pricing_rules <> '[]' profile
        from clients""").with_columns(col("margin").cast(pl.Float64, strict=False)).lazy()
    limits = read(second, """
        select client_id client, credit_limit::float8 "limit", current_exposure::float8 stored
        from client_credit_limits""", limit=2, stored=2)
    products = read(second, "select id made, category from products")
    margins = read(second, """
        select product_category category, default_margin_percent::float8 usual
        from pricing_defaults where default_margin_percent < 'Infinity' and deleted_at is null""")
    overrides = read(second, f"""
        select id, "sessionId" session, "productId" made, "overridePrice"::float8 override, {finite("updatedAt", "updated")}
        from "sessionPriceOverrides" where "overridePrice" < 'Infinity'""", override=2)
    items = items.result()
for connection in (first, second):
    connection.rollback()
    connection.close()
computing = time.time()


# What rules have in common


def over(number, divisor):
    """The quotient, half away from zero."""
    return ((number.abs() * 2 + divisor) // (divisor * 2)) * number.sign()


def key(**columns):
    return pl.format(",".join(f"{name}={{}}" for name in columns), *(col(column).cast(Int64) for column in columns.values()))


found = []


def find(rule, rows, named, expected, actual, impact=lit(0)):
    rows = rows.collect()
    session = col("session").cast(Int64) if "session" in rows.columns else lit(None, Int64)
    found.append(rows.select(rule=lit(rule), key=named, session_id=session, expected=expected.cast(String),
                             actual=actual.cast(String), impact=impact.cast(Int64)))


def positive(number):
    return max_horizontal(0, number)


items = items.with_columns(
    col("status").cast(pl.Categorical), ok=col("quantity").is_not_null() & col("price").is_not_null(),
    value=over(col("quantity") * col("price"), 10**4)).lazy()
lines = lines.drop_nulls(["ordered", "unit", "billed"]).with_columns(amount=over(col("ordered") * col("unit"), 100)).lazy()
sessions, orders, batches = sessions.lazy(), orders.lazy(), batches.lazy()


# Links, kept orders, sums of carts, abandonment

rooms = sessions.group_by("room").agg(noted=coalesce(col("session").filter("stands").min(), col("session").min()))
orders = (
    orders.with_columns(room=col("notes").str.extract("Live Shopping Session #([0-9A-Za-z-]{1,64})", 1)).drop("notes")
    .join(rooms, on="room", how="left").with_columns(session=coalesce("linked", "noted"))
    .join(sessions.select("session", within="stands"), on="session", how="left")
    .with_columns(
        live=col("stands") & col("paid").ne_missing("CANCELLED") & col("fulfilled").ne_missing("CANCELLED"),
        ok=pl.all_horizontal(col(name).is_not_null() for name in ("subtotal", "total", "tax", "discount", "shipping", "cash")))
    .collect().lazy())
sales = (
    orders.filter(col("live") & col("sale") & col("within").is_not_null()).sort("session", "created", "order")
    .with_columns(number=col("order").cum_count().over("session"), orders=pl.len().over("session"))
    .collect().lazy())
kept = sales.filter(number=1)
carts = items.group_by("session").agg(
    items=pl.len(), samples=col("sample").sum(), cart=col("value").filter(~col("sample") & col("ok")).sum(),
    bought=col("value").filter(~col("sample") & col("ok") & (col("status") == "TO_PURCHASE")).sum(),
    touched=max_horizontal(col("created").max(), col("updated").max()))
timeout = col("timeout").fill_null(7200)
idle = (timeout != 0) & (max_horizontal("active", "updated", "touched") + pl.duration(seconds=timeout) < T)
sessions = (
    sessions.join(carts, on="session", how="left")
    .join(kept.select("session", "orders", kept="order", total="total"), on="session", how="left")
    .with_columns(col("items", "samples", "cart", "bought", "orders").fill_null(0),
                  open=col("status").is_in(["ACTIVE", "PAUSED"]) & col("stands"))
    .with_columns(abandoned=col("open") & when(col("expires").is_not_null()).then(col("expires") < T).otherwise(idle))
    .collect().lazy())
opened = sessions.filter("open")
find("hold.abandoned", opened.filter(col("abandoned") & (col("items") > 0) & col("kept").is_null()), key(session="session"),
     lit("ENDED"), col("status"), col("cart").abs())


# Lines against carts

group = ["order", "batch", "sample"]
theirs = kept.filter("within").select("session", "order")
in_cart = items.filter((col("status") == "TO_PURCHASE") & col("ok")).join(theirs, on="session").group_by(group).agg(
    col("session").first(), cart=over(col("quantity").sum(), 100), cart_value=col("value").sum(),
    least=col("price").min(), most=col("price").max(), price=col("price").get(col("id").arg_min()))
on_order = lines.join(theirs, on="order").group_by(group).agg(
    of=col("session").first(), ordered=col("ordered").sum(), amount=col("amount").sum(),
    least_unit=col("unit").min(), most_unit=col("unit").max(), billed=col("billed").sum())
one_price = (col("least") == col("most")) & (col("least_unit") == col("most_unit"))
other_price = ~col("sample") & when(one_price).then(col("least") != col("least_unit")).otherwise(
    (col("cart") == col("ordered")) & (col("cart_value") != col("amount")))
unlike = (
    in_cart.join(on_order, on=group, how="full", coalesce=True).with_columns(session=coalesce("session", "of"))
    .filter(col("cart").is_null() | col("ordered").is_null() | (col("cart") != col("ordered")) | other_price)
    .collect().lazy())
its_key = key(session="session", order="order", batch="batch", sample="sample")
find("line.missing", unlike.filter(col("ordered").is_null() & (col("cart") != 0)), its_key,
     col("cart"), lit(0), when("sample").then(0).otherwise(col("cart_value").abs()))
find("line.extra", unlike.filter(col("cart").is_null()), its_key, lit(0), col("ordered"), col("billed").abs())
find("line.quantity", unlike.filter(col("cart") != col("ordered")), its_key, col("cart"), col("ordered"),
     over((col("cart") - col("ordered")).abs() * col("price"), 100).abs())
find("line.price", unlike.filter(col("cart").is_not_null() & col("ordered").is_not_null() & other_price), its_key,
     when(one_price).then("least").otherwise("cart_value"), when(one_price).then("least_unit").otherwise("amount"),
     when(one_price).then(over((col("least") - col("least_unit")).abs() * col("ordered").abs(), 100))
     .otherwise((col("cart_value") - col("amount")).abs()))


# Totals of lines and orders

right = when("sample").then(0).otherwise("amount")
wrong = lines.join(sales.filter("within").select("session", "order"), on="order").filter(col("billed") != right).collect().lazy()
by_cart = (  # which lost two places of the quantity, and are billed by all four
    items.filter((col("status") == "TO_PURCHASE") & ~col("sample"))
    .join(wrong.select("session", "batch", "ordered", "billed", line="id", price="unit"), on=["session", "batch", "price"])
    .filter((over(col("quantity"), 100) == col("ordered")) & (col("value") == col("billed"))))
wrong = wrong.join(by_cart, left_on="id", right_on="line", how="anti")
for rule, rows in [("line.total", wrong.filter(~col("sample"))), ("line.sample-billed", wrong.filter("sample"))]:
    find(rule, rows, key(order="order", line="id"), right, col("billed"), (col("billed") - right).abs())
summed = (
    sales.filter(col("within") & col("ok")).join(lines.group_by("order").agg(col("billed").sum()), on="order", how="left")
    .with_columns(col("billed").fill_null(0), due=col("subtotal") + col("tax") + col("shipping") - col("discount")))
for rule, due, stored in [("order.subtotal", col("billed"), col("subtotal")), ("order.total", col("due"), col("total"))]:
    find(rule, summed.filter(due != stored), key(order="order"), due, stored, (due - stored).abs())


# Prices

usual = dict(margins.rows())
cents = over(col("cost"), 200)
batches = (
    batches.join(products.lazy(), on="made", how="left").join(margins.lazy(), on="category", how="left")
    .with_columns(
        usual=coalesce("usual", lit(usual.get("OTHER", usual.get("DEFAULT")), pl.Float64)),
        cost=when(col("mode").ne_missing("RANGE")).then(col("cogs") * 2)  # twice, so that a middle is whole
        .otherwise(col("least") + coalesce("most", "least")))
    .collect().lazy())
priced = sessions.filter(col("stands") & (col("status").is_in(["ACTIVE", "PAUSED", "ENDED", "CONVERTED"])
                                          | ((col("status") == "SCHEDULED") & col("kept").is_not_null())))
prices = (
    items.filter(~col("sample") & col("ok") & (col("updated") >= T - pl.duration(days=35)))
    .join(priced.select("session", "client"), on="session")
    .join(batches.select("batch", "made", "cost", "usual"), on="batch")
    .join(clients.select("client", "profile", "margin"), on="client", how="left")
    .join(overrides.lazy().sort("updated", "id").group_by("session", "made").agg(col("override").last()),
          on=["session", "made"], how="left")
    .with_columns(margin=coalesce("margin", "usual"))
    .with_columns(source=when(col("override").is_not_null()).then(lit("OVERRIDE"))
                  .when("agreed").then(lit("NEGOTIATED"))
                  .when(col("profile") | col("cost").is_null() | (col("margin") >= 100)).then(lit("UNVERIFIABLE"))
                  .when(col("margin").is_not_null()).then(lit("MARGIN")).otherwise(lit("COST")))
    .with_columns(expected=when(source="OVERRIDE").then("override").when(source="COST").then(cents).when(source="MARGIN").then(
        over(cents * 10**8, ((100 - col("margin")) * 10**6).round().cast(Int64, strict=False))))
    .collect().lazy())
item = key(item="id")
for source in ("override", "margin", "cost"):
    find(f"price.{source}", prices.filter((col("source") == source.upper()) & (col("price") != col("expected"))), item,
         col("expected"), col("price"), over((col("price") - col("expected")).abs() * col("quantity"), 10**4).abs())
find("price.below-cost", prices.filter((col("price") != 0) & (col("price") < cents)), item, col("cost"), col("price"),
     over((col("cost") - col("price") * 200) * col("quantity"), 2 * 10**6).abs())
find("price.zero", prices.filter(price=0), item, lit(">0"), lit("0.00"))
find("price.cost-fallback", prices.filter(source="COST"), item, lit("margin"), lit("none"))
find("price.unverifiable", prices.filter(source="UNVERIFIABLE"), item, lit("verifiable"), lit(""))


# Credit

receivables = invoices.filter(~col("paid")).group_by("client").agg(receivables=col("due").sum())
unbilled = (
    orders.filter(col("live") & col("sale") & col("ok") & col("unbilled") & col("paid").ne_missing("PAID"))
    .filter(~col("fulfilled").fill_null("").is_in(["RETURNED", "RESTOCKED", "RETURNED_TO_VENDOR"]))
    .join(invoices, on="order", how="anti")
    .group_by("client").agg(unbilled=positive(col("total") - col("cash")).sum()))
drafts = opened.group_by("client").agg(draft=col("cart").filter(col("kept").is_null()).sum())
credit = (
    limits.lazy().with_columns(limited=True).join(drafts, on="client", how="full", coalesce=True)
    .join(receivables, on="client", how="left").join(unbilled, on="client", how="left")
    .join(clients.select("client", "name"), on="client", how="left")
    .with_columns(col("receivables", "unbilled", "draft").fill_null(0))
    .with_columns(posted=col("receivables") + col("unbilled")).with_columns(projected=col("posted") + col("draft"))
    .sort("client").collect().lazy())
client, limit, posted, projected, draft = key(client="client"), col("limit"), col("posted"), col("projected"), col("draft")
find("credit.exposure", credit.filter(col("stored") != posted), client, posted, col("stored"), (posted - col("stored")).abs())
find("credit.over-limit", credit.filter((limit > 0) & (projected > limit)), client, limit, projected, projected - limit)
find("credit.approaching", credit.filter(
    (limit > 0) & (projected <= limit) & (draft > 0) & ((limit - posted) * 2 < draft * 3)), client, limit, projected)
find("credit.no-limit", credit.filter(col("limited").is_null()), client, lit("limit"), lit("none"), draft)


# Holds

held = items.join(opened.select("session", "kept"), on="session").collect().lazy()
promised = held.filter(col("kept").is_null() & col("ok")).group_by("batch").agg(
    soft=col("quantity").filter(~col("sample")).sum(), asked=col("quantity").filter("sample").sum(),
    holders=col("session").n_unique())
reserving = orders.filter(col("live") & col("sale") & col("fulfilled").fill_null("CONFIRMED").is_in(
    ["CONFIRMED", "PENDING", "READY_FOR_PACKING", "PACKED"])).select("order")
reserved = lines.filter(~col("sample")).join(reserving, on="order").group_by("batch").agg(
    due=col("ordered").sum() * 100, lines=pl.len().cast(Int64))
holds = (
    batches.join(promised, on="batch", how="left").join(reserved, on="batch", how="left")
    .with_columns(col("soft", "asked", "holders", "due", "lines").fill_null(0),
                  available=col("on_hand") - col("reserved") - col("quarantine") - col("hold"))
    .drop_nulls(["available", "samples"]).sort("batch").collect().lazy())
batch, available, off = key(batch="batch"), positive(col("available")), (col("reserved") - col("due")).abs()
find("hold.oversold", holds.filter((col("soft") > available) & (col("soft") > 0)), batch, available, col("soft"))
find("hold.samples-oversold", holds.filter((col("asked") > positive(col("samples"))) & (col("asked") > 0)), batch,
     col("samples"), col("asked"))
find("hold.reserved", holds.filter(off > col("lines") * 50), batch, col("due"), col("reserved"),
     over(off * col("cost"), 2 * 10**6).fill_null(0))
find("hold.negative", holds.filter(col("available") < 0), batch, lit(0), col("available"))
find("hold.unsellable", held.join(batches, on="batch").filter(col("deleted") | col("state").ne_missing("LIVE")), item,
     lit("LIVE"), col("state"), when("sample").then(0).otherwise(col("value").abs()))


# The integrity of items

strange = (
    items.join(sessions.select("session", "stands"), on="session", how="left")
    .join(batches.select("batch", "made"), on="batch", how="left")
    .filter(col("stands").is_null() | col("made").is_null() | (col("stands") & (
        (col("made") != col("product")) | ~col("ok") | (col("quantity") <= 0) | (col("price") < 0))))
    .collect().lazy())
inside = strange.filter("stands")
find("integrity.product", inside.filter(col("made") != col("product")), item, col("made"), col("product"))
find("integrity.quantity", inside.filter(col("quantity").is_null() | (col("quantity") <= 0)), item, lit(">0"), col("quantity"))
find("integrity.price", inside.filter(col("price").is_null() | (col("price") < 0)), item, lit(">=0"), col("price"))
find("integrity.orphan-item", strange.filter(col("stands").is_null() | col("made").is_null()), item, lit("session"), lit("none"))
twins = (
    items.group_by("session", "batch", "sample", "status").agg(items=pl.len()).filter(col("items") > 1)
    .group_by("session", "batch", "sample").agg(col("items").max())
    .join(sessions.filter("stands").select("session"), on="session"))
find("integrity.duplicate-item", twins, key(session="session", batch="batch", sample="sample"), lit("1"), col("items"))


# Files


def moment(name):
    return col(name).dt.strftime("%Y-%m-%dT%H:%M:%SZ")


findings = pl.concat(found).sort("rule", "key")
findings.with_columns(col("impact") / 100).write_csv(out / "findings.csv", float_precision=2)
counts = findings.drop_nulls("session_id").group_by(session="session_id").agg(findings=pl.len()).lazy()
shown = sessions.filter(col("stands") & (col("status").is_in(["ENDED", "CONVERTED", "CANCELLED"]) | col("abandoned")))
shown.with_columns(col("session").cast(Int64)).join(counts, on="session", how="left").sort("session").select(
    session_id="session", room_code="room", client_id="client", host_user_id="host", status="status",
    abandoned=col("abandoned").cast(pl.Int8), started_at=moment("started"), ended_at=moment("ended"), live_items="items",
    cart_value=col("cart") / 100, convertible_value=col("bought") / 100, sample_items="samples", kept_order_id="kept",
    live_orders="orders", order_total=col("total") / 100, variance=(col("total") - col("bought")) / 100,
    findings=col("findings").fill_null(0)).collect().write_csv(out / "sessions.csv", float_precision=2)
mentioned = findings.lazy().filter(col("rule").str.starts_with("price.")).select(id=col("key").str.slice(5).cast(Int64)).unique()
prices.with_columns(col("id").cast(Int64)).join(mentioned, on="id", how="semi").sort("id").select(
    item_id="id", session_id="session", batch_id="batch", product_id="product", source="source",
    cost=(col("cost") / 20000).round(4), expected=col("expected") / 100, actual=col("price") / 100,
    quantity=col("quantity") / 10**4,
).collect().write_csv(out / "prices.csv")
credit.select(
    client_id="client", client_name="name", credit_limit=limit / 100, stored_exposure=col("stored") / 100,
    receivables=col("receivables") / 100, open_orders=col("unbilled") / 100, posted_exposure=posted / 100,
    draft_exposure=draft / 100, projected_exposure=projected / 100).collect().write_csv(out / "credit.csv", float_precision=2)
holds.filter(pl.any_horizontal(col("soft", "asked", "reserved", "due") != 0)).with_columns(
    col("on_hand", "reserved", "due", "quarantine", "hold", "available", "soft", "samples", "asked") / 10**4).select(
    batch_id="batch", batch_code="code", on_hand="on_hand", reserved_stored="reserved", reserved_expected="due",
    quarantine="quarantine", hold="hold", available="available", soft_hold="soft", sample_qty="samples", sample_hold="asked",
    sessions_holding="holders").collect().write_csv(out / "holds.csv", float_precision=4)
print(f"read {computing - began:.2f}, computed and wrote {time.time() - computing:.2f}, in all {time.time() - began:.2f}")
