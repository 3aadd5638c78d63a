internal import FinancialMath
internal import LiveShopping
internal import Reconciliation

/// The part of a script that says what is to be changed and what that rests on: temporary tables filled by COPY.
struct ScriptData {
    let plan: RepairPlan
    let names: SQLNames

    func write(_ script: inout RepairScript) {
        repairs(&script)
        if !plan.choices.isEmpty { choices(&script) }
        cells(&script)
        for (index, group) in plan.evidence.enumerated() { evidence(group, index + 1, &script) }
        for (index, group) in plan.members.enumerated() { members(group, index + 1, &script) }
        if !plan.choices.isEmpty { picks(&script) }
    }

    static func evidenceTable(_ number: Int) -> String { "tieout_evidence_\(number)" }
    static func memberTable(_ number: Int) -> String { "tieout_member_\(number)" }
}

private extension ScriptData {
    func repairs(_ script: inout RepairScript) {
        script.comment(
            """
            The repairs: the finding that each is logged under, its money at stake, everything that it settles.
            """)
        script.sql(
            """
            CREATE TEMP TABLE tieout_repair (
                no integer PRIMARY KEY, finding_id text NOT NULL, rule text NOT NULL, impact numeric NOT NULL,
                settles text NOT NULL, way text, what text, skipped text
            ) ON COMMIT DROP;
            """)
        let columns = ["no", "finding_id", "rule", "impact", "settles", "way", "what"]
        script.copy(
            into: "tieout_repair", columns,
            plan.repairs.map { repair in
                let isAutomatic = repair.proposal.repair == .automatic
                return [
                    String(repair.number), repair.name.id.description, repair.name.rule.description,
                    repair.impact.formatted, settles(repair), isAutomatic ? "A" : nil,
                    isAutomatic ? repair.proposal.alternatives.first.map { SQLText.plain($0.title) } : nil,
                ]
            })
        script.sql("ANALYZE tieout_repair;")
    }

    func settles(_ repair: RepairPlan.Repair) -> String {
        repair.proposal.findings.map { "\($0.id) \($0.rule) \($0.impact.formatted)" }.joined(separator: "; ")
    }

    func choices(_ script: inout RepairScript) {
        script.comment("The ways to choose from.")
        script.sql("CREATE TEMP TABLE tieout_alternative (no integer, way text, what text) ON COMMIT DROP;")
        script.copy(
            into: "tieout_alternative", ["no", "way", "what"],
            plan.choices.flatMap { repair in
                repair.proposal.alternatives.enumerated().map { index, alternative in
                    [String(repair.number), RepairPlan.letter(index), SQLText.plain(alternative.title)]
                }
            })
    }

    func cells(_ script: inout RepairScript) {
        script.comment(
            """
            The changes, a cell a line: repair, alternative, what is done, table, row, column, value that was read,
            value that is written (for "add", what is added to whatever is there).
            """)
        script.sql(
            """
            CREATE TEMP TABLE tieout_cell (
                no integer NOT NULL, way text NOT NULL, action text NOT NULL, tbl text NOT NULL, row_id bigint NOT NULL,
                col text NOT NULL, old text, new text, present boolean NOT NULL DEFAULT false, now text, becomes text
            ) ON COMMIT DROP;
            """)
        script.copy(
            into: "tieout_cell", ["no", "way", "action", "tbl", "row_id", "col", "old", "new"],
            plan.cells.lazy.map { cell in
                let isRow = cell.column == ChangedCell.wholeRow
                let column = isRow ? cell.column : names.columnName(cell.table, cell.column)
                return [
                    String(cell.number), cell.way, cell.action.rawValue, names.label(cell.table), String(cell.id),
                    column, cell.old, cell.new,
                ]
            })
        script.sql("ANALYZE tieout_cell;")
    }

    func evidence(_ group: EvidenceGroup, _ number: Int, _ script: inout RepairScript) {
        let table = Self.evidenceTable(number)
        let columns = group.tests.map { SQLText.identifier($0.column) }
        let typed = zip(columns, group.tests).map { ", \($0) \($1.kind.comparedAs)" }.joined()
        script.comment("What repairs rest on: rows of \(names.label(group.table)) as the run read them.")
        script.sql("CREATE TEMP TABLE \(table) (no integer, row_id bigint\(typed)) ON COMMIT DROP;")
        script.copy(
            into: table, ["no", "row_id"] + columns,
            group.rows.lazy.map { [String($0.number), String($0.id)] + $0.values })
        script.sql("ANALYZE \(table);")
    }

    func members(_ group: MemberGroup, _ number: Int, _ script: inout RepairScript) {
        let table = Self.memberTable(number)
        let column = names.columnName(group.table, group.column)
        script.comment(
            """
            What repairs rest on: that the rows of \(names.label(group.table)) with a value in \(column) \
            are these and no others.
            """)
        script.sql("CREATE TEMP TABLE \(table) (no integer, value bigint, row_id bigint) ON COMMIT DROP;")
        script.copy(
            into: table, ["no", "value", "row_id"],
            group.rows.lazy.map { [String($0.number), String($0.value), $0.id.map { String($0) }] })
        script.sql("ANALYZE \(table);")
    }

    func picks(_ script: inout RepairScript) {
        script.sql(
            """
            DO \(SQLText.dollarQuoted(Self.pickCheck));
            UPDATE tieout_repair r SET way = a.way, what = a.what
            FROM tieout_pick p, tieout_alternative a
            WHERE r.finding_id = p.finding_id AND r.way IS NULL AND a.no = r.no AND a.way = p.way;
            DELETE FROM tieout_cell c USING tieout_repair r WHERE r.no = c.no AND c.way IS DISTINCT FROM r.way;
            """)
    }

    static let pickCheck = """
        DECLARE
            finding text;
        BEGIN
            SELECT finding_id INTO finding FROM tieout_pick GROUP BY finding_id HAVING count(*) > 1 LIMIT 1;
            IF FOUND THEN
                RAISE EXCEPTION 'more than one alternative is picked for finding %; nothing was changed', finding
                    USING HINT = 'Leave the two dashes before all of its lines but one.';
            END IF;
            SELECT p.finding_id INTO finding FROM tieout_pick p
            WHERE NOT EXISTS (SELECT FROM tieout_repair r JOIN tieout_alternative a USING (no)
                WHERE r.finding_id = p.finding_id AND a.way = p.way) LIMIT 1;
            IF FOUND THEN
                RAISE EXCEPTION 'finding % has no such alternative; nothing was changed', finding;
            END IF;
        END
        """
}
