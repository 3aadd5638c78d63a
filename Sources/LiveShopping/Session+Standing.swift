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
        guard isOpen else { return false }
        if let expiresAt { return expiresAt < asOf }
        let timeout = timeoutSeconds.map(TimeSpan.init(seconds:)) ?? settings.sessionTimeout
        guard timeout != .zero else { return false }
        return lastActivity(items: lastItemActivity) + timeout < asOf
    }

    /// The latest of lastActivityAt, the session's updatedAt and what its live items say.
    public func lastActivity(items: Timestamp?) -> Timestamp {
        max(updatedAt, lastActivityAt ?? .negativeInfinity, items ?? .negativeInfinity)
    }
}
