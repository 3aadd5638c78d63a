import Repairs

/// Which tieout this is.
enum Version {
    static let number = "0.1.0"

    /// What `--version` prints.
    static let text = "tieout \(number), \(build), repairs/tieout.sql SHA-256 \(SharedScript.sha256)"

    /// What it was built with: debug or release, and for which system.
    static let build = "\(configuration), Swift 6, \(system)"
}

private extension Version {
    #if DEBUG
        static let configuration = "debug"
    #else
        static let configuration = "release"
    #endif

    #if os(Linux) && arch(x86_64)
        static let system = "Linux x86_64"
    #elseif os(Linux) && arch(arm64)
        static let system = "Linux arm64"
    #elseif os(Linux)
        static let system = "Linux"
    #else
        static let system = "macOS"
    #endif
}
