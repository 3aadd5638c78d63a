"""A shop in a private PostgreSQL: made by `tieout simulate`, and loaded by COPY from the snapshot folder that it leaves."""

import json
import os
import pathlib
import shutil
import subprocess

SETTINGS = {
    "shared_buffers": "2GB", "work_mem": "256MB", "maintenance_work_mem": "1GB", "jit": "off", "fsync": "off",
    "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0",
    "max_wal_size": "20GB", "autovacuum": "off", "listen_addresses": "''",
}


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def as_server(command):
    """PostgreSQL does not run as root."""
    return command if os.geteuid() else ["runuser", "-u", "postgres", "--", *command]


class Server:
    """A cluster of its own in a folder, reached over a socket in the same folder."""

    def __init__(self, folder, port=54377):
        self.folder, self.port = pathlib.Path(folder).absolute(), port
        versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
        self.programs = versions[-1].parent if versions else pathlib.Path(shutil.which("initdb")).parent
        self.user = "postgres" if os.geteuid() == 0 else os.environ.get("USER", "postgres")
        self.conninfo = f"host={self.folder} port={port} user={self.user} dbname=shop"

    def start(self):
        data = self.folder / "data"
        if not data.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            if os.geteuid() == 0:
                shutil.chown(self.folder, "postgres")
                self.folder.chmod(0o755)
            self.program("initdb", "-D", str(data), "-A", "trust", "-U", self.user, "--locale=C.UTF-8")
            with open(data / "postgresql.conf", "a") as file:
                for name, value in SETTINGS.items():
                    file.write(f"{name} = {value}\n")
                file.write(f"unix_socket_directories = '{self.folder}'\nport = {self.port}\n")
        self.program("pg_ctl", "-D", str(data), "-l", str(self.folder / "log"), "-w", "start")

    def stop(self):
        self.program("pg_ctl", "-D", str(self.folder / "data"), "-m", "fast", "-w", "stop")

    def program(self, name, *arguments):
        command = as_server([str(self.programs / name), *arguments])
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def psql(self, *arguments, database="shop", **options):
        command = ["psql", "-h", str(self.folder), "-p", str(self.port), "-U", self.user, "-d", database, "-qX",
                   "-v", "ON_ERROR_STOP=1", *arguments]
        return subprocess.run(command, check=True, text=True, **options)

    def ask(self, sql, database="shop"):
        output = self.psql("-At", "-F", "|", "-c", sql, database=database, capture_output=True).stdout
        return [line.split("|") for line in output.splitlines()]

    @property
    def postmaster(self):
        return int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def make(server, tieout, sessions, faults, seed):
    """Fills the database `shop`, unless it is there already."""
    if server.ask("select 1 from pg_database where datname = 'shop'", database="postgres"):
        return
    snapshot = server.folder / "made"
    shutil.rmtree(snapshot, ignore_errors=True)
    subprocess.run([tieout, "simulate", "--snapshot", str(snapshot), "--sessions", str(sessions), "--seed", str(seed),
                    "--faults-per-rule", str(faults)], check=True)
    server.psql("-c", "create database shop", database="postgres")
    schema = subprocess.run([tieout, "schema"], check=True, capture_output=True, text=True).stdout
    server.psql("-f", "-", input=schema)
    load(server, snapshot)
    shutil.rmtree(snapshot)


def load(server, snapshot):
    """Copies a folder's tables as they stand; what faults break cannot be promised, so foreign keys and unique columns go."""
    subprocess.run(["chmod", "-R", "a+rX", str(snapshot)], check=True)
    statements = ["""
        do $$ declare r record; begin
            for r in select conrelid::regclass t, conname from pg_constraint
                     where contype in ('f', 'u') and connamespace = 'public'::regnamespace
            loop execute format('alter table %s drop constraint %I', r.t, r.conname); end loop;
        end $$;"""]
    for table in json.loads((snapshot / "manifest.json").read_text())["tables"]:
        if table["rows"]:
            statements.append(copying(server, snapshot, table))
    # The system itself has them, though the reference schema does not ask for them.
    statements += [f"create index on order_line_items ({column});" for column in ("order_id", "batch_id")]
    statements.append("vacuum analyze;")
    server.psql("-f", "-", input="\n".join(statements))


def copying(server, snapshot, table):
    name, columns = table["sourceName"], table["columns"]
    rows = server.ask("select attname, format_type(atttypid, null) from pg_attribute where attnum > 0 and attrelid = "
                      f"'public.{quoted(name)}'::regclass")
    types = dict(rows)
    listed = ", ".join(quoted(column["sourceName"]) for column in columns)
    kept = ", ".join(f"{quoted(column['sourceName'])} {column['type']}" for column in columns)
    files = [file["name"] for file in table.get("files", [])] or [f"{name}.pgcopy"]
    copies = "\n".join(f"copy copied from '{snapshot}/{file}' (format binary);" for file in files)
    return f"""
        begin;
        create unlogged table copied ({kept});
        {copies}
        insert into {quoted(name)} ({listed})
            select {", ".join(cast(column, types[column["sourceName"]]) for column in columns)} from copied;
        drop table copied;
        do $$ begin
            if (select count(*) from {quoted(name)}) <> {table["rows"]} then
                raise exception '{name} has % rows, not {table["rows"]}', (select count(*) from {quoted(name)});
            end if;
        end $$;
        commit;"""


def cast(column, type):
    name = quoted(column["sourceName"])
    if type == "timestamp without time zone":
        return f"{name} at time zone 'UTC'" if column["type"] == "timestamptz" else name
    return f"{name}::text::{type}" if column["type"] == "text" else f"{name}::{type}"
