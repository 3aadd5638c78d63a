import ArgumentParser
import Files
import Repairs
import Reports
import Snapshots

/// How a command ends, as `sysexits.h` numbers it.
enum ExitStatus {
    static let findings: Int32 = 2
    static let dataUnreadable: Int32 = 65
    static let unreachable: Int32 = 69
    static let cannotWrite: Int32 = 73
    static let busy: Int32 = 75
    static let configuration: Int32 = 78

    /// Does a command's work; an error becomes one message on stderr and its exit status.
    static func reporting(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let error as SourceError {
            throw failure(error, status(of: error.kind), about: error.toPaste)
        } catch let error as OutputLost {
            throw failure(error, cannotWrite)
        } catch let error as PublicationError {
            throw failure(error, error.exitStatus)
        } catch let error as VerificationError {
            throw failure(error, unreachable)
        } catch let error as ConfigurationError {
            throw failure(error, configuration)
        } catch let error as PartialProblem {
            throw failure(error, dataUnreadable)
        } catch let error as ScriptError {
            throw failure(error, dataUnreadable)
        } catch let error as RepairFailure {
            throw failure(error, status(of: error.kind))
        }
    }

    /// Leaves a text in a file that the user named; what the system says against it is status 73.
    static func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

    /// Leaves bytes in a file likewise.
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try NewFile.replace(path, with: bytes)
        } catch {
            throw failure(error, cannotWrite)
        }
    }

    private static func status(of kind: SourceError.Kind) -> Int32 {
        switch kind {
        case .unreachable: unreachable
        case .unreadable: dataUnreadable
        case .configuration: configuration
        case .unwritable: cannotWrite
        case .busy: busy
        }
    }

    private static func status(of kind: RepairFailure.Kind) -> Int32 {
        switch kind {
        case .usage: ExitCode.validationFailure.rawValue
        case .data: dataUnreadable
        case .unreachable: unreachable
        case .busy: busy
        // As a shell names what SIGINT ended.
        case .interrupted: 130
        }
    }

    private static func failure(
        _ error: some CustomStringConvertible, _ status: Int32, about lines: String? = nil
    ) -> ExitCode {
        StandardError.complain(error.description, about: lines)
        return ExitCode(status)
    }
}
