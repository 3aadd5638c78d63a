import FinancialMath
import LiveShopping
import TestSupport
import Testing

@testable import Snapshots

@Suite("The margin in a client's pricing rules")
struct JSONScannerTests {
    private func scan(_ text: String) throws -> JSONScalar? {
        try scan(Array(text.utf8))
    }

    private func scan(_ bytes: [UInt8]) throws -> JSONScalar? {
        let outline = try bytes.withUnsafeBytes { try JSONScanner.outline(of: $0, keys: ["m"]) }
        guard case .object(let values) = outline else { return nil }
        return values[0]
    }

    @Test(
        "is found as it is written",
        arguments: [
            (#"{"m": 12.50}"#, JSONScalar.number("12.50")), (#" { "a" : [ ] , "m" : -0.1e+2 } "#, .number("-0.1e+2")),
            (#"{"m":1,"m":2}"#, .number("2")), (#"{"m":1,"m":null}"#, .null), (#"{"m":"5"}"#, .string("5")),
            (#"{"\u006d":"\u0035"}"#, .string("5")), (#"{"m":"\ud83d\ude00\n\/"}"#, .string("😀\n/")),
            (#"{"m":"\ud83d"}"#, .string("\u{FFFD}")), (#"{"m":"\ud83d\n"}"#, .string("\u{FFFD}\n")),
            (#"{"m":[1,{"m":2}]}"#, .other), (#"{"m":{"m":2}}"#, .other), (#"{"m":true,"b":{"m":3}}"#, .other),
            (
                "{\"m\":9007199254740993.000000000000000000001}",
                .number("9007199254740993.000000000000000000001")
            ),
        ])
    func found(_ text: String, _ expected: JSONScalar) throws {
        #expect(try scan(text) == expected)
    }

    @Test(
        "is nothing where there is none",
        arguments: ["{}", #"{"a":{"m":1}}"#, #"["m",1]"#, #"[{"m":1}]"#, "1", #""m""#, "null", #"{"M":1}"#, "  [ ]\n"])
    func absent(_ text: String) throws {
        #expect(try scan(text) == nil)
    }

    @Test(
        "is refused in what is no JSON",
        arguments: [
            "", " ", "{", "}", "[", "]", "{]", "[}", "{,}", "[,]", "[1,]", #"{"m":1,}"#, #"{"m"}"#, #"{"m":}"#,
            #"{m:1}"#, "{'m':1}", #"{"m":01}"#, #"{"m":+1}"#, #"{"m":.5}"#, #"{"m":5.}"#, #"{"m":1e}"#, #"{"m":-}"#,
            #"{"m":NaN}"#, #"{"m":1}x"#, #"{"m":1}{}"#, #"{"m":tru}"#, #"{"m":"\x"}"#, #"{"m":"\u12"}"#,
            "{\"m\":\"\n\"}", #"{"m":"a}"#, "{\"m\":1 \"a\":2}", "\u{FEFF}{}", "{\"m\":1/**/}", "1 2", "\u{A0}{}",
        ])
    func refused(_ text: String) {
        #expect(throws: JSONError.self) { _ = try scan(text) }
    }

    @Test("is refused wherever the text is cut off")
    func everyTruncation() throws {
        let text = Array(#"{"a":[1,-2.5e3,{"b":"\u00e9\\ é"}],"m":"12.5","c":null,"d":[true,false]}"#.utf8)
        #expect(try scan(text) == .string("12.5"))
        for end in text.indices { #expect(throws: JSONError.self) { _ = try scan(Array(text[..<end])) } }
    }

    @Test("does not exhaust the stack however deep the nesting")
    func depth() throws {
        let count = 200_000
        let deep = String(repeating: "[", count: count) + String(repeating: "]", count: count)
        #expect(try scan(#"{"x":"# + deep + #","m":3}"#) == .number("3"))
        #expect(throws: JSONError.self) { _ = try scan(String(repeating: #"{"m":"#, count: count)) }
    }

    @Test("agrees with what PostgreSQL takes for JSON", .timeLimit(.minutes(30)))
    func agreesWithPostgres() throws {
        var random = SeededGenerator.printed()
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"m\"", "\"", "\\", "1", "0", "-", ".", "e", "+", "true", "null", " ", "\n",
            "\"a\\u0041\"", "12.5",
        ]
        var texts = Set([#"{"m":1}"#, "[1]", "{\"m\":[1,2]}"])
        while texts.count < 3_000 {
            let count = Int.random(in: 1...7, using: &random)
            texts.insert((0..<count).map { _ in pieces.randomElement(using: &random)! }.joined())
        }
        try PrivatePostgres.shared().withDatabase("json") { database in
            let list = texts.map { "('" + $0 + "')" }.joined(separator: ",")
            try database.run(
                sql: """
                    CREATE FUNCTION is_json(t text) RETURNS boolean LANGUAGE plpgsql AS $$
                    BEGIN PERFORM t::json; RETURN true; EXCEPTION WHEN others THEN RETURN false; END $$;
                    SET standard_conforming_strings = on;
                    CREATE TABLE texts AS SELECT * FROM (VALUES \(list)) AS v (t);
                    """)
            for row in try database.query(sql: "SELECT t, is_json(t) FROM texts") {
                let text = try #require(row[0])
                #expect(isJSON(text) == (row[1] == "t"), "\(text)")
            }
        }
    }

    private func isJSON(_ text: String) -> Bool {
        do {
            _ = try scan(text)
            return true
        } catch {
            return false
        }
    }

    @Test(
        "counts only when it is a number or spells one",
        arguments: [
            (#"{"defaultMarginPercent": 12.345678}"#, "12.345678"), (#"{"defaultMarginPercent": "35"}"#, "35"),
            (#"{"defaultMarginPercent": ".5"}"#, "0.5"), (#"{"defaultMarginPercent": "5."}"#, "5"),
            (#"{"defaultMarginPercent": "+1e1"}"#, "10"), (#"{"defaultMarginPercent": -12}"#, "-12"),
            (#"{"defaultMarginPercent": " 5"}"#, nil), (#"{"defaultMarginPercent": "5%"}"#, nil),
            (#"{"defaultMarginPercent": ""}"#, nil), (#"{"defaultMarginPercent": true}"#, nil),
            (#"{"defaultMarginPercent": [5]}"#, nil), (#"{"defaultMarginPercent": 1e200000}"#, nil),
            (#"{"defaultMarginPercent": "NaN"}"#, nil), (#"{"defaultMarginPercent": "0x10"}"#, nil),
            (#"{"other": 5}"#, nil), ("[]", nil),
        ] as [(String, String?)], [CellType.text, .json, .jsonb])
    func margin(_ pair: (String, String?), _ type: CellType) throws {
        let client = try decodeClient(rules: pair.0, type)
        #expect(client.customMargin == pair.1.flatMap { Percentage(literal: $0) })
        #expect(client.name == "Ada")
    }

    @Test(
        "is none, and said to be unusable, where the rules say something that is no margin",
        arguments: [
            (#"{"defaultMarginPercent": "20,0"}"#, true), (#"{"defaultMarginPercent": ""}"#, true),
            (#"{"defaultMarginPercent": true}"#, true), (#"{"defaultMarginPercent": 10000000000}"#, false),
            (#"{"defaultMarginPercent": 1e999}"#, false), (#"{"defaultMarginPercent": 1e1000}"#, true),
            (#""{\"defaultMarginPercent\": 20}""#, true), ("5", true), ("null", false), ("{}", false), ("[]", false),
            (#"{"defaultMarginPercent": null}"#, false), (#"{"defaultMarginPercent": "20.0"}"#, false),
            (#"[{"defaultMarginPercent": "20,0"}]"#, false),
        ] as [(String, Bool)])
    func unusable(_ rules: (json: String, isUnusable: Bool)) throws {
        let client = try decodeClient(rules: rules.json, .jsonb)
        let expected = Defect(column: "custom_pricing_rules", reason: .unusable)
        #expect(client.defects == (rules.isUnusable ? [expected] : []), "\(rules.json)")
        #expect(!client.isExcluded && client.isSound)
        #expect(client.hasPricingRules == rules.json.hasPrefix("[{"))
        if rules.isUnusable {
            #expect(try decode(Client.self, copyBytes([client])).first?.defects == client.defects)
        }
    }

    @Test("is none where the numeral has more digits than a margin can have, and exact with any number of places")
    func longNumerals() throws {
        let nines = String(repeating: "9", count: 131_072)
        #expect(try decodeClient(rules: "{\"defaultMarginPercent\": \(nines)}", .text).customMargin == nil)
        #expect(try decodeClient(rules: "{\"defaultMarginPercent\": 0.\(nines)}", .text).customMargin == nil)
        let places = "33." + String(repeating: "3", count: 100)
        let margin = try decodeClient(rules: "{\"defaultMarginPercent\": \(places)}", .text).customMargin
        #expect(margin == Percentage(literal: places) && margin != nil)
    }

    @Test("is refused by table, row and column in a text that is no JSON, which is not quoted")
    func located() throws {
        let error = sourceError { _ = try decodeClient(rules: #"{"secret": "#, .text) }
        #expect(error?.kind == .unreadable)
        #expect(error?.place == "clients.custom_pricing_rules, id 9")
        #expect(error?.problem == "the text stops being JSON at byte 11")
        #expect(error?.description.contains("secret") == false)
    }

    private func decodeClient(rules: String, _ type: CellType) throws -> Client {
        let layout = TableLayout(reference: .clients).with(type, for: .json)
        var writer = CellWriter(bytes: CopyFrame.header)
        writer.beginRow(layout)
        for column in layout.columns where writer.beginColumn(column.field) {
            writer.cell { cell in
                switch Client.Field(rawValue: column.field) {
                case .id: cell.put(integer: 9)
                case .name: cell.put(text: "Ada")
                case .customPricingRules: cell.put(json: rules)
                default: break
                }
            }
        }
        writer.append(CopyFrame.trailer)
        return try #require(try decode(Client.self, writer.bytes, as: layout).first)
    }
}
