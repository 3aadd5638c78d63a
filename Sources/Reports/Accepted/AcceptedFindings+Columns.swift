internal import LiveShopping
internal import Reconciliation

extension AcceptedFindings {
    /// What reconciliation.xml says of an accepted finding, beside what findings.csv does.
    var columns: [CSVColumn<Finding>] {
        guard !entries.isEmpty else { return [] }
        return [
            .text("accepted_by") { acceptance(of: $0)?.by },
            .text("accepted_until") { acceptance(of: $0)?.until.day },
            .text("accepted_reason") { acceptance(of: $0)?.reason },
        ]
    }
}
