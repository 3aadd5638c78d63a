internal import Foundation

extension Verification {
    /// For people: a line a run, a line a problem, and what it comes to.
    public var lines: [String] {
        runs.flatMap(Self.lines) + [""] + [verdict] + newest
    }

    /// For programs.
    public var json: String {
        struct Document: Encodable {
            let intact: Bool
            let runs: [Run]
        }
        return JSONText.of(Document(intact: isIntact, runs: runs))
    }
}

private extension Verification {
    static func lines(_ run: Run) -> [String] {
        let files = Words.count(run.files, "file")
        let state = run.problems.isEmpty ? "\(files) and the manifest, as written" : "not as written"
        return ["\(run.path): \(state)"]
            + run.problems.map { "  \($0.kind.rawValue): \($0.path) (\($0.detail))" }
            + run.notes.map { "  note: \($0)" }
    }

    var verdict: String {
        let problems = runs.flatMap(\.problems)
        guard !problems.isEmpty else { return "\(Words.count(runs.count, "run")): everything is as it was written." }
        let kinds: [Problem.Kind] = [.altered, .missing, .added]
        let counts = kinds.compactMap { kind in
            let count = problems.count { $0.kind == kind }
            return count == 0 ? nil : "\(count) \(kind.rawValue)"
        }
        let touched = runs.count { !$0.problems.isEmpty }
        return
            "\(Words.count(runs.count, "run")), \(touched) of them not as written: \(counts.joined(separator: ", "))."
    }

    /// What an auditor keeps: it vouches for everything before it, and nothing here vouches for it.
    var newest: [String] {
        guard let run = runs.last, let hash = run.manifest else { return [] }
        return ["The last one's manifest has the SHA-256 \(hash)."]
    }
}
