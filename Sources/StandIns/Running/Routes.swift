import Serving

/// What a stand-in answers to: its own paths, beside the administration that each has.
protocol Routes: Sendable {
    /// Its name, as in `plimsoll target chat`.
    var name: String { get }

    /// Finds what a request asks for.
    func route(_ request: HTTPRequest) -> Route

    /// What it has to tell beside the figures that each stand-in has.
    var metrics: [Metric] { get }
}

/// What is to be done for a request.
struct Route: Sendable {
    /// Whether a replica works on it.
    enum Effort: Sendable {
        /// It takes a slot of a replica for the service time.
        case work
        /// It is answered at once.
        case pass
    }

    /// What it is counted under, such as `GET /product/{id}`.
    var endpoint: String
    var effort: Effort
    /// Makes the answer when the work is done, with the name of the replica that did it.
    var answer: @Sendable (_ replica: String) -> HTTPResponse

    /// A request for something that doesn't exist.
    static func notFound(_ request: HTTPRequest) -> Route {
        let text = "There is no \(request.method) \(request.path) here.\n"
        return Route(endpoint: "other", effort: .pass) { _ in .text(text, status: 404) }
    }

    /// A request that is answered at once, with what is known already.
    static func now(_ endpoint: String, _ response: HTTPResponse) -> Route {
        Route(endpoint: endpoint, effort: .pass) { _ in response }
    }
}
