import TestSupport
import Testing
import YAML

@Suite("YAML is read as libyaml reads it, each value with its place, and within bounds")
struct YAMLTests {
    @Test func `a tree that is written as YAML is the same when it is read, and each mark is where its text begins`()
        throws
    {
        var random = SeededGenerator.printed()
        for _ in 0..<100 {
            let tree = Tree.random(&random, depth: 0)
            let text = tree.block(indentation: 0)
            let node = try #require(try YAMLNode.document(text), "\(text)")
            #expect(Tree(node) == tree, "\(text)")
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let marked = node.scalars.allSatisfy { scalar, mark in
                lines[mark.line - 1].dropFirst(mark.column - 1).hasPrefix(Tree.quoted(scalar))
            }
            #expect(marked, "\(text)")
            // The same on one line.
            #expect(Tree(try #require(try YAMLNode.document(tree.flow))) == tree, "\(tree.flow)")
        }
    }

    /// As some editors begin a file.
    @Test func `a mark that says UTF-8 is no part of the text`() throws {
        let marked = try #require(try YAMLNode.document("\u{FEFF}a: 1\nb: [2]\n")?.mapping)
        #expect(marked.map(\.key.text) == ["a", "b"] && marked[1].key.mark.line == 2 && marked[1].key.mark.column == 1)
    }

    @Test func `a text in quotes is a text, whatever it says`() throws {
        let nodes = try #require(try YAMLNode.document("[null, ~, Null, NULL, 'null', '', nULL, \"~\"]")?.sequence)
        #expect(nodes.map(\.isNull) == [true, true, true, true, false, false, false, false])
        #expect(nodes.map(\.isPlain) == [true, true, true, true, false, false, true, false])
        let empty = try #require(try YAMLNode.document("a:\nb: |\n  ~\n")?.mapping)
        #expect(empty.map(\.value.isNull) == [true, false] && empty.map(\.value.text) == ["", "~\n"])
        #expect(try YAMLNode.document("# nothing\n") == nil && YAMLNode.document("---\n")?.isNull == true)
    }

    @Test(arguments: [
        ("a: 1\nb: 2\n'a': 3\n", 3, 1, "'a' stands twice, lines 1 and 3"),
        ("x: {a: 1, b: 2, a: 3}\n", 1, 17, "'a' stands twice, in line 1"),
        ("a: &x [1]\nb: *y\n", 2, 4, "*y refers to &y, which does not stand before it"),
        ("a: &x [*x]\n", 1, 8, "*x refers to &x, which does not stand before it"),
        ("a: 1\n---\nb: 2\n", 2, 1, "another document begins"),
        ("a: 1\nbé: x\u{1B}y\n", 2, 6, "a character that cannot be seen stands there, U+001B"),
        ("a: 1\nb:\n\tc: 2\n", 3, 1, "line 3 begins with a tab"),
        ("a: [1, 2\nb: 3\n", 2, 2, "a [ or { that was opened before is not closed"),
        ("a: b: c\n", 1, 5, "mapping values are not allowed in this context"),
    ])
    func `what is wrong is said with line and column`(text: String, line: Int, column: Int, problem: String) {
        let error = #expect(throws: YAMLError.self) { try YAMLNode.document(text) }
        #expect(error?.problem == problem)
        #expect(error?.mark.map { [$0.line, $0.column] } == [line, column], "\(text)")
    }

    @Test func `lists in lists end somewhere`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try YAMLNode.document(nested(64)) != nil)
        for depth in [65, 100_000] {
            let error = #expect(throws: YAMLError.self) { try YAMLNode.document(nested(depth)) }
            #expect(error?.problem == "lists and mappings stand more than 64 deep in each other")
        }
    }

    @Test func `aliases stand for as much as a person writes, and no more`() throws {
        func list(_ aliases: Int) -> String {
            "- &a [\(Array(repeating: "x", count: 99).joined(separator: ","))]\n"
                + String(repeating: "- *a\n", count: aliases)
        }
        let shared = try #require(try YAMLNode.document(list(100))?.sequence)
        #expect(shared.count == 101 && shared[100].sequence?.count == 99)
        let error = #expect(throws: YAMLError.self) { try YAMLNode.document(list(101)) }
        #expect(
            error?.problem == "what aliases (*) stand for comes to more than 10000 values" && error?.mark?.line == 102)
        // Ten lines for ten thousand million values.
        let laughs = (0..<10).map {
            "- &a\($0) [\(Array(repeating: $0 == 0 ? "x" : "*a\($0 - 1)", count: 10).joined(separator: ","))]"
        }
        #expect(throws: YAMLError.self) { try YAMLNode.document(laughs.joined(separator: "\n")) }
    }

    @Test func `whatever is read, the answer is a tree or an error`() {
        var random = SeededGenerator.printed()
        let pieces = [
            "a", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ", ", "&a ", "*a", "'", "\"", "|\n", "? ", "---\n", "#",
            "\t",
            "\0", "é", "!!x ", "<<", "%",
        ]
        var (trees, errors) = (0, 0)
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...20, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            do throws(YAMLError) {
                _ = try YAMLNode.document(text)
                trees += 1
            } catch {
                errors += 1
                #expect(!error.problem.isEmpty && !error.remedy.isEmpty)
            }
        }
        #expect(trees > 100 && errors > 100)
    }
}
