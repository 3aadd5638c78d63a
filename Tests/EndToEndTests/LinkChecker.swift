import Foundation

/// Follows every link of every page of a report.
struct LinkChecker {
    private let folder: URL
    /// The pages by their path from the report's root.
    let pages: [String: XMLPage]

    init(_ folder: URL) throws {
        self.folder = folder
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        pages = try Dictionary(
            uniqueKeysWithValues: names.filter { $0.hasSuffix(".html") }.map { name in
                (name, try XMLPage(folder.appendingPathComponent(name).path))
            })
    }

    /// Links that lead nowhere or out of the report, ids that a page has twice, labels that are not there.
    func flaws() -> [String] {
        pages.sorted { $0.key < $1.key }.flatMap { name, page in
            let ids = Set(page.ids)
            return page.links.compactMap { flaw(of: $0, on: name) }
                + (ids.count == page.ids.count ? [] : ["\(name) has an id twice"])
                + page.references.filter { !ids.contains($0) }.map {
                    "\(name) refers to #\($0), which it does not have"
                }
        }
    }

    private func flaw(of link: String, on name: String) -> String? {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard !parts[0].contains(":") else { return "\(name) leads out of the report: \(link)" }
        let path = parts[0].isEmpty ? name : resolved(parts[0], from: name)
        guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path) else {
            return "\(name) links to \(link), which is not there"
        }
        guard parts.count == 2, let page = pages[path] else { return nil }
        return page.ids.contains(parts[1]) ? nil : "\(name) links to \(link), which that page does not have"
    }

    /// A path from the report's root.
    private func resolved(_ link: String, from name: String) -> String {
        var parts = name.split(separator: "/").dropLast().map(String.init)
        for part in link.split(separator: "/").map(String.init) {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
