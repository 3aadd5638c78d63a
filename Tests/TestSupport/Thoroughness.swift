import Foundation

/// How many examples of a law are tried.
public enum Thoroughness {
    /// `TIEOUT_EVERY_EXAMPLE=1`: all that were thought of, for whoever has changed what the law is about.
    public static let isFull = ProcessInfo.processInfo.environment["TIEOUT_EVERY_EXAMPLE"] != nil

    /// The first example; or all of them.
    public static func some<Example>(of examples: [Example]) -> [Example] {
        isFull ? examples : Array(examples.prefix(1))
    }
}
