import LiveShopping
import Snapshots

/// A configuration file with every key, its meaning and its default, all of it in comments: what `config sample` prints.
enum ConfigurationText {
    static var sample: String {
        let keys = ConfigurationKey.allCases.map { key in
            comment(key.meaning) + comment("default: \(key.fallbackWords); in the environment \(key.variable)")
                + "#\(key.name): \(key.example)\n"
        }
        return comment(
            "Settings of tieout. A line that begins with # sets nothing: take the # away and write your value.")
            + comment(
                """
                Flags come before the environment, the environment before this file, this file before the defaults. \
                'tieout config check --config FILE' says what holds and why. A password stands in ~/.pgpass, never here.
                """)
            + "\n" + keys.joined(separator: "\n") + "\n" + tables
    }

    private static var tables: String {
        comment(
            "What the database calls the tables and columns, where other than the reference schema; none: there is none."
        )
            + """
            #tables:
            #  orders: sales_orders
            #  sessionCartItems:
            #    name: cart_items
            #    columns:
            #      unitPrice: unit_price
            #      negotiationData: none

            """
    }

    /// A text as comment lines of at most 100 characters.
    private static func comment(_ text: String) -> String {
        var lines = [""]
        for word in text.split(separator: " ") {
            if lines[lines.count - 1].count + word.count > 97 { lines.append("") }
            lines[lines.count - 1] += lines[lines.count - 1].isEmpty ? String(word) : " \(word)"
        }
        return lines.map { "# \($0)\n" }.joined()
    }
}

/// What holds for each key, and where that was said.
struct EffectiveConfiguration {
    struct Value {
        let key: ConfigurationKey
        let value: String
        let origin: String
    }

    let values: [Value]

    /// - Parameter arguments: The command line, in which a flag with a value is `--key value` or `--key=value`.
    init(_ file: ConfigurationFile, arguments: [String]) {
        values = ConfigurationKey.allCases.map { key in
            if let told = Self.value(of: key, in: arguments) {
                return Value(key: key, value: told, origin: "--\(key.name)")
            }
            if let value = file.value(key.name) {
                return Value(key: key, value: value, origin: file.place(of: key.name))
            }
            return Value(key: key, value: key.fallbackWords, origin: "default")
        }
    }

    private static func value(of key: ConfigurationKey, in arguments: [String]) -> String? {
        let flag = "--\(key.name)"
        for (place, argument) in arguments.enumerated() {
            if argument.hasPrefix(flag + "=") { return String(argument.dropFirst(flag.count + 1)) }
            guard argument == flag else { continue }
            if key.isSwitch { return "true" }
            return place + 1 < arguments.count ? arguments[place + 1] : nil
        }
        return nil
    }

    /// A line a key: the key, its value and where it was said. A password in a connection string is not shown.
    var lines: [String] {
        TextTable(values.map { [$0.key.name, Self.shown($0), $0.origin] }, indentation: "").lines
    }

    private static func shown(_ value: Value) -> String {
        value.key == .database && value.origin != "default" ? ConnectionSecrets.shown(value.value) : value.value
    }
}
