import TestSupport

/// Functions, operators, types and tables in a schema of an attacker, under the names that statements use.
struct Traps {
    /// As they stand in the statements; operators that a keyword means are among them.
    let functions: Set<String>
    let operators: Set<String>
    let types: Set<String>
    let relations: Set<String>

    init(under statements: [String]) {
        let text = statements.joined(separator: "\n;\n")
        func names(_ regex: some RegexComponent<(Substring, Substring)>) -> Set<String> {
            Set(text.matches(of: regex).map { String($0.output.1).lowercased() })
        }
        functions = names(/([A-Za-z_][A-Za-z_0-9]*)\s*\(/)
        types = names(/::\s*(?:pg_catalog\.)?([a-z_][a-z_0-9]*)/)
        relations = names(/(?:FROM|JOIN)\s+(?:pg_catalog\.)?(pg_[a-z_]+)/)
        let meant = ["in", "between", "distinct", "nullif", "any", "case", "like"].contains {
            text.lowercased().contains($0)
        }
        operators = names(/([-+*\/<>=~!@#%^&|]+)/).union(meant ? ["=", "<>", "<=", ">=", "<", ">", "~~"] : [])
    }

    /// Makes them in the schema `evil`. Whatever of it is used says `sprung` and ends the statement.
    func lay(in database: Database) throws {
        try database.run(sql: Self.schema)
        try database.run(
            sql: """
                SELECT evil.lay_functions(\(array(functions))); SELECT evil.lay_operators(\(array(operators)));
                SELECT evil.lay_types(\(array(types))); SELECT evil.lay_relations(\(array(relations)));
                """)
    }

    private func array(_ names: Set<String>) -> String {
        "ARRAY[" + names.sorted().map { "'\($0)'" }.joined(separator: ",") + "]::pg_catalog.text[]"
    }

    /// Each trap has the very arguments of what it stands before; what PL/pgSQL can have no arguments of is left out.
    private static let schema = """
        CREATE SCHEMA evil;
        CREATE FUNCTION evil.spring() RETURNS boolean LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'sprung as %', current_user; END $$;
        CREATE FUNCTION evil.lay_functions(names text[]) RETURNS void LANGUAGE plpgsql AS $lay$
        DECLARE r record;
        BEGIN
            FOR r IN SELECT p.proname, pg_get_function_identity_arguments(p.oid) AS arguments,
                    CASE WHEN p.proretset THEN 'SETOF ' ELSE '' END || format_type(p.prorettype, NULL) AS result
                FROM pg_proc p WHERE p.proname = ANY (names) AND p.pronamespace = 'pg_catalog'::regnamespace LOOP
                BEGIN
                    EXECUTE format('CREATE FUNCTION evil.%I(%s) RETURNS %s LANGUAGE plpgsql AS '
                        '$t$ BEGIN PERFORM evil.spring(); END $t$', r.proname, r.arguments, r.result);
                EXCEPTION WHEN OTHERS THEN NULL;
                END;
            END LOOP;
            -- A better match than the polymorphic function is taken even where pg_catalog comes first.
            FOR r IN SELECT p.proname, t FROM pg_proc p, unnest(ARRAY['text', 'oid', 'name', 'int2', 'int4', 'int8']) t
                WHERE p.proname = ANY (names) AND p.pronamespace = 'pg_catalog'::regnamespace
                    AND p.proargtypes::text = 'anyarray'::regtype::oid::text LOOP
                EXECUTE format('CREATE OR REPLACE FUNCTION evil.%I(%s[]) RETURNS SETOF %s LANGUAGE plpgsql AS '
                    '$t$ BEGIN PERFORM evil.spring(); END $t$', r.proname, r.t, r.t);
            END LOOP;
        END $lay$;
        CREATE FUNCTION evil.lay_operators(names text[]) RETURNS void LANGUAGE plpgsql AS $lay$
        DECLARE r record; number int := 0;
        BEGIN
            FOR r IN SELECT o.oprname, format_type(o.oprleft, NULL) AS l, format_type(o.oprright, NULL) AS r,
                    format_type(o.oprresult, NULL) AS result
                FROM pg_operator o WHERE o.oprname = ANY (names) AND o.oprnamespace = 'pg_catalog'::regnamespace
                    AND o.oprleft <> 0 LOOP
                number := number + 1;
                BEGIN
                    EXECUTE format('CREATE FUNCTION evil.trap_%s(%s, %s) RETURNS %s LANGUAGE plpgsql AS '
                        '$t$ BEGIN PERFORM evil.spring(); END $t$', number, r.l, r.r, r.result);
                    EXECUTE format('CREATE OPERATOR evil.%s (FUNCTION = evil.trap_%s, LEFTARG = %s, RIGHTARG = %s)',
                        r.oprname, number, r.l, r.r);
                EXCEPTION WHEN OTHERS THEN NULL;
                END;
            END LOOP;
        END $lay$;
        CREATE FUNCTION evil.lay_types(names text[]) RETURNS void LANGUAGE plpgsql AS $lay$
        DECLARE r record;
        BEGIN
            FOR r IN SELECT t.typname FROM pg_type t
                WHERE t.typname = ANY (names) AND t.typnamespace = 'pg_catalog'::regnamespace LOOP
                EXECUTE format('CREATE DOMAIN evil.%I AS pg_catalog.%I CHECK (evil.spring())', r.typname, r.typname);
            END LOOP;
        END $lay$;
        CREATE FUNCTION evil.lay_relations(names text[]) RETURNS void LANGUAGE plpgsql AS $lay$
        DECLARE r record;
        BEGIN
            FOR r IN SELECT c.relname, string_agg(quote_ident(a.attname), ', ') AS columns
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                    AND a.atttypid <> 'anyarray'::regtype
                WHERE c.relname = ANY (names) AND c.relnamespace = 'pg_catalog'::regnamespace GROUP BY 1 LOOP
                EXECUTE format('CREATE VIEW evil.%I AS SELECT %s FROM pg_catalog.%I WHERE evil.spring()',
                    r.relname, r.columns, r.relname);
            END LOOP;
        END $lay$;
        """
}
