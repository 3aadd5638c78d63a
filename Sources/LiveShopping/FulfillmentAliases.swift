/// Older words for an order's fulfillmentStatus, and what they mean today.
public struct FulfillmentAliases: Sendable, Hashable, CustomStringConvertible {
    private let meanings: [ExactText: FulfillmentStatus]
    /// An alias gives a word that the system writes today another meaning.
    private let redefines: Bool

    /// What the live-shopping system itself wrote before.
    public static let standard = FulfillmentAliases(["PENDING": .readyForPacking])
    public static let none = FulfillmentAliases([:])

    private init(_ meanings: [ExactText: FulfillmentStatus]) {
        self.meanings = meanings
        redefines = meanings.keys.contains { Word<FulfillmentStatus>($0.description).known != nil }
    }

    /// `PENDING=READY_FOR_PACKING`, several with commas between them, or `NONE`; nil for anything else.
    ///
    /// The right side is one of the words of ``FulfillmentStatus``.
    public init?(_ text: String) {
        guard text != "NONE" else {
            self = .none
            return
        }
        var meanings: [ExactText: FulfillmentStatus] = [:]
        for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.drop { $0 == " " } }
            guard sides.count == 2, !sides[0].isEmpty, let meaning = Word<FulfillmentStatus>(String(sides[1])).known,
                meanings.updateValue(meaning, forKey: ExactText(String(sides[0]))) == nil
            else { return nil }
        }
        self.init(meanings)
    }

    public var description: String {
        guard !meanings.isEmpty else { return "NONE" }
        return meanings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.rawValue)" }.joined(separator: ",")
    }

    /// The status as it is to be understood; it is printed as it is stored all the same.
    func read(_ status: Word<FulfillmentStatus>) -> Word<FulfillmentStatus> {
        if case .known = status, !redefines { return status }
        guard let meaning = meanings[ExactText(status.description)] else { return status }
        return .alias(meaning, stored: status.description)
    }
}

extension FulfillmentAliases {
    /// Whether an order's status might be read as another than is stored.
    public func mayChange(_ order: Order) -> Bool {
        guard !meanings.isEmpty, let status = order.fulfillmentStatus else { return false }
        if case .known = status { return redefines }
        return true
    }
}

extension Order {
    /// Reads the fulfilment status through a site's aliases.
    public mutating func read(through aliases: FulfillmentAliases) {
        fulfillmentStatus = fulfillmentStatus.map(aliases.read)
    }
}
