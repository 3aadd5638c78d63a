internal import FinancialMath
public import LiveShopping

/// Which exposure the stored one is compared with, and how many clients differ from either.
public struct ExposureChoice: Sendable, Hashable {
    /// `orders` or `invoices`.
    public let basis: ExposureBasis
    /// The site did not say which: it is the one from which fewer clients differ.
    public let isAutomatic: Bool
    /// Clients with a readable credit row whose stored exposure is not their posted exposure.
    public let differFromOrders: Int
    /// … is not their receivables.
    public let differFromInvoices: Int

    /// Of no client.
    static let none = ExposureChoice([], Settings())

    init(_ clients: some Collection<ClientFacts>, _ settings: Settings) {
        var (orders, invoices) = (0, 0)
        for client in clients {
            guard let stored = client.creditRow?.storedExposure.value else { continue }
            if (stored - client.posted).magnitude > settings.exposureTolerance { orders += 1 }
            if (stored - client.receivables).magnitude > settings.exposureTolerance { invoices += 1 }
        }
        (differFromOrders, differFromInvoices) = (orders, invoices)
        isAutomatic = settings.exposureBasis == .auto
        basis =
            switch settings.exposureBasis {
            case .auto: differFromInvoices < differFromOrders ? .invoices : .orders
            case let told: told
            }
    }

    /// `auto: orders; the stored exposure of 2 clients differs from posted exposure, of 27 from receivables alone`
    public var words: String {
        """
        \(isAutomatic ? "auto: " : "")\(basis.rawValue); the stored exposure of \
        \(counted(differFromOrders, "client")) differs from posted exposure, of \(differFromInvoices) from receivables \
        alone
        """
    }
}
