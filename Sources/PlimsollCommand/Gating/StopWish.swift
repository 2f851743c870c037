import EventLoop
import Synchronization

/// Whether somebody wants an end: Ctrl-C or a termination is noted instead of killing the process at once.
final class StopWish: Sendable {
    private let noted = Mutex(false)
    private let interruption: Mutex<Interruption?>

    init() { interruption = Mutex(nil) }

    /// Begins to listen for signals.
    func listen() throws {
        let listener = try Interruption(watchesParent: false) { [weak self] _ in self?.note() }
        interruption.withLock { $0 = listener }
    }

    /// Stops listening.
    func end() { interruption.withLock { $0 = nil } }

    /// Notes that an end is wanted.
    func note() { noted.withLock { $0 = true } }

    /// Whether an end is wanted.
    var isNoted: Bool { noted.withLock(\.self) }
}
