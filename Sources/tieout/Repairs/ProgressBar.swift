import Glibc

/// How far the scripts are, on stderr and only for a person at a terminal.
struct ProgressBar {
    private let names: [String]
    private let isShown = isatty(2) == 1
    private static let width = 24

    init(_ names: [String]) {
        self.names = names
    }

    /// The script of this place begins.
    func show(_ index: Int, _ doing: String) {
        guard isShown else { return }
        let done = names.isEmpty ? Self.width : index * Self.width / names.count
        let bar = String(repeating: "#", count: done) + String(repeating: ".", count: Self.width - done)
        write("\(doing) [\(bar)] \(index + 1) of \(names.count)  \(names[index])")
    }

    func end() {
        if isShown { write("") }
    }

    private func write(_ text: String) {
        StandardError.write("\r\u{1B}[K\(text)")
    }
}
