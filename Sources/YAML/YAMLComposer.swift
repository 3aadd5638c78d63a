extension YAMLNode {
    /// Reads a text of one document.
    ///
    /// - Returns: nil when there is none, as in a text of comments.
    /// - Throws: ``YAMLError`` where it is no YAML, has several documents or a key twice, or grows beyond all bounds by aliases.
    package static func document(_ text: String) throws(YAMLError) -> YAMLNode? {
        var text = text
        let result = text.withUTF8 { bytes in
            Result { () throws(YAMLError) -> YAMLNode? in
                var composer = YAMLComposer(events: try YAMLEvents(bytes))
                return try composer.document()
            }
        }
        return try result.get()
    }
}

/// Makes a tree of what the parser finds.
///
/// Aliases share what they refer to, so that they cost no memory; but whoever goes through the tree sees it as often as it is
/// referred to. A few lines can so stand for billions of values, which is why those are counted.
struct YAMLComposer: ~Copyable {
    static let deepest = 64
    static let mostAliased = 10_000

    private var events: YAMLEvents
    private var anchors: [String: YAMLNode] = [:]
    private var depth = 0
    private var aliased = 0

    init(events: consuming YAMLEvents) { self.events = events }

    mutating func document() throws(YAMLError) -> YAMLNode? {
        var root: YAMLNode?
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd: return root
            case .document:
                guard root == nil else { throw .anotherDocument(event.mark) }
                root = try node(events.next())
            default: continue
            }
        }
    }

    /// The value that begins with an event.
    private mutating func node(_ event: YAMLEvent) throws(YAMLError) -> YAMLNode {
        if case .alias = event.kind { return try referred(event) }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw .tooDeep(event.mark) }
        let node =
            switch event.kind {
            case .sequence: try sequence(event.mark)
            case .mapping: try mapping(event.mark)
            case .scalar(let text, let isPlain):
                YAMLNode(content: .scalar(text, isPlain: isPlain), mark: event.mark, size: 1)
            default: YAMLNode(content: .scalar("", isPlain: true), mark: event.mark, size: 1)
            }
        // Once it is whole: what contains itself refers to nothing.
        if let name = event.anchor { anchors[name] = node }
        return node
    }

    private mutating func referred(_ event: YAMLEvent) throws(YAMLError) -> YAMLNode {
        let name = event.anchor ?? ""
        guard let node = anchors[name] else { throw .unknownAlias(name, event.mark) }
        aliased += node.size
        guard aliased <= Self.mostAliased else { throw .tooManyAliases(event.mark) }
        return node
    }

    private mutating func sequence(_ mark: YAMLMark) throws(YAMLError) -> YAMLNode {
        var elements: [YAMLNode] = []
        while let event = try beginning() { elements.append(try node(event)) }
        return YAMLNode(content: .sequence(elements), mark: mark, size: elements.reduce(1) { $0 + $1.size })
    }

    private mutating func mapping(_ mark: YAMLMark) throws(YAMLError) -> YAMLNode {
        var pairs: [(key: YAMLNode, value: YAMLNode)] = []
        var places: [String: YAMLMark] = [:]
        while let event = try beginning() {
            let key = try node(event)
            if let text = key.text {
                if let first = places[text] { throw .duplicate(text, first, event.mark) }
                places[text] = event.mark
            }
            pairs.append((key, try node(events.next())))
        }
        return YAMLNode(
            content: .mapping(pairs), mark: mark, size: pairs.reduce(1) { $0 + $1.key.size + $1.value.size })
    }

    /// The beginning of what stands next in a collection; nil at its end.
    private mutating func beginning() throws(YAMLError) -> YAMLEvent? {
        let event = try events.next()
        if case .end = event.kind { return nil }
        return event
    }
}
