import ArgumentParser
import Reconciliation

/// What findings may be about: `session=42`.
struct Topic {
    /// The word before the equals sign.
    let word: String
    let value: String

    /// The words, and the columns of findings.csv that name them; a line, say, is only in keys.
    private static let columns = [
        "session": "session_id", "order": "order_id", "client": "client_id", "batch": "batch_id", "item": "item_id",
        "room": "room_code", "line": nil, "product": nil, "override": nil,
    ]

    /// Nil for a text without an equals sign, which is another thing.
    init?(_ text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        guard Self.columns.keys.contains(parts[0]) else {
            let words = Self.columns.keys.sorted().map { "\($0)=" }.joined(separator: ", ")
            throw ValidationError("Findings are about \(words), but not about '\(parts[0])='.")
        }
        word = parts[0]
        guard word != "room" else {
            value = parts[1]
            return
        }
        guard let number = Int64(parts[1]) else {
            throw ValidationError("'\(parts[1])' is not a number: write \(word)=42.")
        }
        value = String(number)
    }

    /// As a headline says it: `Session 42`.
    var title: String { "\(word.prefix(1).uppercased())\(word.dropFirst()) \(value)" }

    /// Whether a finding is about it, by one of its columns or by its key.
    func isAbout(_ finding: Record) -> Bool {
        if let column = Self.columns[word] ?? nil, finding[column] == value { return true }
        return finding["key"].split(separator: ",").contains { $0 == "\(word)=\(value)" }
    }

    /// The rows of the run's tables that say what it came to.
    func sections(in folder: RunFolder) throws -> [RowSection] {
        switch word {
        case "session": try [.session(value, in: folder)]
        case "room": try [.session(room: value, in: folder)]
        case "order": try [.session(keeping: value, in: folder)]
        case "item": try [.price(value, in: folder)]
        case "client": try [.credit(value, in: folder)]
        case "batch": try [.holds(value, in: folder)]
        default: []
        }
    }
}

/// Rows of one of the run's tables under a headline.
struct RowSection {
    let title: String
    let rows: [Record]

    static func session(_ id: String, in folder: RunFolder) throws -> Self {
        Self(title: "The session", rows: try folder.rows("sessions.csv", "session_id", id))
    }

    static func session(room: String, in folder: RunFolder) throws -> Self {
        Self(title: "The session in this room", rows: try folder.rows("sessions.csv", "room_code", room))
    }

    static func session(keeping order: String, in folder: RunFolder) throws -> Self {
        Self(
            title: "The session that this order came of",
            rows: try folder.rows("sessions.csv", "kept_order_id", order))
    }

    static func price(_ item: String, in folder: RunFolder) throws -> Self {
        Self(title: "The item's price", rows: try folder.rows("prices.csv", "item_id", item))
    }

    static func credit(_ client: String, in folder: RunFolder) throws -> Self {
        Self(title: "The client's credit", rows: try folder.rows("credit.csv", "client_id", client))
    }

    static func holds(_ batch: String, in folder: RunFolder) throws -> Self {
        Self(title: "What is promised of the batch", rows: try folder.rows("holds.csv", "batch_id", batch))
    }

    /// A headline and a list a row; nothing without rows.
    var text: String? {
        guard !rows.isEmpty else { return nil }
        return title + "\n" + rows.map { FieldList($0).text }.joined(separator: "\n\n")
    }
}
