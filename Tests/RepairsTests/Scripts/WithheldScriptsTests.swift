import Foundation
import Reconciliation
import TestSupport
import Testing

@testable import Repairs
@testable import Reports

@Suite("Withheld scripts")
struct WithheldScriptsTests {
    @Test func `Withheld scripts lie in a folder of their own, say why, and apply nothing by default`() throws {
        let reason = "the repairs of this run would change 101 rows"
        let withheld = Withheld(everything: reason)
        try Shop.open { shop in
            let before = try shop.digest()
            try shop.scripts([Proposals.openSession, Proposals.missingLine], withheld: withheld) { scripts in
                let files = try FileManager.default.contentsOfDirectory(atPath: scripts.folder.path).sorted()
                #expect(files == ["README.txt", "blast-radius.csv", "tieout.sql", "withheld"])
                #expect(try scripts.text("README.txt").contains("WITHHELD: \(reason)."))
                #expect(try scripts.text("withheld/REASON.txt") == withheld.text + "\n")
                for file in ["conversion.open-session.sql", "line.missing.sql", "apply-all.sql"] {
                    #expect(try scripts.text("withheld/\(file)").contains("WITHHELD: "))
                    let run = try scripts.apply("withheld/\(file)")
                    #expect(run.status == 3 && run.output.contains("\(reason); nothing was changed"), "\(run)")
                    #expect(try scripts.dryRun("withheld/\(file)").status == 0)
                    #expect(try shop.digest() == before)
                }
                let told = try scripts.apply("withheld/apply-all.sql", ["withheld": "1"])
                #expect(told.says(1, 1, 0), "\(told)")
                #expect(try shop.digest() != before)
                let undone = try scripts.apply("withheld/undo/apply-all.sql")
                #expect(undone.status == 0, "\(undone)")
                #expect(try shop.digest() == before)
            }
        }
    }

    @Test func `One rule's script is withheld, the others are not`() throws {
        let withheld = Withheld(rules: ["conversion.open-session": ["it fires on 40% of the sessions"]])
        try Shop.open { shop in
            try shop.scripts([Proposals.openSession, Proposals.reserved], withheld: withheld) { scripts in
                let reason = try scripts.text("withheld/REASON.txt")
                #expect(reason.contains("WITHHELD, conversion.open-session: it fires on 40% of the sessions."))
                let all = try scripts.apply("apply-all.sql")
                #expect(all.status == 0 && all.output.contains("== hold.reserved"), "\(all)")
                #expect(!all.output.contains("== conversion.open-session"), "\(all)")
                let run = try scripts.apply("withheld/conversion.open-session.sql")
                #expect(run.status == 3 && run.output.contains("it fires on 40%"), "\(run)")
                let told = try scripts.apply("withheld/conversion.open-session.sql", ["withheld": "1"])
                #expect(told.says(1, 1, 0), "\(told)")
            }
        }
    }
}
