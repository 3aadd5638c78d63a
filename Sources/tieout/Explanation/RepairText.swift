/// How a finding is repaired: what kind of repair it has, and the commands.
struct RepairText {
    private let kind: String
    private let folder: String
    /// The scripts that carry it, by name; its own rule's first.
    private let scripts: [String]
    private let run: String
    private let finding: String

    init(_ finding: Record, in run: RunFolder) {
        kind = finding["repair"]
        folder = run.repairs
        self.run = run.path
        self.finding = finding["finding_id"]
        scripts = run.scripts(naming: finding["finding_id"], first: finding["rule"])
            .filter { !$0.hasSuffix("apply-all.sql") }
    }

    var text: String {
        guard let script = scripts.first else { return "\(heading)\n\(Terminal.paragraph(withoutScript))" }
        return "\(heading)\n\(Terminal.paragraph(story))\n\n\(commands(script))"
    }
}

private extension RepairText {
    var heading: String { "Repair: \(kind)" }

    var withoutScript: String {
        kind == "manual"
            ? "There is no script for this: someone has to look at it, as said above."
            : "The repair is \(kind), but no script in \(folder) names this finding."
    }

    var story: String {
        let what =
            kind == "choice"
            ? """
            There is more than one right way, so nothing is done before someone decides. The script lists the \
            alternatives and what each of them means: delete the two dashes before the line of the one you pick, or \
            give the command below --pick \(finding)=A.
            """
            : "There is one right way, and the script below takes it, as long as the rows are still as the run read them."
        let others = scripts.dropFirst().joined(separator: ", ")
        let also = others.isEmpty ? "" : " The same repair is in \(others) too; the first one to run does it."
        let isWithheld = scripts[0].hasPrefix(RunFolder.withheld)
        let held =
            isWithheld ? " The run has withheld it: withheld/REASON.txt says why, and what to look at first." : ""
        return what + also + " The script also carries the other repairs of its rule." + held
    }

    func commands(_ script: String) -> String {
        let isWithheld = script.hasPrefix(RunFolder.withheld)
        let place = isWithheld ? "\(folder)/\(RunFolder.withheld)" : "\(folder)/"
        let name = isWithheld ? String(script.dropFirst(RunFolder.withheld.count)) : script
        let (apply, undo) = (shell(place + name), shell("\(place)undo/\(name)"))
        return FieldList([
            ("look at it, which changes nothing", "psql -f \(apply)"),
            ("do it", "psql \(isWithheld ? "-v withheld=1 " : "")-v apply=1 -f \(apply)"),
            ("take it back", "psql -v apply=1 -f \(undo)"),
            (
                "this one alone, without psql",
                "tieout repair apply \(shell(run)) --finding \(finding)\(isWithheld ? " --withheld" : "")"
            ),
        ]).text
    }

    /// A path as a shell takes it.
    func shell(_ path: String) -> String {
        guard path.contains(where: { !$0.isLetter && !$0.isNumber && !"/._-".contains($0) }) else { return path }
        return "'\(path.replacing("'", with: "'\\''"))'"
    }
}
