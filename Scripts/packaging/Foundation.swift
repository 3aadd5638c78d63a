// A module Foundation that stands before the toolchain's when the program is built to be installed: see smaller-program.
//
// The toolchain's Foundation consists of three parts. FoundationEssentials is all that tieout uses, and is Swift alone. The
// rest, locales, formatters, processes and classes of old, brings CoreFoundation and ICU along: 11 MB of code and 34 MB of
// data, which are linked in as soon as one symbol of it is asked for. tieout asks for none, but a package that it depends on,
// BigInt, says `import Foundation` where the essentials would do but for the name below.

@_spi(SwiftCorelibsFoundation) @_exported import FoundationEssentials
@_exported import Glibc

/// Rounds to so many places, as the toolchain's own does.
public func NSDecimalRound(
    _ result: UnsafeMutablePointer<Decimal>, _ number: UnsafePointer<Decimal>, _ scale: Int, _ mode: Decimal.RoundingMode
) {
    _NSDecimalRound(result, number, scale, mode)
}
