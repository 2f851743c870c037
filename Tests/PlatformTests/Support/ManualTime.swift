import Synchronization

@testable import Platform

/// A time that passes only by waiting for it.
final class ManualTime: Sendable {
    private let elapsed = Mutex(Duration.zero)

    var clock: ReadingClock {
        ReadingClock(
            now: { self.elapsed.withLock { $0 } }, pause: { wait in self.elapsed.withLock { $0 += wait } })
    }

    var seconds: Int64 { elapsed.withLock { $0.components.seconds } }
}
