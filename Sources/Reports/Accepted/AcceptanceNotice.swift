internal import FinancialMath
internal import LiveShopping

extension AcceptedFindings.Entry {
    /// Why someone should look at an acceptance again; nil while it does what it is for.
    var notice: String? {
        let acceptance = acceptance
        if hasExpired {
            let end = "expired on \(acceptance.until.day)"
            if refused.count == 0 { return end + "; nothing counts again by that" }
            return end + "; \(Words.count(refused.count, "finding")) \(refused.count == 1 ? "counts" : "count") again"
        }
        if refused.count > 0 {
            return "\(Words.count(refused.count, "finding")) with more than \(acceptance.limit.formatted) behind "
                + "\(refused.count == 1 ? "it" : "them"): the largest has \(largest.formatted)"
        }
        if accepted.count == 0 && others == 0 { return "names nothing that was found; remove it when it is settled" }
        if accepted.count == 0 { return "names nothing that an entry before it does not accept; remove it" }
        return nil
    }

    /// Where it is written and what is the matter.
    var sentence: String? { notice.map { "\(acceptance.place): \($0)." } }
}

extension Acceptance {
    /// What a finding's row says of it.
    var words: String { "accepted by \(by) until \(until.day): \(reason)" }
}
