/// What is wrong with a template, where, and what to do about it.
public struct TemplateProblem: Hashable, Sendable {
    public let file: String
    /// Counted from 1; nil where the whole file is meant.
    public let line: Int?
    public let column: Int?
    public let problem: String
    public let remedy: String

    init(file: String, line: Int? = nil, column: Int? = nil, problem: String, remedy: String) {
        self.file = file
        self.line = line
        self.column = column
        self.problem = problem
        self.remedy = remedy
    }
}

extension TemplateProblem: CustomStringConvertible {
    /// One line: `templates/rule.mustache:14:7: section 'rows' is never closed; add {{/rows}}`.
    public var description: String {
        let place = [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
        return "\(place): \(problem); \(remedy)"
    }
}
