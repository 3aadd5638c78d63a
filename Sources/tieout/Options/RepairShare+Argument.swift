public import ArgumentParser
public import Reports

extension RepairShare: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
