import FoundationEssentials
import Glibc
import LiveShopping
import Reports

extension Examination {
    func disk() -> [Observation] {
        let output = deployment.output.path
        guard let place = Self.existing(output), let free = Self.freeBytes(place) else {
            return [.failure("\(output): its disk cannot be asked", "name an output folder that is there")]
        }
        guard access(place, W_OK) == 0 else {
            return [.failure("\(place) cannot be written by this user", "give this user the right to write there")]
        }
        guard free > 64 << 20 else {
            return [.failure("\(Self.size(free)) are free for \(output)", "free space there, or choose another folder")]
        }
        guard let last = Self.bytes(below: output + "/latest") else {
            return [.note("\(Self.size(free)) are free for \(output), where no run has left anything yet")]
        }
        let evidence = "\(Self.size(free)) are free for \(output), and the last run took \(Self.size(last))"
        guard free < 3 * last else { return [.ok(evidence)] }
        return [.failure(evidence, "free space there, or have tieout prune --keep 90d do it")]
    }

    func templates() -> [Observation] {
        do {
            let folder = try TemplateFolder.locate(explicit: deployment.templates)
            try TemplateFolder.check(folder)
            return [.ok("every template of \(folder.path) is whole, and asks for nothing that is not there")]
        } catch {
            return [.failure("\(error)", "mend it, or take the program's own away from before it (--templates)")]
        }
    }

    func runs() -> [Observation] {
        let status: RunStatus
        do {
            status = try RunStatus(of: deployment.output, now: .now, limit: .hours(26))
        } catch {
            return [.note("\(error.path): \(error.problem)", error.remedy)]
        }
        do {
            let verification = try Verification([status.folder])
            let problems = verification.runs.flatMap(\.problems)
            if let first = problems.first {
                return [
                    .failure(
                        "\(problems.count) files of the last run are not as they were written: \(first.path) (\(first.detail))",
                        "tieout verify \(deployment.output.path) names them all; run again")
                ]
            }
        } catch {
            return [.failure("\(error)", "run again")]
        }
        let evidence = "\(status.words); every file of it is as it was written"
        return status.isTooOld
            ? [.warning(evidence, "see whether the timer or cron starts it, and what it says")] : [.ok(evidence)]
    }

    func accepted() -> [Observation] {
        guard !deployment.accepted.isEmpty else { return [.ok("no finding is accepted")] }
        let now = Timestamp.now
        let soon = deployment.accepted.filter { $0.until < now + .days(14) }
        guard !soon.isEmpty else {
            return [.ok("\(deployment.accepted.count) entries, none of which expires within 14 days")]
        }
        return soon.sorted { $0.until < $1.until }.map { entry in
            let word = entry.until + .days(1) <= now ? "expired" : "expires"
            return .warning(
                "\(entry.place): \(word) on \(entry.until.day) (\(entry.reason))",
                "ask \(entry.by) whether it goes on, or take it out")
        }
    }

}

private extension Examination {
    /// The nearest folder above that is there.
    static func existing(_ path: String) -> String? {
        var place = URL(fileURLWithPath: path).standardizedFileURL
        while !FileManager.default.fileExists(atPath: place.path) {
            guard place.path != "/" else { return nil }
            place.deleteLastPathComponent()
        }
        return place.path
    }

    static func freeBytes(_ path: String) -> Int64? {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        let (bytes, overflow) = Int64(clamping: facts.f_bavail).multipliedReportingOverflow(
            by: Int64(clamping: facts.f_frsize))
        return overflow ? .max : bytes
    }

    static func bytes(below path: String) -> Int64? {
        let folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: folder) else { return nil }
        return names.reduce(0) { sum, name in
            var facts = stat()
            return lstat("\(folder)/\(name)", &facts) == 0 ? sum + Int64(facts.st_size) : sum
        }
    }

    static func size(_ bytes: Int64) -> String {
        bytes >= 10 << 30 ? "\(bytes >> 30) GiB" : bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes >> 10) KiB"
    }
}

/// A text file that somebody named.
enum FileText {
    static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
