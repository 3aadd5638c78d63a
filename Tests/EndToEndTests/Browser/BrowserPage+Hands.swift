import Foundation

/// What somebody in front of the screen does.
extension BrowserPage {
    func resize(_ width: Int, _ height: Int) throws {
        try call(
            "Emulation.setDeviceMetricsOverride",
            ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
    }

    func prefer(dark: Bool) throws {
        try call(
            "Emulation.setEmulatedMedia",
            ["media": "", "features": [["name": "prefers-color-scheme", "value": dark ? "dark" : "light"]]])
    }

    /// Lays the page out as for a printer, on a sheet of this printable width.
    func layOutForPrint(width: Int) throws {
        try resize(width, 1_000)
        try call("Emulation.setEmulatedMedia", ["media": "print"])
    }

    func switchScriptsOff() throws {
        try call("Emulation.setScriptExecutionDisabled", ["value": true])
    }

    /// Clicks into the middle of the first element that a selector finds.
    func click(_ selector: String) throws {
        let middle: [Double] = try evaluate(
            """
            (() => { const it = document.querySelector(\(quoted(selector))); it.scrollIntoView({ block: "center" });
              const box = it.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()
            """)
        for type in ["mousePressed", "mouseReleased"] {
            try call(
                "Input.dispatchMouseEvent",
                ["type": type, "x": middle[0], "y": middle[1], "button": "left", "clickCount": 1])
        }
    }

    func press(_ key: String, code: Int, text: String? = nil) throws {
        var event: [String: Any] = ["type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code]
        if let text { event["text"] = text }
        try call("Input.dispatchKeyEvent", event)
        event["type"] = "keyUp"
        event["text"] = nil
        try call("Input.dispatchKeyEvent", event)
    }

    func pressTab() throws { try press("Tab", code: 9) }

    func pressEnter() throws { try press("Enter", code: 13, text: "\r") }

    /// Types into a field as a person does.
    func type(_ text: String, into selector: String) throws {
        try run("document.querySelector(\(quoted(selector))).focus()")
        try call("Input.insertText", ["text": text])
    }

    func choose(_ value: String, in selector: String) throws {
        try run(
            """
            const it = document.querySelector(\(quoted(selector))); it.value = \(quoted(value));
            it.dispatchEvent(new Event("input", { bubbles: true }))
            """)
    }

    /// Waits until an expression is true; false when it did not become so within some seconds.
    func becomes(_ expression: String) throws -> Bool {
        try eventually { try evaluate("Boolean(\(expression))") }
    }

    /// The page printed, on a sheet of this size in inches.
    func pdf(width: Double, height: Double) throws -> Data {
        let answer = try call(
            "Page.printToPDF",
            ["paperWidth": width, "paperHeight": height, "preferCSSPageSize": true, "printBackground": false])
        return Data(base64Encoded: answer["data"] as? String ?? "") ?? Data()
    }

    /// A text as JavaScript writes it.
    func quoted(_ text: String) -> String {
        let data = try? JSONSerialization.data(withJSONObject: [text])
        return String(String(decoding: data ?? Data(), as: UTF8.self).dropFirst().dropLast())
    }
}
