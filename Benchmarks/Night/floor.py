"""What reading costs at least: the columns that a rule or a table of output needs, sent by COPY and thrown away by psql.

`need` is over one connection, all rows. `floor` is over two, each half of the blocks of every table at one snapshot, and
leaves at the server what no rule looks at. `all` is over one, every column that a snapshot folder keeps.
"""

import subprocess
import sys

from shop import Server, quoted

AS_OF = "'2026-11-22 02:00:00'::timestamp"
NEEDED = {
    "sessionCartItems": "id sessionId batchId productId quantity unitPrice isSample itemStatus negotiationStatus createdAt "
                        "updatedAt deleted_at",
    "order_line_items": "id order_id batch_id quantity unit_price line_total is_sample",
    "liveShoppingSessions": "id hostUserId clientId status roomCode scheduledAt startedAt endedAt timeoutSeconds expiresAt "
                            "lastActivityAt createdAt updatedAt deleted_at",
    "orders": "id client_id orderType is_draft subtotal total tax discount shipping cash_payment saleStatus "
              "fulfillmentStatus invoice_id notes liveSessionId origin created_at deleted_at",
    "batches": "id productId code onHandQty sampleQty reservedQty quarantineQty holdQty unitCogs cogsMode unitCogsMin "
               "unitCogsMax batchStatus updatedAt deleted_at",
    "invoices": "id customerId amountDue totalAmount status referenceType referenceId deleted_at",
    "sessionPriceOverrides": "id sessionId productId overridePrice updatedAt",
    "clients": "id name pricing_profile_id custom_pricing_rules",
    "client_credit_limits": "client_id credit_limit current_exposure",
    "products": "id category",
    "users": "id name",
    "pricing_defaults": "product_category default_margin_percent updated_at",
    "range_pricing_channel_settings": "channel default_basis",
}
RARE = {
    "sessionCartItems": (["negotiationStatus", "createdAt", "updatedAt"],
                         f"\"updatedAt\" >= {AS_OF} - interval '35 days'"),
    "liveShoppingSessions": (["timeoutSeconds", "expiresAt", "lastActivityAt"], "status in ('ACTIVE', 'PAUSED')"),
}
KEPT_BACK = {
    "sessionCartItems": "deleted_at is null",
    "invoices": "deleted_at is null",
}


def statements(server, variant, half=None):
    present = {}
    for table, column in server.ask("select table_name, column_name from information_schema.columns "
                                    "where table_schema = 'public' order by table_name, ordinal_position"):
        present.setdefault(table, []).append(column)
    blocks = dict(server.ask("select relname, pg_relation_size(oid) / 8192 from pg_class where relkind = 'r'"))
    for table, needed in NEEDED.items():
        columns = present[table] if variant == "all" else [c for c in needed.split() if c in present[table]]
        conditions = []
        selected = [quoted(column) for column in columns]
        if variant == "floor":
            rare, when = RARE.get(table, ([], ""))
            selected = [f"case when {when} then {quoted(c)} end" if c in rare else quoted(c) for c in columns]
            conditions += [KEPT_BACK[table]] if table in KEPT_BACK else []
        if half is not None:
            middle = (int(blocks[table]) + 1) // 2
            conditions.append(f"ctid {'<' if half == 0 else '>='} '({middle},0)'::tid")
        where = f" where {' and '.join(conditions)}" if conditions else ""
        yield f"copy (select {', '.join(selected)} from {quoted(table)}{where}) to stdout (format binary);"


def read(server, variant):
    script = ["begin isolation level repeatable read read only;", *statements(server, variant), "commit;"]
    server.psql("-f", "-", input="\n".join(script), stdout=subprocess.DEVNULL)


def read_twice(server):
    holder = subprocess.Popen(["psql", "-qXAt", "-h", str(server.folder), "-p", str(server.port), "-U", server.user, "shop"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    holder.stdin.write("begin isolation level repeatable read read only; select pg_export_snapshot();\n")
    holder.stdin.flush()
    snapshot = holder.stdout.readline().strip()
    readers = []
    for half in (0, 1):
        script = ["begin isolation level repeatable read read only;", f"set transaction snapshot '{snapshot}';",
                  *statements(server, "floor", half), "commit;"]
        command = ["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-h", str(server.folder), "-p", str(server.port), "-U",
                   server.user, "shop"]
        reader = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        reader.stdin.write("\n".join(script))
        reader.stdin.close()
        readers.append(reader)
    statuses = [reader.wait() for reader in readers]
    holder.stdin.close()
    holder.wait()
    if any(statuses):
        sys.exit("floor: a reader failed")


if __name__ == "__main__":
    folder, port, variant = sys.argv[1:]
    server = Server(folder, int(port))
    read_twice(server) if variant == "floor" else read(server, variant)
