/// A request that can't be sent as it is described: a mistake in the scenario or in its data.
public struct InvalidRequest: Error, CustomStringConvertible, Equatable {
    /// What the request is called.
    public let endpoint: String
    /// What is wrong.
    public let fault: String

    init(_ request: Request, fault: String) {
        endpoint = request.name ?? "\(request.method) \(request.path.name)"
        self.fault = fault
    }

    init(endpoint: String, fault: String) {
        self.endpoint = endpoint
        self.fault = fault
    }

    /// The endpoint and what is wrong.
    public var description: String { "\(endpoint) wasn't sent: \(fault)" }
}
