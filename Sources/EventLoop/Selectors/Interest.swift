/// What a watcher wants to hear of a descriptor, and what it is told.
package struct Interest: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// There is something to read, or the other end has closed.
    package static let readable = Interest(rawValue: 1)
    /// There is room to write.
    package static let writable = Interest(rawValue: 2)
    /// The descriptor is in error or was hung up. Told without being asked for.
    package static let failed = Interest(rawValue: 4)
}
