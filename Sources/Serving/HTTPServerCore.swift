internal import CMicroHTTPD
import Synchronization

/// What the library's callbacks need: the settings, the handler, the waiting connections.
final class HTTPServerCore: Sendable {
    let configuration: HTTPServer.Configuration
    let lot = ParkingLot()
    /// Requests that have been received in part or whole and not yet been answered to the end.
    let open = Atomic<Int>(0)
    private let connections = Atomic<UInt64>(0)
    let connectionEnded: @Sendable (UInt64) -> Void
    private let handler: HTTPServer.Handler

    init(
        configuration: HTTPServer.Configuration, connectionEnded: @escaping @Sendable (UInt64) -> Void,
        handler: @escaping HTTPServer.Handler
    ) {
        self.configuration = configuration
        self.connectionEnded = connectionEnded
        self.handler = handler
    }

    func nextConnection() -> UInt64 {
        connections.wrappingAdd(1, ordering: .relaxed).newValue
    }

    func handle(_ request: HTTPRequest, _ reply: HTTPReply) {
        if let credentials = configuration.credentials, !credentials.accept(request.headers["Authorization"]) {
            reply.send(
                .text("A user name and a password are needed.\n", status: 401)
                    .header("WWW-Authenticate", #"Basic realm="plimsoll""#)
            )
            return
        }
        handler(request, reply)
    }
}
