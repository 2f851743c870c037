import Serving
import Synchronization

/// An embedded target that serves over real sockets, with a capacity that can be exceeded and faults on request.
///
/// Both can be changed while it runs, by these properties or over HTTP at `/admin` (see ``AdminRoutes``). Each answer
/// that a replica worked on names it in the header `X-Served-By`.
package final class StandIn: Sendable {
    private let server: HTTPServer
    private let core: StandInCore

    /// Starts serving.
    ///
    /// - Throws: ``StandInError`` for a capacity or faults that can't be, `HTTPServerError`.
    init(_ routes: any Routes, _ settings: StandInSettings) throws {
        let problems = settings.capacity.faults + settings.faults.problems
        guard problems.isEmpty else { throw StandInError(problems: problems) }
        let core = StandInCore(routes, settings)
        self.core = core
        do {
            server = try HTTPServer(
                .init(host: settings.host, port: settings.port), connectionEnded: { core.pool.connectionEnded($0) }
            ) { request, reply in
                core.handle(request, reply)
            }
        } catch {
            core.timer.stop()
            throw error
        }
    }

    deinit {
        stop()
    }

    /// Where it can be reached, such as `http://127.0.0.1:8080`.
    package var url: String { server.url }
    package var port: Int { server.port }

    /// What it can bear; a change takes effect at once, for those who wait as well.
    package var capacity: Capacity {
        get { core.pool.capacity }
        set {
            let problems = newValue.faults
            precondition(problems.isEmpty, problems.joined(separator: "; "))
            core.pool.capacity = newValue
        }
    }

    /// What goes wrong; a change takes effect for requests that come from now on.
    package var faults: Faults {
        get { core.pool.faults }
        set {
            let problems = newValue.problems
            precondition(problems.isEmpty, problems.joined(separator: "; "))
            core.pool.faults = newValue
        }
    }

    /// The requests that each replica has served, those included that have gone.
    package var requestsPerReplica: [String: Int] { core.counts.byReplica }

    /// What the replicas do now.
    package var figures: WorkFigures { core.pool.figures }

    /// Ends it; whoever waits gets 503.
    package func stop() {
        server.stop()
        core.timer.stop()
    }
}
