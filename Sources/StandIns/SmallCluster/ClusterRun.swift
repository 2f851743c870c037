import Serving

/// The small cluster while it runs: its model, and whoever is connected to it.
struct ClusterRun: Sendable {
    /// An embedded target that a workload stands for.
    struct Service {
        var target: StandIn
        var memoryBytes: Int
        var last: WorkFigures
    }

    var model: ClusterModel
    var watches: [UInt64: Watch] = [:]
    var nextWatch: UInt64 = 0
    var services: [StoredName: Service] = [:]
    /// Triggers that were set by hand, which aren't read.
    var manualTriggers: Set<TriggerID> = []
    /// Requests that came while the server was frozen.
    var frozen: [@Sendable () -> Void]?

    init(model: ClusterModel) {
        self.model = model
    }

    /// Reads how busy the embedded targets were since the last reading, when a measurement is due.
    mutating func measure(_ now: ClusterTime) {
        guard now.seconds >= model.nextMetrics else { return }
        for (name, service) in services {
            let figures = service.target.figures
            model.demands[name] = .busy(
                figures.utilisation(since: service.last), memoryBytesPerPod: service.memoryBytes)
            services[name]?.last = figures
        }
    }

    /// The triggers that say where on this machine they read.
    var readings: [(id: TriggerID, reading: TriggerReading)] {
        model.store.list(.scaledObjects).flatMap { object in
            model.triggers(of: object).compactMap { trigger in
                let id = TriggerID(object: object.storedName, index: trigger.index)
                guard !manualTriggers.contains(id), let reading = TriggerReading(trigger) else { return nil }
                return (id, reading)
            }
        }
    }

    /// Sends changes to whoever watches; nobody is told anything while the server is frozen.
    mutating func follow(_ now: ClusterTime) {
        guard frozen == nil else { return }
        for id in watches.keys {
            if watches[id]?.follow(model.store, now) == false {
                watches[id]?.stream.finish()
                watches[id] = nil
            }
        }
    }

    /// The ready pods of each workload that stands for an embedded target.
    var replicas: [(StandIn, [String])] {
        guard !services.isEmpty else { return [] }
        let pods = model.store.list(.pods).filter { PodShape.isReady($0) && !$0.isTerminating }
        let names = Dictionary(grouping: pods) { model.workload(of: $0) }
        return services.map { name, service in (service.target, (names[name] ?? []).map(\.storedName.name)) }
    }
}
