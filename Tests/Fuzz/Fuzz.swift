import Foundation

/// Lets libFuzzer drive one reader, which `TIEOUT_FUZZ` names: `copy`, `json`, `manifest` or `script`.
///
/// Built by `Scripts/fuzz` alone, with `--sanitize fuzzer`, which brings the function below.
@main
enum Fuzz {
    static func main() {
        let name = ProcessInfo.processInfo.environment["TIEOUT_FUZZ"] ?? ""
        guard let reader = Readers.all[name] else {
            print("TIEOUT_FUZZ is one of \(Readers.all.keys.sorted().joined(separator: ", "))")
            exit(64)
        }
        Readers.chosen = reader
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(
            runDriver(&count, &arguments) { bytes, count in
                Readers.chosen(UnsafeRawBufferPointer(start: bytes, count: count))
                return 0
            })
    }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
