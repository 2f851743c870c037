import EventLoop
import Measurement

extension VirtualUser {
    /// Measures several requests as one step with a time of its own, pauses included.
    ///
    /// It has a row of its own in reports, fails when its body throws, and isn't counted among the requests.
    @discardableResult
    public func transaction<Result>(_ name: String, _ body: () async throws -> Result) async throws -> Result {
        settle()
        let recorder = context.recorder
        let endpoint = recorder.endpoint(name, kind: .transaction, tags: context.tags.map(\.name))
        let start = Shard.now()
        let planned = context.plannedNs ?? start
        recorder.started(endpoint)
        do {
            let result = try await body()
            settle()
            recorder.finished(endpoint, Sample(plannedNs: planned, startNs: start, endNs: Shard.now()))
            return result
        } catch {
            settle()
            let kind = FailureKind(of: error)
            let end = Shard.now()
            recorder.finished(endpoint, Sample(plannedNs: planned, startNs: start, endNs: end, failure: kind))
            recorder.failure(endpoint, kind, status: 0, message: "\(error)", atNs: end)
            throw error
        }
    }
}

extension FailureKind {
    /// The kind that an error of a user's story counts as.
    init(of error: any Error) {
        switch error {
        case let failure as RequestFailure: self = failure.kind
        case is CancellationError: self = .cancelled
        // The end of the rows ends the run, as was asked for.
        case let fault as FeederError where fault.code == .usedUp: self = .cancelled
        default: self = .scenario
        }
    }
}
