/// One finished request. Times are nanoseconds of the monotonic clock.
package struct Sample: Sendable, Equatable {
    /// When the request should have started.
    package var plannedNs: Int64
    /// When it did start.
    package var startNs: Int64
    /// When it was over.
    package var endNs: Int64
    /// Why it failed, if it did.
    package var failure: FailureKind?
    /// What was sent and received, headers included where the transport knows them.
    package var bytesSent, bytesReceived: Int64
    /// The answer's status; 0 when there was none.
    package var status: Int

    /// Creates a sample.
    package init(
        plannedNs: Int64, startNs: Int64, endNs: Int64, failure: FailureKind? = nil, bytesSent: Int64 = 0,
        bytesReceived: Int64 = 0, status: Int = 0
    ) {
        self.plannedNs = plannedNs
        self.startNs = startNs
        self.endNs = endNs
        self.failure = failure
        self.bytesSent = bytesSent
        self.bytesReceived = bytesReceived
        self.status = status
    }

    /// The time from the planned start to the end: what a user waited.
    package var responseNs: Int64 { endNs - plannedNs }
    /// The time from the actual start to the end: what the target took.
    package var serviceNs: Int64 { endNs - startNs }
}
