import Common
import Glibc

/// A question to the person at the terminal.
enum Question {
    static var canBeAsked: Bool { isatty(0) == 1 && isatty(2) == 1 }

    /// Anything but a yes is a no.
    static func ask(_ question: String) -> Bool {
        StandardError.write("\(Terminal.line(question)) [y/N] ")
        let answer = readLine()?.trimmed.lowercased()
        return answer == "y" || answer == "yes"
    }
}
