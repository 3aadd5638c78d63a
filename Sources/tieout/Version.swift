import Repairs

/// Which tieout this is.
enum Version {
    static let number = "0.1.0"

    /// What `--version` prints.
    static let text = "tieout \(number), repairs/tieout.sql SHA-256 \(SharedScript.sha256)"

    /// What it was built with: debug or release, and for which system.
    static let build = "\(configuration), Swift 6, \(system)"
}

private extension Version {
    #if DEBUG
        static let configuration = "debug"
    #else
        static let configuration = "release"
    #endif

    #if os(Linux)
        static let system = "Linux"
    #else
        static let system = "macOS"
    #endif
}
