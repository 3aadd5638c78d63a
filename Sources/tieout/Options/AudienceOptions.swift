import ArgumentParser
import LiveShopping
import Reports

/// Who is to read what a run writes.
struct AudienceOptions: ParsableArguments {
    @Option(help: .key(.audience))
    var audience: Audience?

    @Option(help: ArgumentHelp("The client that the statement is for.", valueName: "id"))
    var client: ClientNumber?

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
