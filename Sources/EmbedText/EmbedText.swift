import FoundationEssentials
import PackagePlugin

/// Makes a string of each SQL file of a target: `tieout.sql` is `EmbeddedText.tieout`.
///
/// What SwiftPM embeds is an array with an element a byte, on which the compiler spends half a minute.
@main struct EmbedText: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? SourceModuleTarget else { return [] }
        return target.sourceFiles.filter { $0.url.pathExtension == "sql" }.map { file in
            let name = file.url.deletingPathExtension().lastPathComponent
            let made = context.pluginWorkDirectoryURL.appending(path: "EmbeddedText+\(name).swift")
            let script = ##"""
                { printf 'extension EmbeddedText {\nstatic let %s = #"""\n' "$1"; cat "$2"; printf '\n"""#\n}\n'; } > "$3"
                """##
            return .buildCommand(
                displayName: "Embedding \(file.url.lastPathComponent)",
                executable: URL(fileURLWithPath: "/bin/sh"),
                arguments: ["-euc", script, "sh", name, file.url.path, made.path],
                inputFiles: [file.url], outputFiles: [made])
        }
    }
}
