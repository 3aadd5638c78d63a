import ArgumentParser

@main
struct Tieout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Ties out live-shopping sessions with their orders, nightly.")
}
