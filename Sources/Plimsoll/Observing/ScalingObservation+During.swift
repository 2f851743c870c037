public import Cluster

extension ScalingObservation {
    /// Runs a load of any kind, a queue's for example, takes the time it lasts for the load's time on the timeline, and prints
    /// the timeline when the observation ends.
    ///
    ///     let result = try await scaling.during { try await memes.run(against: broker) }
    ///
    /// HTTP scenarios take `observing:` instead, which puts what callers saw beside the replicas too.
    public func during<Outcome>(
        _ load: nonisolated(nonsending) () async throws -> Outcome
    ) async rethrows -> Outcome {
        log.atEnd { ObservedRun.announce($0) }
        log.loadBegan()
        defer { log.loadEnded() }
        return try await load()
    }
}
