import Synchronization

/// What a run knows of the test that it belongs to; none in a plain program or an XCTest case.
package final class RunSurroundings: Sendable {
    /// The suite's name.
    package let suite: String?
    /// The test's name.
    package let test: String?
    /// The tier that the test belongs to.
    package let tier: String?
    private let runs = Mutex<[FinishedRun]>([])

    /// The surroundings of the task at hand.
    @TaskLocal package static var current: RunSurroundings?

    /// The surroundings of a test.
    package init(suite: String?, test: String?, tier: String?) {
        self.suite = suite
        self.test = test
        self.tier = tier
    }

    /// The runs that the test has made, in order.
    package var finishedRuns: [FinishedRun] { runs.withLock { $0 } }

    /// Notes a run of the test.
    func finished(_ run: FinishedRun) {
        runs.withLock { $0.append(run) }
    }
}
