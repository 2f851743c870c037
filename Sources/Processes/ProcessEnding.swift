/// How a process ended, and what it said on its error stream.
package struct ProcessEnding: Sendable, Equatable {
    /// The exit code; for a process that a signal ended, 128 and the signal's number, as a shell has it.
    package var status: Int32
    /// Why it was ended, if it did not end by itself.
    package var cause: Cause
    /// The end of its error stream, at most 16 KiB of it.
    package var errors: String

    /// An ending.
    package init(status: Int32, cause: Cause, errors: String) {
        self.status = status
        self.cause = cause
        self.errors = errors
    }

    /// Who ended a process.
    package enum Cause: Sendable, Equatable {
        /// The process itself.
        case itself
        /// We did, since it took longer than it may.
        case deadline
        /// We did, since we were told to stop.
        case stopped
    }

    /// Whether it ended by itself, without complaint.
    package var isSuccess: Bool { cause == .itself && status == 0 }
}
