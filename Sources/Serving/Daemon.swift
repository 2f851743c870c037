internal import CMicroHTTPD
internal import Foundation

/// The library's server: started by its initializer, ended by ``stop()``.
///
/// Sendable because its pointer is only used by calls that the library allows from any thread, and by `stop()`, which
/// the owner calls once, after having given up the value.
struct Daemon: @unchecked Sendable {
    private let pointer: OpaquePointer
    private let context: Unmanaged<HTTPServerCore>
    let port: Int

    init(core: HTTPServerCore) throws {
        let settings = core.configuration
        let address = try SocketAddress(host: settings.host, port: settings.port)
        let context = Unmanaged.passRetained(core)
        errno = 0
        let pointer = address.withPointer { sockaddr in
            plimsoll_mhd_start(
                sockaddr, address.isIPv6 ? 1 : 0, UInt32(settings.threads), UInt32(settings.connectionLimit), 32 << 10,
                UInt32(settings.idleSeconds), HTTPCallbacks.access, HTTPCallbacks.completed,
                HTTPCallbacks.connectionChanged, context.toOpaque()
            )
        }
        guard let pointer else {
            let number = errno
            context.release()
            let code: HTTPServerError.Code =
                switch number {
                case EADDRINUSE: .addressInUse
                case EACCES: .notAllowed
                case EADDRNOTAVAIL: .invalidHost
                default: .failed
                }
            throw HTTPServerError(code: code, host: settings.host, port: settings.port, errno: number)
        }
        self.pointer = pointer
        self.context = context
        self.port = Int(plimsoll_mhd_port(pointer))
    }

    var connections: Int { Int(plimsoll_mhd_connections(pointer)) }

    /// Closes every connection, joins the threads.
    func stop() {
        MHD_stop_daemon(pointer)
        context.release()
    }
}
