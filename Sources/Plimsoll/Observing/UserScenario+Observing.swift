public import Cluster
public import HTTPLoad
public import Load
public import Measurement

extension UserScenario where User == HTTPUser {
    /// Loads a target while a workload's scaling is observed, and puts what callers saw beside what the cluster did.
    ///
    ///     let scaling = try await Cluster.current.observe(.deployment("llm-chatbot-backend"), hpa: "llm-chatbot-hpa")
    ///     let report = try await Chat.users.run(.heavy, against: .chat, observing: scaling)
    ///     let timeline = try await scaling.settled(within: .minutes(10))
    ///     #expect((5...8).contains(timeline.peakReady))
    ///
    /// - Parameters:
    ///   - load: how many users or arrivals there are, and when.
    ///   - target: what is loaded.
    ///   - scaling: the observation, begun before the load so that the state before it is known.
    ///   - costs: what requests cost.
    @discardableResult
    public func run(
        _ load: LoadModel, against target: Target, observing scaling: ScalingObservation, costs: CostModel? = nil
    ) async throws -> RunReport {
        let log = scaling.log
        let report = try await beforeRun { log.loadBegan() }.afterRun { log.loadEnded() }
            .run(load, against: target, costs: costs)
        try ObservedRun(report).put(beside: scaling)
        return report
    }
}
