extension Session {
    /// ACTIVE or PAUSED.
    @inlinable
    public var isOpen: Bool { status.known?.isOpen ?? false }

    /// ENDED, CONVERTED or CANCELLED.
    @inlinable
    public var isClosed: Bool { status.known?.isClosed ?? false }

    /// Open, and past its expiry; or, when it has none, without activity for longer than its timeout.
    ///
    /// - Parameter lastItemActivity: the latest `createdAt` or `updatedAt` of its live items, nil without any.
    public func isAbandoned(lastItemActivity: Timestamp?, asOf: Timestamp, settings: Settings) -> Bool {
        expiry(lastItemActivity: lastItemActivity, settings: settings).map { $0 < asOf } ?? false
    }

    /// The moment after which an open session is abandoned; nil for one that is not open, or has no timeout.
    public func expiry(lastItemActivity: Timestamp?, settings: Settings) -> Timestamp? {
        guard isOpen else { return nil }
        if let expiresAt { return expiresAt }
        let timeout = timeoutSeconds.map(TimeSpan.init(seconds:)) ?? settings.sessionTimeout
        return timeout == .zero ? nil : lastActivity(items: lastItemActivity) + timeout
    }

    /// The latest of lastActivityAt, the session's updatedAt and what its live items say.
    public func lastActivity(items: Timestamp?) -> Timestamp {
        max(updatedAt, lastActivityAt ?? .negativeInfinity, items ?? .negativeInfinity)
    }
}
