/// Listens for the wish to end: SIGINT, SIGTERM, or the parent's death.
///
/// While one exists the signals no longer kill the process; whoever made it is told instead, on a thread of its own, and is
/// to end gracefully at the first and at once at the second. The former handlers return when the last one has ended.
/// SwiftPM doesn't pass SIGTERM on and orphans the test process, hence the look at the parent.
package final class Interruption: Sendable {
    /// What has happened.
    package struct Notice: Sendable, Equatable {
        /// Who wants an end.
        package enum Cause: String, Sendable {
            /// SIGINT, as Ctrl-C sends it.
            case interrupt
            /// SIGTERM, as a job's runner sends it.
            case terminate
            /// The process that started this one is gone.
            case parentGone
        }

        package let cause: Cause
        /// The second notice, or a later one: waiting for anything is over.
        package let isUrgent: Bool

        package init(cause: Cause, isUrgent: Bool) {
            self.cause = cause
            self.isUrgent = isUrgent
        }
    }

    private let number: UInt64

    /// Starts listening.
    ///
    /// - Parameters:
    ///   - watchesParent: whether the parent's death counts.
    ///   - react: called on a thread of its own, which must not be blocked for long.
    package init(watchesParent: Bool = true, react: @escaping @Sendable (Notice) -> Void) throws {
        number = try SignalDesk.shared.add(watchesParent: watchesParent, react)
    }

    /// Stops listening.
    package func end() {
        SignalDesk.shared.remove(number)
    }

    deinit {
        end()
    }
}
