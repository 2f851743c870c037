import Serving

/// A stand-in without its server: what is done for a request.
final class StandInCore: Sendable {
    let routes: any Routes
    let timer = TimerThread()
    let pool: WorkPool
    let counts = RequestCounts()
    private let startedNs = TimerThread.now()

    init(_ routes: any Routes, _ settings: StandInSettings) {
        self.routes = routes
        pool = WorkPool(
            capacity: settings.capacity, faults: settings.faults, seed: settings.seed, timer: timer
        )
    }

    func handle(_ request: HTTPRequest, _ reply: HTTPReply) {
        if request.path == "/admin" || request.path.hasPrefix("/admin/") {
            reply.send(AdminRoutes(pool: pool).answer(request))
            return
        }
        let route = common(request) ?? routes.route(request)
        let startedNs = TimerThread.now()
        let finish: WorkPool.Finish = { [self] outcome in
            self.finish(route, outcome, reply, startedNs: startedNs)
        }
        switch route.effort {
        case .work: pool.work(connection: request.connection, finish: finish)
        case .pass: pool.pass(finish: finish)
        }
    }

    private func finish(_ route: Route, _ outcome: WorkPool.Outcome, _ reply: HTTPReply, startedNs: Int64) {
        var replica: String?
        let response: HTTPResponse
        switch outcome {
        case .served(let name):
            if route.effort == .work { replica = name }
            response = route.answer(name)
        case .rejected(let reason):
            response = .json(JSONText.object([("error", .text("overloaded: \(reason.rawValue)"))]), status: 503)
                .header("Retry-After", "1")
        case .failed(let status):
            response = .json(JSONText.object([("error", .text("a fault that was asked for"))]), status: status)
        case .closed:
            counts.count(route.endpoint, status: 0, replica: nil, ns: TimerThread.now() - startedNs)
            reply.closeConnection()
            return
        }
        counts.count(route.endpoint, status: response.status, replica: replica, ns: TimerThread.now() - startedNs)
        reply.send(replica.map { response.header("X-Served-By", $0) } ?? response)
    }

    // MARK: - What each stand-in answers

    private func common(_ request: HTTPRequest) -> Route? {
        switch (request.method, request.path) {
        case ("GET", "/health"), ("HEAD", "/health"):
            return .now("GET /health", .json(#"{"status":"ok","service":"\#(routes.name)"}"#))
        case ("GET", "/stats"):
            return Route(endpoint: "GET /stats", effort: .pass) { [self] _ in .json(stats) }
        case ("GET", "/metrics"):
            return Route(endpoint: "GET /metrics", effort: .pass) { [self] _ in
                .text(Metric.text(metrics), type: "text/plain; version=0.0.4; charset=utf-8")
            }
        default:
            return nil
        }
    }

    private var stats: JSONText {
        let figures = pool.figures
        let served = counts.byReplica
        let endpoints = Dictionary(grouping: counts.all, by: \.key.endpoint).sorted { $0.key < $1.key }
        return JSONText.object([
            ("service", .text(routes.name)),
            ("uptime_s", .number(Double(TimerThread.now() - startedNs) / 1e9)),
            ("waiting", .number(Double(figures.waiting))),
            (
                "endpoints",
                .object(
                    endpoints.map { endpoint, rows in
                        (endpoint, .object(rows.map { ("\($0.key.status)", .number(Double($0.count))) }))
                    })
            ),
            (
                "replicas",
                .list(
                    figures.replicas.map { replica in
                        .object([
                            ("name", .text(replica.name)),
                            ("running", .number(Double(replica.running))),
                            ("served", .number(Double(served[replica.name] ?? 0))),
                            ("busy_s", .number(Double(replica.busyNs) / 1e9)),
                        ])
                    })
            ),
        ])
    }

    private var metrics: [Metric] {
        let name = routes.name
        let figures = pool.figures
        return [
            Metric(
                "\(name)_requests_total", "Requests by endpoint and status, 0 for closed connections.", .counter,
                counts.all.map { ([("endpoint", $0.key.endpoint), ("status", "\($0.key.status)")], Double($0.count)) }),
            Metric(
                "\(name)_request_seconds_total", "Time spent on requests, waiting included.", .counter,
                counts.seconds.map { ([("endpoint", $0.endpoint)], $0.seconds) }),
            Metric("\(name)_waiting_requests", "Requests in line for a replica.", .gauge, Double(figures.waiting)),
            Metric("\(name)_replicas", "Replicas that serve.", .gauge, Double(figures.replicas.count)),
            Metric(
                "\(name)_replica_requests_total", "Requests that each replica has served.", .counter,
                counts.byReplica.sorted { $0.key < $1.key }.map { ([("replica", $0.key)], Double($0.value)) }),
            Metric(
                "\(name)_replica_busy_seconds_total", "Time that each replica's slots were busy, summed over them.",
                .counter, figures.replicas.map { ([("replica", $0.name)], Double($0.busyNs) / 1e9) }),
        ] + routes.metrics
    }
}
