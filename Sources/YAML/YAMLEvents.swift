internal import CLibYAML

/// What libyaml finds in a text, one thing after another.
struct YAMLEvent {
    enum Kind {
        case scalar(String, isPlain: Bool)
        case sequence, mapping
        case alias
        /// The end of a sequence or a mapping.
        case end
        case document, streamEnd
        /// What nobody waits for.
        case other
    }

    let kind: Kind
    /// What an alias refers to, and what a value is called that aliases may refer to.
    let anchor: String?
    let mark: YAMLMark
}

/// libyaml's parser over a text, which must stay where it is for as long as this lives.
struct YAMLEvents: ~Copyable {
    /// On the heap, because libyaml keeps a pointer to it.
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let text: UnsafeBufferPointer<UInt8>

    /// - Parameter file: May begin with the mark by which some editors say that it is UTF-8.
    init(_ file: UnsafeBufferPointer<UInt8>) throws(YAMLError) {
        let text = file.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeBufferPointer(rebasing: file.dropFirst(3)) : file
        self.text = text
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else { throw .noMemory }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// - Throws: ``YAMLError`` where the text is no YAML; nothing is to be asked for after that.
    mutating func next() throws(YAMLError) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw flaw() }
        defer { yaml_event_delete(&event) }
        return YAMLEvent(event)
    }
}

private extension YAMLEvents {
    func flaw() -> YAMLError {
        let state = parser.pointee
        switch state.error {
        case YAML_MEMORY_ERROR: return .noMemory
        case YAML_READER_ERROR: return .reading(state.problem_value, at: state.problem_offset, of: text)
        default: return .syntax(state.problem.map { String(cString: $0) } ?? "", YAMLMark(state.problem_mark), text)
        }
    }
}

private extension YAMLEvent {
    init(_ event: yaml_event_t) {
        mark = YAMLMark(event.start_mark)
        var name: UnsafeMutablePointer<UInt8>?
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(
                String(decoding: text, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
            name = scalar.anchor
        case YAML_SEQUENCE_START_EVENT:
            kind = .sequence
            name = event.data.sequence_start.anchor
        case YAML_MAPPING_START_EVENT:
            kind = .mapping
            name = event.data.mapping_start.anchor
        case YAML_ALIAS_EVENT:
            kind = .alias
            name = event.data.alias.anchor
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: kind = .end
        case YAML_DOCUMENT_START_EVENT: kind = .document
        case YAML_STREAM_END_EVENT: kind = .streamEnd
        default: kind = .other
        }
        anchor = name.map { String(cString: $0) }
    }
}

private extension YAMLMark {
    init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}
