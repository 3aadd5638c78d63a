import ArgumentParser
import CMalloc
import FoundationEssentials
import Glibc

/// Runs the command that the arguments name. Every message is one line on standard error, whoever it comes from.
@main
enum Main {
    static func main() async {
        // What holds a table goes back to the system when it is dropped, and does not lie between what is kept.
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        StandardOutput.secure()
        Log.prepare(CommandLine.arguments, ProcessInfo.processInfo.environment)
        do {
            var command = try UsageAdvice.command(of: Array(CommandLine.arguments.dropFirst()))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            exit(status(of: error))
        }
    }

    /// How the program ends for an error, after it was said what needs saying.
    private static func status(of error: any Error) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        if let mistake = error as? UsageMistake {
            StandardError.complain(mistake.description)
            return ExitCode.validationFailure.rawValue
        }
        let status = Tieout.exitCode(for: error)
        do {
            if let lost = error as? OutputLost { throw lost }
            // Help and the version are asked for like that.
            guard status != .success else {
                try StandardOutput.print(Tieout.fullMessage(for: error))
                return status.rawValue
            }
        } catch {
            StandardError.complain("\(error)")
            return ExitStatus.cannotWrite
        }
        // What a command itself finds wrong has its cure in it.
        let words = Tieout.message(for: error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        StandardError.complain(words.hasSuffix(".") ? String(words.dropLast()) : words)
        return status.rawValue
    }
}
