import Common
import LiveShopping
import Synchronization

/// The keys that have come so far of one table, each of which may come once. A null is none.
struct UniqueKeys: Sendable {
    private var ids = IDBitmap()
    private var texts: Set<ExactText> = []

    @inline(__always)
    mutating func insert(_ id: Int64) -> Bool { ids.insert(id) }

    mutating func insert(_ text: String) -> Bool { texts.insert(ExactText(text)).inserted }

    /// Adds the keys of another part of the table; answers one that is in both.
    mutating func formUnion(_ other: UniqueKeys) -> String? {
        let text = texts.intersection(other.texts).min()
        texts.formUnion(other.texts)
        return ids.formUnion(other.ids).map(String.init) ?? text?.description
    }

    mutating func visitFields(_ coder: inout some FieldCoder) throws(FieldDamage) {
        try ids.visitFields(&coder)
        var sorted = texts.sorted().map(\.description)
        try coder.code(&sorted, of: "") { (coder, text) throws(FieldDamage) in try coder.code(&text) }
        texts = Set(sorted.map { ExactText($0) })
    }
}

/// What the parts of each table hold, so that a key that comes in two of them is noticed.
final class PartKeys: Sendable {
    private let divisions = Mutex<[Division: Parts]>([:])

    private struct Division: Hashable {
        let table: Table
        let count: Int
    }

    private struct Parts {
        var read: Set<Int> = []
        var keys: UniqueKeys?
    }

    /// Adds what a part of a table holds; answers a key that another part holds too. A part that is read again
    /// adds nothing.
    func add(_ keys: UniqueKeys, ofPart index: Int, of count: Int, table: Table) -> String? {
        divisions.withLock { divisions in
            var parts = divisions[Division(table: table, count: count)] ?? Parts()
            divisions[Division(table: table, count: count)] = nil
            guard parts.read.insert(index).inserted else {
                divisions[Division(table: table, count: count)] = parts
                return nil
            }
            var all = parts.keys.take() ?? keys
            let common = parts.read.count == 1 ? nil : all.formUnion(keys)
            // With the last part, the keys have done their work.
            parts.keys = parts.read.count == count ? nil : all
            divisions[Division(table: table, count: count)] = parts
            return common
        }
    }
}

// MARK: - Parts that several programs read

extension PartKeys {
    /// The keys of the tables that were not read to their last part.
    var unfinished: [UInt8] {
        divisions.withLock { divisions in
            var tables = divisions.compactMap { division, parts in
                parts.keys.map { TableKeys(table: division.table.name, keys: $0) }
            }.sorted { $0.table < $1.table }
            var writer = FieldWriter()
            // What writes finds nothing wrong.
            try? TableKeys.visit(&tables, &writer)
            return writer.bytes
        }
    }

    /// A key that comes in two of several programs' ``unfinished``, with its table.
    static func common(_ unfinished: [[UInt8]]) throws(FieldDamage) -> (table: String, key: String)? {
        var all: [String: UniqueKeys] = [:]
        for bytes in unfinished {
            var tables: [TableKeys] = []
            var reader = FieldReader(bytes[...])
            try TableKeys.visit(&tables, &reader)
            for entry in tables {
                var keys = all.removeValue(forKey: entry.table) ?? UniqueKeys()
                if let key = keys.formUnion(entry.keys) { return (entry.table, key) }
                all[entry.table] = keys
            }
        }
        return nil
    }

    private struct TableKeys {
        var table: String
        var keys: UniqueKeys

        static func visit(_ tables: inout [TableKeys], _ coder: inout some FieldCoder) throws(FieldDamage) {
            try coder.code(&tables, of: TableKeys(table: "", keys: UniqueKeys())) {
                (coder, entry) throws(FieldDamage) in
                try coder.code(&entry.table)
                try entry.keys.visitFields(&coder)
            }
        }
    }
}
