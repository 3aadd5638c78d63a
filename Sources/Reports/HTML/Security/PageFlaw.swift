/// Why a page that a template made may not be published: where in the page, what, and what to do about it.
struct PageFlaw: Error, Hashable {
    let line: Int
    /// As the end of a sentence: `has an attribute style=`.
    let problem: String
    let remedy: String
}
