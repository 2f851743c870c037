internal import CCurl
internal import Foundation
internal import Synchronization

/// Sends requests over libcurl's blocking interface, each on a thread of its own.
enum Exchange {
    /// Sends the request and waits for the whole answer, whatever its status.
    ///
    /// - Throws: ``ExchangeFailure``; a cancelled task ends the transfer within a second.
    static func perform(_ request: ExchangeRequest) async throws(ExchangeFailure) -> ExchangeAnswer {
        let stop = StopSign()
        let result = await withTaskCancellationHandler {
            await OwnThread.run("plimsoll.platform") { Transfer(request, stop: stop).finish() }
        } onCancel: {
            stop.raise()
        }
        return try result.get()
    }
}

/// A flag that a cancelled task raises for the thread that works for it.
final class StopSign: Sendable {
    private let raised = Atomic(false)

    func raise() { raised.store(true, ordering: .relaxed) }
    var isRaised: Bool { raised.load(ordering: .relaxed) }
}
