extension Proposal {
    /// So many alternatives are written out in full.
    package static let mostAlternatives = 10

    /// The alternatives that a script, a page or a file shows.
    package var offered: ArraySlice<Alternative> { alternatives.prefix(Self.mostAlternatives) }

    /// The name of an alternative by its place: A, B, C …
    package static func letter(_ index: Int) -> String {
        let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
        return index < 26 ? last : letter(index / 26 - 1) + last
    }

    /// What the alternatives are that are not written out; nil when all are.
    package var unoffered: String? {
        let count = others + alternatives.count - offered.count
        guard count > 0 else { return nil }
        return """
            \(count) more alternatives are like these, each for another row; what they rest on is in the evidence. None of \
            them can be picked here: settle some of the rows by hand, and the next run offers fewer.
            """
    }
}
