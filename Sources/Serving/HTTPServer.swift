internal import CMicroHTTPD
internal import Foundation
import Synchronization

/// An HTTP/1.1 server on libmicrohttpd with one epoll thread.
///
/// A handler runs on the server's thread, must not block, and answers at once or later from any thread; requests that
/// wait cost a suspended connection each and no thread.
package final class HTTPServer: Sendable {
    /// Handles a request by its reply, now or later.
    package typealias Handler = @Sendable (HTTPRequest, HTTPReply) -> Void

    package let configuration: Configuration
    /// The port it serves on, also when port 0 was asked for.
    package let port: Int
    private let core: HTTPServerCore
    private let daemon: Mutex<Daemon?>

    /// Starts serving.
    ///
    /// - Parameter connectionEnded: is told the number of each connection that has ended.
    /// - Throws: ``HTTPServerError``.
    package init(
        _ configuration: Configuration = .init(), connectionEnded: @escaping @Sendable (UInt64) -> Void = { _ in },
        handler: @escaping Handler
    ) throws {
        let core = HTTPServerCore(configuration: configuration, connectionEnded: connectionEnded, handler: handler)
        let daemon = try Daemon(core: core)
        self.configuration = configuration
        self.core = core
        self.port = daemon.port
        self.daemon = Mutex(daemon)
    }

    /// Starts serving with a handler that always has its answer at hand.
    ///
    /// - Throws: ``HTTPServerError``.
    package convenience init(
        _ configuration: Configuration = .init(), answering: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) throws {
        try self.init(configuration) { request, reply in
            reply.send(answering(request))
        }
    }

    deinit {
        stop()
    }

    /// Where it can be reached, such as `http://127.0.0.1:8080`.
    package var url: String {
        let host =
            switch configuration.host {
            case "0.0.0.0": "127.0.0.1"
            case "::", "::1": "[::1]"
            default: configuration.host
            }
        return "http://\(host):\(port)"
    }

    /// The number of connections open.
    package var connections: Int {
        daemon.withLock { $0.map(\.connections) ?? 0 }
    }

    /// The number of requests that wait for an answer, and of streams that wait for more to send.
    package var waiting: Int { core.lot.count }

    /// Stops listening, answers whoever waits with 503 or closes the connection, and ends the server's thread.
    ///
    /// Blocks for a moment; not to be called from a handler. Calling it again does nothing.
    package func stop() {
        let daemon = daemon.withLock { daemon in
            defer { daemon = nil }
            return daemon
        }
        guard let daemon else { return }
        core.lot.close()
        // The woken get their 503 before the thread goes; a client that doesn't read isn't waited for.
        for _ in 0..<50 where core.open.load(ordering: .relaxed) > 0 {
            usleep(2000)
        }
        daemon.stop()
    }
}
