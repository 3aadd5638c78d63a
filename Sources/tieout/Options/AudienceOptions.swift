public import ArgumentParser
import LiveShopping
public import Reports

/// Who is to read what a run writes.
struct AudienceOptions: ParsableArguments {
    @Option(help: .key(.audience))
    var audience: Audience?

    @Option(help: ArgumentHelp("The client that the statement is for.", valueName: "id"))
    var client: ClientNumber?

    @Option(help: .key(.locale))
    var locale: ReportLocale?

    @Option(help: .key(.currency))
    var currency: ReportCurrency?

    /// The flags over the file over the defaults.
    func style(_ file: ConfigurationFile, timeZone: SiteTimeZone) throws -> FigureStyle {
        let locales = ReportLocale.all.map(\.description).joined(separator: ", ")
        return FigureStyle(
            locale: try locale ?? file.value("locale", { ReportLocale($0) }, locales) ?? .neutral,
            currency: try currency
                ?? file.value(
                    "currency", { ReportCurrency($0) }, "a code or a sign of at most 8 letters, such as EUR or €"),
            timeZone: timeZone)
    }

    func validate() throws {
        switch (audience, client) {
        case (.client, nil): throw ValidationError("--audience client needs --client ID: whose statement is it?")
        case (.finance, .some), (.admin, .some), (nil, .some):
            throw ValidationError("--client goes with --audience client; a report is about all clients.")
        case (.client, .some), (.finance, nil), (.admin, nil), (nil, nil): break
        }
    }
}

enum Audience: String, ExpressibleByArgument, CaseIterable {
    case finance, admin, client

    /// Nil for who gets no report.
    var ofReport: RunFacts.Audience? { RunFacts.Audience(rawValue: rawValue) }
}

/// A client's id, as the database has it.
struct ClientNumber: ExpressibleByArgument {
    let id: ClientID

    init?(argument: String) {
        guard let number = Int64(argument) else { return nil }
        id = ClientID(number)
    }
}

extension ReportLocale: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension ReportCurrency: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
