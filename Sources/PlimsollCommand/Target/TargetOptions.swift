import StandIns

/// What `plimsoll target` was asked for.
struct TargetOptions {
    /// The targets there are.
    enum Kind: String, CaseIterable {
        case chat
        case shop
        case images

        /// Starts the target.
        func start(_ settings: StandInSettings) throws -> StandIn {
            switch self {
            case .chat: try ChatService.start(settings)
            case .shop: try ShopService.start(settings)
            case .images: try ImageService.start(settings)
            }
        }
    }

    let kind: Kind
    let settings: StandInSettings
    /// The cluster whose pods the replicas are, nil for none.
    let cluster: ClusterSettings?

    /// Reads the options; faults are noted on `arguments`.
    init(_ arguments: inout Arguments) {
        let names = Kind.allCases.map(\.rawValue).joined(separator: ", ")
        kind = arguments.positionals.first.flatMap { Kind(rawValue: $0) } ?? .chat
        if arguments.positionals.count != 1 || Kind(rawValue: arguments.positionals[0]) == nil {
            let given = arguments.positionals.map { "“\($0)”" }.joined(separator: " ")
            arguments.fault("expected the name of a target, one of \(names), got \(given.isEmpty ? "none" : given)")
        }
        var capacity = Capacity(
            replicas: arguments.integer("--replicas", in: 0...10_000, default: 2),
            slots: arguments.integer("--slots", in: 1...100_000, default: 8),
            serviceTime: arguments.duration("--service-time", default: .milliseconds(20)),
            queueLimit: arguments.integer("--queue", in: 0...1_000_000, default: 1000),
            balancing: arguments.choice("--balancing", default: .roundRobin)
        )
        switch (arguments.text("--spread"), arguments.text("--spread").flatMap(Double.init)) {
        case (nil, _), ("none", _): break
        case ("exponential", _): capacity.serviceTime.spread = .exponential
        case (_, let part?): capacity.serviceTime.spread = .uniform(part)
        case (let text?, nil):
            arguments.fault("--spread: expected none, exponential or a part from 0 to 1, got “\(text)”")
        }
        for problem in capacity.faults { arguments.fault(problem) }
        let factor = arguments.number("--time-factor", in: 0.1...1000, default: 1)
        if arguments.flag("--cluster") {
            var settings = ClusterSettings()
            settings.timeFactor = factor
            cluster = settings
            // The replicas are the pods, as soon as they are ready.
            capacity.replicas = []
            if kind != .chat { arguments.fault("--cluster: only the chat runs on the small cluster") }
            if arguments.text("--replicas") != nil {
                arguments.fault("--replicas: with --cluster the autoscaler decides how many there are")
            }
        } else {
            cluster = nil
            if arguments.text("--time-factor") != nil {
                arguments.fault("--time-factor: only the small cluster has a time of its own; add --cluster")
            }
        }
        var faults = Faults.none
        do throws(Faults.Unreadable) {
            faults = try Faults(text: arguments.text("--faults") ?? "")
        } catch {
            for problem in error.problems { arguments.fault("--faults: \(problem)") }
        }
        settings = StandInSettings(
            port: arguments.integer("--port", in: 0...65_535, default: 8080), capacity: capacity, faults: faults,
            seed: UInt64(arguments.integer("--seed", in: 0...Int.max, default: 1))
        )
    }
}
