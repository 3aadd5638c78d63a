/// What every script begins and ends with: the switch between dry run and apply, the transaction, the log.
struct ScriptFrame {
    let names: SQLNames
    let run: RunIdentity

    /// One script of tieout is at work at a time: the number that they lock is `tieout` in ASCII.
    private static let turnstile = 0x7469_656f_7574

    func open(_ script: inout RepairScript) {
        script.psql(Self.settings)
        script.sql(
            """
            BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
            SET LOCAL lock_timeout = :'lock_timeout';
            SET LOCAL statement_timeout = :'statement_timeout';
            SET LOCAL idle_in_transaction_session_timeout = '1min';
            SET LOCAL client_min_messages = warning;
            SET LOCAL TimeZone = 'UTC';
            SET LOCAL DateStyle = 'ISO';
            SET LOCAL jit = off;

            DO \(SQLText.dollarQuoted(turnstileBody));

            \(OrNothing.statement(logBody))
            """)
        script.comment("Compares values as what they are: 1.50 is 1.5, and null is null.")
        script.sql(Self.sameFunction)
        script.comment("Says whether a column can hold a value, exactly.")
        script.sql(Self.fitFunctions)
    }

    func close(_ script: inout RepairScript, nothingDone: String) {
        script.psql(
            """
            \\if :tieout_apply
            COMMIT;
            \\if :tieout_nothing
            \\echo '\(nothingDone)'
            \\else
            \\echo 'Committed.'
            \\endif
            \\else
            ROLLBACK;
            \\echo 'Dry run: rolled back, nothing was changed. To apply it, add -v apply=1.'
            \\endif
            """)
    }
}

extension ScriptFrame {
    /// The table that each change is written to; `undoes` is the entry that an undo takes back.
    static func logDefinition(_ names: SQLNames) -> String {
        """
                CREATE TABLE \(names.log) (
                    log_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    run_id text NOT NULL,
                    finding_id text NOT NULL,
                    rule text NOT NULL,
                    table_name text NOT NULL,
                    row_id bigint NOT NULL,
                    column_name text NOT NULL,
                    old_value text,
                    new_value text,
                    action text NOT NULL,
                    undoes bigint UNIQUE,
                    applied_at timestamptz NOT NULL DEFAULT now(),
                    applied_by text NOT NULL DEFAULT session_user
                );
                CREATE INDEX ON \(names.log) (run_id, finding_id);
        """
    }
}

private extension ScriptFrame {
    static let settings = """
        \\set ON_ERROR_STOP on
        \\set ON_ERROR_ROLLBACK off
        \\set AUTOCOMMIT on
        \\set QUIET on
        \\encoding UTF8
        \\pset pager off
        \\pset format aligned
        \\pset footer off
        \\pset null '(null)'
        \\if :{?apply}
        \\else
        \\set apply 0
        \\endif
        \\if :{?lock_timeout}
        \\else
        \\set lock_timeout 5s
        \\endif
        \\if :{?statement_timeout}
        \\else
        \\set statement_timeout 10min
        \\endif
        SELECT :'apply' IN ('1', 'true') AS tieout_apply \\gset
        \\echo 'One transaction: if an ERROR stops this script, it has changed nothing.'

        """

    var turnstileBody: String {
        """
        BEGIN
            PERFORM pg_advisory_xact_lock(\(Self.turnstile));
        EXCEPTION WHEN lock_not_available THEN
            RAISE EXCEPTION 'another repair script of tieout is at work; nothing was changed'
                USING HINT = 'Run this script again when the other has ended.';
        END
        """
    }

    /// The log is looked for first, because `IF NOT EXISTS` asks for the right to create it even when it is there.
    var logBody: String {
        """
            IF to_regclass(\(SQLText.literal(names.log))) IS NULL THEN
        \(Self.logDefinition(names))
            END IF;
            PERFORM l.log_id FROM \(names.log) l LIMIT 0;
        """
    }

    static let sameFunction = """
        CREATE OR REPLACE FUNCTION pg_temp.tieout_same(kind text, a text, b text) RETURNS boolean
        LANGUAGE sql IMMUTABLE AS \(SQLText.dollarQuoted(
            """
            SELECT CASE
                WHEN kind = 'deletion' THEN (a IS NOT NULL) = (b IS NOT DISTINCT FROM 'deleted')
                WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL
                WHEN kind IN ('number', 'integer') THEN a::numeric = b::numeric
                WHEN kind = 'timestamp' THEN a::timestamptz = b::timestamptz
                WHEN kind = 'boolean' THEN (a IN ('1', 't', 'true')) = (b IN ('1', 't', 'true'))
                ELSE a = b
            END
            """));
        """

    static let fitFunctions = """
        CREATE OR REPLACE FUNCTION pg_temp.tieout_casts(value text, type text) RETURNS boolean
        LANGUAGE plpgsql AS \(SQLText.dollarQuoted(
            """
            DECLARE
                result text;
            BEGIN
                EXECUTE format('SELECT (%L::%s)::text', value, type) INTO result;
                RETURN result IS NOT DISTINCT FROM value;
            EXCEPTION WHEN OTHERS THEN
                RETURN false;
            END
            """));
        CREATE OR REPLACE FUNCTION pg_temp.tieout_fits(
            value text, not_null boolean, base oid, type text, digits integer, scale integer
        ) RETURNS boolean
        LANGUAGE sql AS \(SQLText.dollarQuoted(
            """
            SELECT CASE
                WHEN value IS NULL THEN NOT not_null
                WHEN base = 'numeric'::regtype AND digits IS NULL THEN true
                WHEN base = 'numeric'::regtype THEN
                    round(value::numeric, scale) = value::numeric
                    AND abs(value::numeric) < power(10::numeric, digits - scale)
                WHEN base = 'smallint'::regtype THEN
                    trunc(value::numeric) = value::numeric AND value::numeric BETWEEN -32768 AND 32767
                WHEN base = 'integer'::regtype THEN
                    trunc(value::numeric) = value::numeric AND value::numeric BETWEEN -2147483648 AND 2147483647
                WHEN base = 'bigint'::regtype THEN
                    trunc(value::numeric) = value::numeric
                    AND value::numeric BETWEEN -9223372036854775808 AND 9223372036854775807
                WHEN base IN ('text'::regtype, 'real'::regtype, 'double precision'::regtype, 'boolean'::regtype,
                    'timestamp'::regtype, 'timestamptz'::regtype) THEN true
                ELSE pg_temp.tieout_casts(value, type)
            END
            """));
        """
}
