import Foundation

/// What keeps somebody from reading a page who does not see, hear, point or hold still as its author does.
///
/// Deque's axe-core finds most of what a program can find; the rest is what it does not look at.
struct PageAudit {
    let page: BrowserPage

    /// Every problem with the page that is open, by the check that found it: `axe color-contrast: p.muted`.
    func problems() throws -> [String] {
        try engine() + tables() + names() + reflow() + focusRings() + tabOrder()
    }

    /// The problems that may be others in another colour scheme.
    func problemsWithColours() throws -> [String] {
        try engine(only: "color-contrast") + focusRings()
    }
}

extension PageAudit {
    private static let tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    private static let axe = Result {
        let file = Tieout.packageRoot.appendingPathComponent(".build/audit/axe.min.js")
        guard let script = try? String(contentsOf: file, encoding: .utf8) else {
            throw Chromium.Failure(description: "\(file.path) is missing; Scripts/setup tests fetches it")
        }
        return script
    }

    private func engine(only rule: String? = nil) throws -> [String] {
        try page.call("Runtime.evaluate", ["expression": Self.axe.get()])
        let which = rule.map { "{ type: 'rule', values: ['\($0)'] }" } ?? "{ type: 'tag', values: \(Self.tags) }"
        return try page.evaluate(
            """
            axe.run(document, { runOnly: \(which), resultTypes: ['violations'] }).then(result =>
              result.violations.flatMap(it => it.nodes.map(node => 'axe ' + it.id + ': ' + node.target.join(' '))))
            """)
    }

    /// A table says what it is, and each of its headings of what it is one; its rows are rows, whatever a style does to
    /// their class; an id is one element's.
    private func tables() throws -> [String] {
        try page.evaluate(
            """
            [...Array.from(document.querySelectorAll('table')).filter(it => !it.caption &&
                !it.getAttribute('aria-labelledby')).map(it => 'table-caption: ' + it.id),
              ...Array.from(document.querySelectorAll('th:not([scope])'), it => 'th-scope: ' + it.textContent),
              ...Array.from(document.querySelectorAll('tr')).filter(it =>
                !['table-row', 'none'].includes(getComputedStyle(it).display)).map(it => 'table-row: ' + it.className),
              ...Array.from(document.querySelectorAll('[id]'), it => it.id).filter((id, place, all) =>
                all.indexOf(id) !== place).map(id => 'duplicate-id: ' + id)]
            """)
    }

    /// What can be reached says what it is. The tree of that is kept by the browser only while it is asked for.
    private func names() throws -> [String] {
        try page.call("Accessibility.enable")
        defer { _ = try? page.call("Accessibility.disable") }
        let tree = try page.call("Accessibility.getFullAXTree")["nodes"] as? [[String: Any]] ?? []
        func value(_ field: Any?) -> String { (field as? [String: Any])?["value"] as? String ?? "" }
        return tree.compactMap { node in
            let properties = node["properties"] as? [[String: Any]] ?? []
            let isFocusable = properties.contains {
                $0["name"] as? String == "focusable" && ($0["value"] as? [String: Any])?["value"] as? Bool == true
            }
            guard isFocusable, node["ignored"] as? Bool != true, value(node["role"]) != "RootWebArea" else {
                return nil
            }
            return value(node["name"]).isEmpty ? "name: \(value(node["role"]))" : nil
        }
    }

    /// On a small telephone, or a large one at 400 %, nothing but a table's own frame is moved sideways.
    private func reflow() throws -> [String] {
        try page.resize(320, 800)
        defer { try? page.resize(1_280, 900) }
        let width: Int = try page.evaluate("document.documentElement.scrollWidth")
        return width > 320 ? ["reflow: \(width) pixels wide"] : []
    }

    static let tabbable = """
        Array.from(document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]'))
          .filter(it => it.checkVisibility() && !it.disabled)
        """

    private func focusRings() throws -> [String] {
        try page.pressTab()
        return try page.evaluate(
            """
            \(Self.tabbable).filter(it => { it.focus({ preventScroll: true }); const style = getComputedStyle(it);
              return style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2; })
              .map(it => 'focus-visible: ' + it.outerHTML.slice(0, 80))
            """)
    }

    /// The tab key goes through the page from the top, and is caught nowhere.
    private func tabOrder() throws -> [String] {
        try page.run("document.activeElement.blur(); window.scrollTo(0, 0); getSelection().removeAllRanges()")
        try page.run("window.places = \(Self.tabbable); places[0].focus()")
        let count: Int = try page.evaluate("places.length")
        for place in 1..<max(2, min(count, 25)) {
            try page.pressTab()
            let there: Int = try page.evaluate("places.indexOf(document.activeElement)")
            if there != place && count > 1 { return ["tab-order: \(there) after \(place - 1)"] }
        }
        return []
    }
}
