extension YAMLError {
    static let noMemory = YAMLError(problem: "there is not enough memory to read it", remedy: "free some", mark: nil)

    /// libyaml's words, or better ones where it is known what people do.
    static func syntax(_ problem: String, _ mark: YAMLMark, _ text: UnsafeBufferPointer<UInt8>) -> YAMLError {
        if let line = lineWithTab(text) {
            return YAMLError(
                problem: "line \(line) begins with a tab", remedy: "indent with spaces: YAML takes no tabs there",
                mark: YAMLMark(line: line, column: 1))
        }
        if problem.contains("expected ',' or") {
            return YAMLError(
                problem: "a [ or { that was opened before is not closed", remedy: "close it, or put the text in quotes",
                mark: mark)
        }
        return YAMLError(
            problem: problem, remedy: "correct the file; a text that begins with * or has ': ' in it stands in quotes",
            mark: mark)
    }

    /// A character that YAML has no place for, or bytes that are none.
    static func reading(_ value: Int32, at offset: Int, of text: UnsafeBufferPointer<UInt8>) -> YAMLError {
        let before = text.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let column = String(decoding: before.dropFirst(start), as: UTF8.self).unicodeScalars.count + 1
        let code = String(UInt32(bitPattern: value), radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
        return YAMLError(
            problem: "a character that cannot be seen stands there, \(name)",
            remedy: "remove it; \"\\x1B\" is one in quotes",
            mark: YAMLMark(line: line, column: column))
    }

    static func duplicate(_ key: String, _ first: YAMLMark, _ second: YAMLMark) -> YAMLError {
        let lines = first.line == second.line ? "in line \(first.line)" : "lines \(first.line) and \(second.line)"
        return YAMLError(problem: "'\(key)' stands twice, \(lines)", remedy: "leave one of them", mark: second)
    }

    static func unknownAlias(_ name: String, _ mark: YAMLMark) -> YAMLError {
        YAMLError(
            problem: "*\(name) refers to &\(name), which does not stand before it",
            remedy: "put a text that begins with * in quotes", mark: mark)
    }

    static func tooManyAliases(_ mark: YAMLMark) -> YAMLError {
        YAMLError(
            problem: "what aliases (*) stand for comes to more than \(YAMLComposer.mostAliased) values",
            remedy: "write out what is meant", mark: mark)
    }

    static func tooDeep(_ mark: YAMLMark) -> YAMLError {
        YAMLError(
            problem: "lists and mappings stand more than \(YAMLComposer.deepest) deep in each other",
            remedy: "a configuration needs five", mark: mark)
    }

    static func anotherDocument(_ mark: YAMLMark) -> YAMLError {
        YAMLError(
            problem: "another document begins", remedy: "leave one in the file; '---' stands at its beginning only",
            mark: mark)
    }

    private static func lineWithTab(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let found = lines.firstIndex { line in
            line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.contains(UInt8(ascii: "\t"))
        }
        return found.map { $0 + 1 }
    }
}
