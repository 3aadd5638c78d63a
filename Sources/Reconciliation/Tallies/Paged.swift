/// One thing for each slot, in pages that are there once something in them has changed.
///
/// Each job keeps such things of its own for every slot there is, and touches those of the rows that it reads. These lie
/// close together, as a database stores them, so that all jobs together take little more than one would.
struct Paged<Element: Sendable>: Sendable {
    /// Empty where nothing has changed.
    private var pages: [[Element]]
    private let initial: Element
    let count: Int

    private static var pageSize: Int { 256 }

    init(repeating initial: Element, count: Int) {
        self.initial = initial
        self.count = count
        pages = Array(repeating: [], count: (count + Self.pageSize - 1) / Self.pageSize)
    }

    var indices: Range<Int> { 0..<count }

    subscript(slot: Int) -> Element {
        get {
            let page = slot / Self.pageSize
            return pages[page].isEmpty ? initial : pages[page][slot % Self.pageSize]
        }
        @inline(__always)
        _modify {
            let page = slot / Self.pageSize
            if pages[page].isEmpty { pages[page] = Array(repeating: initial, count: Self.pageSize) }
            yield &pages[page][slot % Self.pageSize]
        }
    }

    /// What is there, by slot, where it is not what it was in the beginning.
    func changed(_ isChanged: (Element) -> Bool) -> [(slot: Int, element: Element)] {
        var found: [(slot: Int, element: Element)] = []
        for (page, elements) in pages.enumerated() {
            for (place, element) in elements.enumerated() where isChanged(element) {
                found.append((page * Self.pageSize + place, element))
            }
        }
        return found
    }

    /// Merges what is there in another of the same size; a page that is not here is taken as it is.
    mutating func merge(_ other: Self, _ merge: (inout Element, Element) -> Void) {
        for page in pages.indices where !other.pages[page].isEmpty {
            guard !pages[page].isEmpty else {
                pages[page] = other.pages[page]
                continue
            }
            for (place, element) in other.pages[page].enumerated() { merge(&pages[page][place], element) }
        }
    }
}
