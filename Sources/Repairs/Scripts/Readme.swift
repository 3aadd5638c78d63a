internal import FinancialMath
internal import Reports

/// The words in `repairs/README.txt`: what the scripts are, how to run them, what they promise.
struct Readme {
    let plans: [RepairPlan]
    let names: SQLNames
    let run: RunIdentity
    let withheld: Withheld
    let style: FigureStyle

    var text: String {
        let parts = [opening] + (withheld.isEmpty ? [] : [withheld.text]) + [list, running, Self.promises, log, rights]
        return style.comment(parts.joined(separator: "\n\n")) + "\n"
    }
}

private extension Readme {
    var opening: String {
        """
        Repairs of run \(run.id), as of \(run.asOf)

        These scripts are plain SQL for psql. None of them changes anything unless it is told to. A rule's script says
        what is changed, row by row; how that is done and guarded stands in tieout.sql, which is the same in every run of
        a version: SHA-256 \(SharedScript.sha256), as tieout --version prints it.
        """
    }

    var list: String {
        guard !plans.isEmpty else { return "This run has nothing to repair." }
        return Self.aligned(
            plans.map { plan in
                (
                    "\(withheld.place(of: plan.rule))\(plan.rule).sql",
                    "\(plan.automatic.count) automatic, \(plan.choices.count) to choose, \(plan.impact.figure) at stake"
                        + (plan.followers.isEmpty ? "" : ", \(plan.followers.count) that follow others")
                )
            })
    }

    /// The commands, and what each does.
    var commands: String {
        let place = withheld.everything == nil ? "" : Withheld.folder + "/"
        let apply = "psql \(Withheld.switches(withheld.everything != nil))"
        return Self.aligned([
            ("psql -f \(place)apply-all.sql", "shows what all automatic repairs would change, and rolls back"),
            ("\(apply) -f \(place)apply-all.sql", "applies them"),
            ("psql -f \(place)line.price.sql", "the same for the repairs of one rule, here line.price"),
            ("\(apply) -f \(place)line.price.sql", ""),
            ("psql -v apply=1 -f \(place)undo/line.price.sql", "takes that rule's repairs back"),
            ("psql -v apply=1 -f \(place)undo/apply-all.sql", "takes everything back"),
        ])
    }

    /// Lines of two columns, the second beginning under itself.
    static func aligned(_ lines: [(first: String, second: String)]) -> String {
        let width = lines.map(\.first.count).max() ?? 0
        return lines.map { first, second in
            let gap = second.isEmpty ? 0 : width - first.count + 2
            return "  " + first + String(repeating: " ", count: gap) + second
        }
        .joined(separator: "\n")
    }

    var running: String { "HOW TO RUN THEM\n\(commands)\n\n\(Self.choosing)" }

    static let choosing = """
        A repair that needs a decision is written out with its alternatives in its rule's script, each with what
        it means. Delete the two dashes before the line of the one that you pick, then run the script; or leave the
        file as it is, and name the pick: tieout repair apply DIR --pick FINDING=B. What is not picked is not done.

        -v lock_timeout=10s changes how long a row in use is waited for (5s), -v statement_timeout=1h how long a
        script may take (10min).

        'tieout repair apply', 'undo' and 'rehearse', each with the folder of this run, do the same without psql: they
        show everything and ask first.
        """

    static let promises = """
        WHAT THEY PROMISE
          - A script is one transaction. If an ERROR stops it, if psql or the server dies, nothing was changed.
          - A repair is applied only while the rows that it changes, and the rows that it rests on, hold what the
            run read, and no row has come to them or gone. What has moved on is skipped and listed with what was
            expected and what is there. What an earlier script of this run changed does not count as a change by others.
          - Applying a script twice changes nothing the second time.
          - A value that its column cannot hold is not written; the repair is listed as skipped. So is a repair that
            a constraint or a trigger of this database refuses, with what the database said, one of which a trigger
            left the row as it was, and one of a column that cannot be written; the others are applied. More than 100
            refusals say that something else is wrong, and stop the script.
          - What is logged is what stands in the row afterwards.
          - Batches are locked first, then the other rows, always in one order, and no lock is waited for while
            others are held. A row that stays in use is skipped: run the script again.
          - Only the cells that the list shows are changed, and the rows' time of change and version.
          - One repair may stand in the scripts of several rules, because an order is amended once for all that is
            wrong with it. The first script applies it, the others skip it.
          - The scripts may be applied in any order. In that of apply-all.sql, exposures and reservations become what
            they are after the repairs before them; applied alone, what they were when the run read them.

        WHAT THEY REFUSE, before anything is touched
          - Another database than the run read, by the cluster's system identifier and the database's oid. In a
            restored copy say so: -v other_database=1, or tieout repair --other-database. The log then says so too.
          - A table that is a foreign table, or a view over one: what another server commits cannot be taken back.
          - A log that somebody else made, or that has triggers, rules or policies.
          - What the run has withheld, unless told: -v withheld=1, or tieout repair --withheld.
        """

    var log: String {
        """
        THE LOG AND THE WAY BACK
        Every changed cell is written to \(names.log), which the first script makes for its owner
        alone: the run, the finding, the table, the row, the column, the value before and after, the alternative that
        was picked, when and by whom. The undo scripts read it and put back every cell that still holds what was
        written; they log what they do. A row that someone has changed since is left as it is and listed. An amount
        that was added is taken off again, whatever is there. A version is counted up once more.
        """
    }

    var rights: String {
        let grants = RepairGrants(plans: plans, names: names).statements.map { "  " + $0 }
        return """
            RIGHTS
            The role that runs the scripts needs no more than this, and TEMPORARY on the database (which everyone has
            unless it was taken away). A right to update is also what PostgreSQL asks for to lock a row.
            \(grants.joined(separator: "\n"))
            Rows that are only looked at are locked too while a script runs, where the role may update a column of them.
            Who may not create the log has the owner of the database create it before:
            \(Self.logDefinition(names))
            """
    }

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
                    undoes bigint,
                    alternative text,
                    remark text,
                    applied_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
                    applied_by text NOT NULL DEFAULT session_user
                );
                CREATE UNIQUE INDEX ON \(names.log) (undoes) WHERE undoes IS NOT NULL;
                CREATE INDEX ON \(names.log) USING brin (run_id);
        """
    }
}
