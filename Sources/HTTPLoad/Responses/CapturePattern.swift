internal import Synchronization

/// A pattern that is compiled once and captures from many answers.
///
///     static let token = CapturePattern(/name="token" value="(\w+)"/)
///     let token = try answer.capture(Self.token)
///
/// A pattern that is written where it is used is compiled anew each time, which takes longer than the request's own work; as text it is
/// compiled once, too: `answer.capture(matching: #"name="token" value="(\w+)""#)`.
public struct CapturePattern: Sendable {
    // Immutable but for its compiled form, which the standard library sets once, atomically.
    nonisolated(unsafe) let regex: Regex<(Substring, Substring)>

    /// A pattern with one capture.
    public init(_ regex: Regex<(Substring, Substring)>) {
        self.regex = regex
    }

    /// Patterns that were written as text. Those that hold data would come without end; so many are worth remembering.
    private static let known = Mutex<[String: CapturePattern]>([:])
    private static let mostKnown = 1_000

    /// The pattern that a text stands for, compiled the first time.
    ///
    /// - Throws: when it is no regular expression, or has another number of groups than one.
    static func compiled(_ text: String) throws -> CapturePattern {
        if let pattern = known.withLock({ $0[text] }) { return pattern }
        let pattern = CapturePattern(try Regex(text, as: (Substring, Substring).self))
        known.withLock { if $0.count < mostKnown { $0[text] = pattern } }
        return pattern
    }
}
