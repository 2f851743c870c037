import Synchronization

/// Whether somebody asked this process to end: no further load test is begun then.
enum Interrupted {
    private static let flag = Atomic(false)

    /// Whether it was asked.
    static var isNoted: Bool { flag.load(ordering: .relaxed) }

    /// Notes that it was asked.
    static func note() {
        flag.store(true, ordering: .relaxed)
    }
}
