import Foundation
import TestSupport

/// A configuration of random keys and values, some of them ours, with harm done to it.
struct HostileConfiguration: Trial {
    private let ground: Ground

    init(_ ground: Ground) { self.ground = ground }

    private static let keys = [
        "database", "output", "grace", "price-tolerance", "fail-on", "tables", "time-zone", "jobs", "pages", "schema",
        "session-timeout", "statement-timeout", "read-timeout", "deadline", "no-show", "clock-skew", "price-window",
        "max-repair-ratio", "fulfillment-aliases", "templates", "nonsense", "\u{202E}key", "? a", "<<",
    ]
    private static let values = [
        "1", "-1", "0", "30m", "9223372036854775807s", "1e400", "NaN", "[]", "{}", "[1, 2]", "{a: b}", "null", "~",
        "true",
        "\"\\0\"", "'", "&a *a", "!!binary x", "|\n  text", "Europe/Berlin", "../../../etc/passwd", "\u{202E}", "100%",
        "\n  orders:\n    name: x\n    columns:\n      total: y", "é", "\"\\u001b[2J\"", "9999999999999999999999999999",
    ]

    mutating func attempt(_ random: inout SeededGenerator, in folder: URL) throws -> String? {
        var text = ""
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let key = Self.keys.randomElement(using: &random) ?? ""
            text += "\(key): \(Self.values.randomElement(using: &random) ?? "")\n"
        }
        var bytes = Array(text.utf8)
        if Bool.random(using: &random) { Damage.harm(&bytes, &random) }
        let file = folder.appendingPathComponent("tieout.yaml")
        try Data(bytes).write(to: file)
        // Flags come before the file: nothing is written elsewhere, whatever the file says.
        return Ground.problem(
            try ground.run([
                "run", "--config", file.path, "--snapshot", ground.snapshot.path, "--output", folder.path + "/output",
            ]))
    }
}

/// The templates, one of them with harm done to it, or with tags that do not belong there.
struct HostileTemplate: Trial {
    private let ground: Ground
    private let names: [String]

    init(_ ground: Ground) throws {
        self.ground = ground
        let folder = ground.package.appendingPathComponent("templates").path
        names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".mustache") }
            .sorted()
    }

    mutating func attempt(_ random: inout SeededGenerator, in folder: URL) throws -> String? {
        let templates = folder.appendingPathComponent("templates")
        try FileManager.default.copyItem(at: ground.package.appendingPathComponent("templates"), to: templates)
        let file = templates.appendingPathComponent(names.randomElement(using: &random) ?? "")
        var bytes = try Array(Data(contentsOf: file))
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: Damage.harm(&bytes, &random)
        case 1: bytes.insert(contentsOf: Array(tag(&random).utf8), at: place)
        default:
            let depth = Int.random(in: 1...4_000, using: &random)
            let name = ["findings", "rows", "title"].randomElement(using: &random) ?? ""
            let nested =
                String(repeating: "{{#\(name)}}", count: depth) + String(repeating: "{{/\(name)}}", count: depth)
            bytes.insert(contentsOf: Array(nested.utf8), at: place)
        }
        try Data(bytes).write(to: file)
        return Ground.problem(
            try ground.run([
                "run", "--templates", templates.path, "--snapshot", ground.snapshot.path, "--output",
                folder.path + "/output",
            ]), allowed: [0, 2, 78])
    }

    private func tag(_ random: inout SeededGenerator) -> String {
        let partial = (names.randomElement(using: &random) ?? "").dropLast(9)
        let tags = [
            "{{> \(partial)}}", "{{#findings}}", "{{/findings}}", "{{^title}}{{/title}}", "{{{title}}}", "{{=<% %>=}}",
            "{{",
            "}}", "{{!", "<script>", "]]>", "<!--", "\u{0}", "&", "{{%CONTENT_TYPE:TEXT}}", "{{$a}}{{/a}}",
            "{{<index}}",
        ]
        return tags.randomElement(using: &random) ?? ""
    }
}
