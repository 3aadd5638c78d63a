internal import FoundationEssentials
internal import LiveShopping

/// The name of a run's folder: the time that the run is as of, and which run of that time it is.
struct RunName: Hashable, Comparable {
    /// `2026-11-22T020000Z`
    let time: String
    /// 1 for the first run of a time, which has no number in its name.
    let number: Int

    /// Nil for a folder that no run has made.
    init?(_ folder: String) {
        guard let match = folder.wholeMatch(of: /(-?\d{4,}-\d\d-\d\dT\d{6}Z)(?:-(\d{1,9}))?/.asciiOnlyDigits()) else {
            return nil
        }
        time = String(match.1)
        number = match.2.flatMap { Int($0) } ?? 1
    }

    /// The time that the run is as of, in whole seconds.
    var asOf: Timestamp? {
        let clock = time.suffix(7)
        return Timestamp(
            iso8601: "\(time.dropLast(7))\(clock.prefix(2)):\(clock.dropFirst(2).prefix(2)):\(clock.dropFirst(4))")
    }

    /// By time, then by number: the order in which runs are to be shown.
    static func < (left: Self, right: Self) -> Bool {
        (left.year, left.time, left.number) < (right.year, right.time, right.number)
    }

    private var year: Int {
        let digits = time.drop { $0 == "-" }.prefix { $0 != "-" }
        return (time.hasPrefix("-") ? -1 : 1) * (Int(digits) ?? 0)
    }
}

extension OutputFolder {
    /// The runs in an output folder, in the order of their names; links do not count.
    static func runs(in output: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: output.path)) ?? []
        let runs = names.compactMap { name in RunName(name).map { (name, $0) } }
        return runs.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            .map { output.appendingPathComponent($0.0, isDirectory: true) }
            .filter { kind($0.path) == .folder }
    }
}
