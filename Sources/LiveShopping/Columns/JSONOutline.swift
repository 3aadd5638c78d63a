/// A JSON text, in so far as tieout looks at it.
public enum JSONOutline: Sendable, Hashable {
    /// An object, and what it holds under the keys that were asked for, in their order; nil for a key that is not there.
    case object([JSONScalar?])
    case array(isEmpty: Bool)
    case scalar(JSONScalar)
}

/// A value in a JSON text, in so far as tieout looks at it.
public enum JSONScalar: Sendable, Hashable {
    /// A number, as it is written.
    case number(String)
    /// A string, its escapes resolved.
    case string(String)
    case null
    /// An object, an array, `true` or `false`.
    case other
}
