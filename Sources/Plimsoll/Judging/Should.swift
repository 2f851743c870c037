public import Testing

/// A limit that should hold and needn't: a warning when it doesn't, and the test passes all the same.
///
///     #expect(report.p95 < .seconds(5))                          // must
///     should(report.p99 < .seconds(10), "p99 is \(report.p99)")  // should
///
/// - Returns: whether it holds.
@discardableResult
public func should(
    _ holds: Bool, _ comment: @autoclosure () -> Comment, sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
    if !holds { Issue.record(comment(), severity: .warning, sourceLocation: sourceLocation) }
    return holds
}
