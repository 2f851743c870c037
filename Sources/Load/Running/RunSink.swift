package import Measurement

/// Where what a run measures goes while it runs. Called on one thread.
package protocol RunSink: Sendable {
    /// Keeps slices, for good.
    func keep(_ slices: ShardSlices) throws

    /// Keeps what happened at a second of the run: `stopped`, `guard`, `interrupted`.
    func note(second: Int, kind: String, message: String) throws
}

/// Keeps nothing: for runs that only need their report.
package struct NoSink: RunSink {
    /// A sink that keeps nothing.
    package init() {}

    package func keep(_ slices: ShardSlices) {}

    package func note(second: Int, kind: String, message: String) {}
}
