/// A name as SQL wants it where it must mean exactly itself: `say "hi"` becomes `"say ""hi"""`.
public func quotedIdentifier(_ name: String) -> String {
    var quoted = "\""
    for scalar in name.unicodeScalars {
        if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
        quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
}

/// A table's name, in a schema or wherever the search path finds it.
public struct QualifiedName: Sendable, Hashable {
    /// Nil leaves it to the search path.
    public var schema: String?
    public var name: String

    public init(schema: String? = nil, name: String) {
        self.schema = schema
        self.name = name
    }
}

extension QualifiedName: LosslessStringConvertible {
    /// Reads `orders`, `erp.orders`, `"Sales Orders"` or `erp."Sales.Orders"`; nil for anything else.
    ///
    /// Capitals count with quotes and without. Quotes are for names with a dot or a quote in them, which is doubled.
    public init?(_ text: String) {
        var rest = Substring(text)
        guard let first = Self.takePart(from: &rest) else { return nil }
        if rest.isEmpty {
            self.init(name: first)
            return
        }
        rest.removeFirst()
        guard let second = Self.takePart(from: &rest), rest.isEmpty else { return nil }
        self.init(schema: first, name: second)
    }

    /// Quoted for SQL: `"erp"."Sales Orders"`.
    public var quoted: String {
        (schema.map { quotedIdentifier($0) + "." } ?? "") + quotedIdentifier(name)
    }

    /// As ``init(_:)`` reads it, with quotes only where they are needed.
    public var description: String {
        func part(_ text: String) -> String {
            text.isEmpty || text.contains(".") || text.contains("\"") ? quotedIdentifier(text) : text
        }
        return (schema.map { part($0) + "." } ?? "") + part(name)
    }

    /// Takes a name up to a dot or the end; nil when there is none, or when its quotes are not closed.
    private static func takePart(from rest: inout Substring) -> String? {
        guard rest.first == "\"" else {
            let part = rest.prefix { $0 != "." && $0 != "\"" }
            rest = rest.dropFirst(part.count)
            return part.isEmpty || rest.first == "\"" ? nil : String(part)
        }
        rest.removeFirst()
        var part = ""
        while let character = rest.popFirst() {
            if character != "\"" {
                part.append(character)
            } else if rest.first == "\"" {
                part.append(rest.removeFirst())
            } else {
                return part.isEmpty || !(rest.isEmpty || rest.first == ".") ? nil : part
            }
        }
        return nil
    }
}
