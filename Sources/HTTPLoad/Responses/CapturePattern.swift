/// A pattern that is compiled once and captures from many answers.
///
///     static let token = CapturePattern(/name="token" value="(\w+)"/)
///     let token = try answer.capture(Self.token)
///
/// A pattern that is written where it is used is compiled anew each time, which takes longer than the request's own work.
public struct CapturePattern: Sendable {
    // Immutable but for its compiled form, which the standard library sets once, atomically.
    nonisolated(unsafe) let regex: Regex<(Substring, Substring)>

    /// A pattern with one capture.
    public init(_ regex: Regex<(Substring, Substring)>) {
        self.regex = regex
    }
}
