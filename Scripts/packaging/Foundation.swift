// A module Foundation that stands before the toolchain's when the program is built to be installed: see smaller-program.
//
// The toolchain's Foundation consists of three parts. FoundationEssentials is all that tieout uses, and is Swift alone. The
// rest, locales, formatters, processes and classes of old, brings CoreFoundation and ICU along: 11 MB of code and 34 MB of
// data, which are linked in as soon as one symbol of it is asked for. tieout asks for none, but two packages that it depends
// on say `import Foundation` where the essentials would do but for the names below, of which swift-mustache uses the lock.

@_spi(SwiftCorelibsFoundation) @_exported import FoundationEssentials
@_exported import Glibc
import Synchronization

/// A lock, of which nothing but this is used.
public final class NSLock: Sendable {
    private let mutex = Mutex(())

    public init() {}

    public func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
        try mutex.withLock { _ in Shared(try body()) }.value
    }
}

/// What `Mutex` would rather not let out, because it cannot know that it is none of what it guards.
private struct Shared<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

/// A value that says that there is none.
public final class NSNull: Sendable {
    public init() {}
}

extension FileManager {
    /// The paths of all that is in a folder and in its folders, relative to it; nil when it cannot be read.
    public func enumerator(atPath path: String) -> [Any]? {
        try? subpathsOfDirectory(atPath: path)
    }
}

/// Rounds to so many places, as the toolchain's own does.
public func NSDecimalRound(
    _ result: UnsafeMutablePointer<Decimal>, _ number: UnsafePointer<Decimal>, _ scale: Int, _ mode: Decimal.RoundingMode
) {
    _NSDecimalRound(result, number, scale, mode)
}
