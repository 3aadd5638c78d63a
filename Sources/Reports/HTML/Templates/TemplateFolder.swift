public import FoundationEssentials

/// Finds the folder with the templates of the pages.
public enum TemplateFolder {
    /// The file by which a folder is known to be the one.
    private static let landmark = "index.mustache"

    /// The folder that was asked for; else that of `TIEOUT_TEMPLATES`; else `templates` beside the executable, in
    /// `share/tieout` beside its folder, or in the package that it was built in; else `templates` here.
    public static func locate(
        explicit: URL?, executable: URL? = ownProgram,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> URL {
        if let explicit { return try require(explicit, "it was asked for with --templates") }
        if let path = environment["TIEOUT_TEMPLATES"], !path.isEmpty {
            return try require(URL(fileURLWithPath: path), "it is what TIEOUT_TEMPLATES says")
        }
        if let found = executable.flatMap(found(beside:)) { return found }
        let here = URL(fileURLWithPath: "templates")
        if hasLandmark(here) { return here }
        let candidates = (executable.map(places(beside:)) ?? []) + [here]
        throw PublicationError.template(
            TemplateProblem(
                file: "templates/\(landmark)",
                problem: "the templates are in none of \(candidates.map(\.path).joined(separator: ", "))",
                remedy: "say where they are with --templates or TIEOUT_TEMPLATES"))
    }
}

extension TemplateFolder {
    /// Where this program is; nil without /proc.
    public static var ownProgram: URL? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map { URL(fileURLWithPath: $0) }
    }

    /// Reads every template and looks up each of its tags, so that a broken one is known before a night of reading and
    /// not after it. Writing a report checks them again.
    public static func check(_ folder: URL) throws {
        _ = try Pages(templates: folder)
    }

    /// The first folder with templates around an executable.
    static func found(beside executable: URL) -> URL? {
        places(beside: executable).first(where: hasLandmark)
    }

    private static func require(_ folder: URL, _ reason: String) throws(PublicationError) -> URL {
        guard hasLandmark(folder) else {
            throw .template(
                TemplateProblem(
                    file: folder.appendingPathComponent(landmark).path,
                    problem: "there is no such template, and \(reason)",
                    remedy: "name a folder that holds \(landmark)"))
        }
        return folder
    }

    private static func hasLandmark(_ folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(landmark).path)
    }

    private static func places(beside executable: URL) -> [URL] {
        let folder = executable.resolvingSymlinksInPath().deletingLastPathComponent()
        let installed = [
            folder.appendingPathComponent("templates"),
            folder.deletingLastPathComponent().appendingPathComponent("templates"),
            folder.deletingLastPathComponent().appendingPathComponent("share/tieout/templates"),
        ]
        return installed + packageFolder(of: folder).map { [$0.appendingPathComponent("templates")] }.joined()
    }

    /// The folder that holds the `.build` in which something was built.
    private static func packageFolder(of folder: URL) -> [URL] {
        var folder = folder
        while folder.pathComponents.count > 1 {
            if folder.lastPathComponent == ".build" { return [folder.deletingLastPathComponent()] }
            folder = folder.deletingLastPathComponent()
        }
        return []
    }
}
