/// Why a server could not be started.
package struct HTTPServerError: Error, Equatable, CustomStringConvertible {
    package enum Code: Sendable {
        case addressInUse, notAllowed, invalidHost, failed
    }

    package var code: Code
    package var host: String
    package var port: Int
    /// The system's error number, or 0.
    package var errno: Int32

    package var description: String {
        switch code {
        case .addressInUse:
            "Port \(port) on \(host) is taken by another process: choose another, or port 0 for a free one."
        case .notAllowed:
            "Port \(port) on \(host) may not be used by this user: choose one from 1024 on, or port 0 for a free one."
        case .invalidHost:
            "“\(host)” is no address to serve on: give an IPv4 or IPv6 address of this machine, such as 127.0.0.1."
        case .failed:
            "No server could be started on \(host):\(port) (system error \(errno))."
        }
    }
}
