internal import Mustache

/// An object of a page whose values are listed once: Mustache itself lists all of them for each tag that it looks up.
///
/// It belongs to the rendering of one page, and nobody shares it.
final class ListedValues: MustacheParent {
    private let values: [String: Any]
    /// Of those that were asked for, what has values of its own.
    private var listed: [String: Any] = [:]

    private init(_ mirror: Mirror) {
        values = Dictionary(
            mirror.children.compactMap { child in child.label.map { ($0, child.value) } },
            uniquingKeysWith: { first, _ in first })
    }

    func child(named name: String) -> Any? {
        guard let value = values[name] else { return nil }
        if value is String { return value }
        if let known = listed[name] { return known }
        let found = Self.listing(value)
        listed[name] = found
        return found
    }

    /// A value as Mustache takes it: an object by its listed values, a list by those of its elements, anything else as it is;
    /// nil where nothing is.
    static func listing(_ value: Any) -> Any? {
        if value is String || value is Bool || value is any MustacheParent || value is any MustacheCustomRenderable {
            return value
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { listing($0.value) }
        case .collection:
            return mirror.children.first?.value is String ? value : mirror.children.map { listing($0.value) ?? "" }
        // What says itself how it is written is no object, and what can be gone through is a list.
        case .struct where !(value is any CustomStringConvertible || value is any MustacheSequence):
            return ListedValues(mirror)
        default: return value
        }
    }
}
