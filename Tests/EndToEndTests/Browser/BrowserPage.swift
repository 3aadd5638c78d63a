import Foundation

/// A page in a tab of its own, closed with the value that holds it.
final class BrowserPage {
    let browser: Chromium
    private let target: String
    let session: String
    private(set) var heard: [Chromium.Message] = []

    init() throws {
        browser = try Chromium.shared()
        let made = try browser.call("Target.createTarget", ["url": "about:blank"])
        target = made["targetId"] as? String ?? ""
        let attached = try browser.call("Target.attachToTarget", ["targetId": target, "flatten": true])
        session = attached["sessionId"] as? String ?? ""
        for domain in ["Page", "Runtime", "Log", "Network", "DOM"] { try call("\(domain).enable") }
        try call("Emulation.setFocusEmulationEnabled", ["enabled": true])
        try resize(1_280, 900)
    }

    deinit {
        _ = try? browser.call("Target.closeTarget", ["targetId": target])
    }

    @discardableResult
    func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        try browser.call(method, parameters, session: session)
    }

    /// Opens an address anew, whatever was open before, and waits until the page is there.
    func open(_ file: String, hash: String = "") throws {
        _ = browser.takeEvents(session: session)
        try call("Page.navigate", ["url": "about:blank"])
        try browser.wait(for: "Page.loadEventFired", session: session)
        _ = browser.takeEvents(session: session)
        heard = []
        let answer = try call("Page.navigate", ["url": URL(fileURLWithPath: file).absoluteString + hash])
        if let error = answer["errorText"] { throw Chromium.Failure(description: "\(file): \(error)") }
        try browser.wait(for: "Page.loadEventFired", session: session)
    }

    /// The value of a JavaScript expression, a promise's when it is kept.
    func evaluate<Value>(_ expression: String, as type: Value.Type = Value.self) throws -> Value {
        let answer = try call(
            "Runtime.evaluate",
            ["expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true])
        if let exception = answer["exceptionDetails"] as? [String: Any] {
            throw Chromium.Failure(description: "\(expression): \(exception)")
        }
        guard let value = (answer["result"] as? [String: Any])?["value"] as? Value else {
            throw Chromium.Failure(description: "\(expression): is no \(Value.self) but \(answer)")
        }
        return value
    }

    func run(_ script: String) throws {
        let _: Bool = try evaluate("(() => { \(script); return true; })()")
    }

    /// Everything that the page has said on the console, and that the browser has said about it.
    func messages() throws -> [String] {
        try listen()
        return heard.compactMap { message in
            switch message.method {
            case "Runtime.consoleAPICalled": "console: \(message.parameters["args"] ?? "")"
            case "Runtime.exceptionThrown": "exception: \(message.parameters["exceptionDetails"] ?? "")"
            case "Log.entryAdded": "log: \((message.parameters["entry"] as? [String: Any])?["text"] ?? "")"
            default: nil
            }
        }
    }

    /// Every address that the page has asked for.
    func requests() throws -> [String] {
        try listen()
        return heard.compactMap { message in
            guard message.method == "Network.requestWillBeSent" else { return nil }
            return (message.parameters["request"] as? [String: Any])?["url"] as? String
        }
    }

    /// Takes in what the browser has sent up to now: a call's answer comes after it.
    private func listen() throws {
        try call("Runtime.evaluate", ["expression": "1"])
        heard += browser.takeEvents(session: session)
    }
}
