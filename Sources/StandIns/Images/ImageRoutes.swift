internal import Foundation
import Serving
import Synchronization

/// The paths of the image API.
final class ImageRoutes: Routes {
    let name = "images"

    private struct State {
        var bucket: TokenBucket?
        /// When each job is ready, by its id.
        var jobs = BoundedTable<Int64>(limit: 100_000)
        /// The ids of the last jobs, the oldest first.
        var recent: [String] = []
        var next = 0
        var throttled = 0
    }

    private let jobTimeNs: Int64
    private let state: Mutex<State>
    private let now: @Sendable () -> Int64

    /// - Parameter now: the monotonic clock, for tests to move by hand.
    init(_ settings: ImageSettings, now: @escaping @Sendable () -> Int64 = TimerThread.now) {
        jobTimeNs = settings.jobTime.nanoseconds
        let bucket = settings.rateLimit.map { TokenBucket(perSecond: $0, burst: settings.burst, atNs: now()) }
        state = Mutex(State(bucket: bucket))
        self.now = now
    }

    var metrics: [Metric] {
        let (jobs, throttled) = state.withLock { ($0.next, $0.throttled) }
        return [
            Metric("images_jobs_total", "Pictures ordered.", .counter, Double(jobs)),
            Metric("images_throttled_total", "Requests refused by the rate limit.", .counter, Double(throttled)),
        ]
    }

    func route(_ request: HTTPRequest) -> Route {
        let parts = request.pathComponents
        switch (request.method, parts.first ?? "", parts.count) {
        case ("POST", "generate", 1):
            return prompted("POST /generate", request) { [self] _ in .json(order(), status: 202) }
        case ("POST", "enhance", 1):
            return prompted("POST /enhance", request) { prompt in
                .json(.object([("prompt", .text("\(prompt), highly detailed"))]))
            }
        case ("GET", "status", 2):
            return limited("GET /status/{jobId}") {
                Route(endpoint: "GET /status/{jobId}", effort: .pass) { [self] _ in status(of: parts[1]) }
            }
        case ("GET", "gallery", 2):
            guard let limit = Int(request.query["limit"] ?? "20"), (1...100).contains(limit) else {
                return .now("GET /gallery/*", ImageRoutes.refusal("limit: expected 1 to 100", status: 422))
            }
            return limited("GET /gallery/*") {
                Route(endpoint: "GET /gallery/*", effort: .work) { [self] _ in gallery(parts[1], limit: limit) }
            }
        default:
            return .notFound(request)
        }
    }

    // MARK: - Decisions

    /// A route whose body has to hold a prompt.
    private func prompted(
        _ endpoint: String, _ request: HTTPRequest, _ answer: @escaping @Sendable (String) -> HTTPResponse
    ) -> Route {
        limited(endpoint) {
            let json = try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any]
            guard let json else {
                return .now(endpoint, ImageRoutes.refusal("the body is no JSON object", status: 400))
            }
            guard let prompt = json["prompt"] as? String, !prompt.isEmpty else {
                return .now(endpoint, ImageRoutes.refusal("prompt: expected a text", status: 422))
            }
            return Route(endpoint: endpoint, effort: .work) { _ in answer(prompt) }
        }
    }

    /// A route, or 429 if there were too many requests.
    private func limited(_ endpoint: String, _ route: () -> Route) -> Route {
        let wait = state.withLock { state -> Double? in
            let wait = state.bucket?.take(atNs: now())
            if wait != nil { state.throttled += 1 }
            return wait
        }
        guard let wait else { return route() }
        let response = ImageRoutes.refusal("rate limit exceeded", status: 429)
            .header("Retry-After", "\(Int(wait.rounded(.up)))")
        return .now(endpoint, response)
    }

    private static func refusal(_ reason: String, status: Int) -> HTTPResponse {
        .json(.object([("error", .text(reason))]), status: status)
    }

    private func order() -> JSONText {
        let readyNs = now() + jobTimeNs
        let id = state.withLock { state in
            state.next += 1
            let id = "job-\(state.next)"
            state.jobs.change(id, fresh: readyNs) { _ in }
            state.recent.append(id)
            if state.recent.count > 2000 { state.recent.removeFirst(1000) }
            return id
        }
        return .object([("jobId", .text(id)), ("status", .text("queued"))])
    }

    private func status(of id: String) -> HTTPResponse {
        guard let readyNs = state.withLock({ $0.jobs[id] }) else {
            return ImageRoutes.refusal("there is no job \(id)", status: 404)
        }
        let isReady = now() >= readyNs
        let members: [(String, JSONText)] = [
            ("jobId", .text(id)), ("status", .text(isReady ? "ready" : "processing")),
            ("url", isReady ? .text("/gallery/all/\(id).png") : .null),
        ]
        return .json(.object(members))
    }

    private func gallery(_ collection: String, limit: Int) -> HTTPResponse {
        let now = now()
        let ready = state.withLock { state in
            Array(state.recent.reversed().filter { id in (state.jobs[id] ?? .max) <= now }.prefix(limit))
        }
        let images = ready.map { JSONText.object([("jobId", .text($0)), ("url", .text("/gallery/all/\($0).png"))]) }
        return .json(.object([("collection", .text(collection)), ("images", .list(images))]))
    }
}
