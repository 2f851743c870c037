internal import Foundation

/// An IPv4 or IPv6 address with a port, in the system's form.
struct SocketAddress {
    private var storage = sockaddr_storage()
    let isIPv6: Bool

    init(host: String, port: Int) throws {
        guard let port16 = UInt16(exactly: port) else {
            throw HTTPServerError(code: .failed, host: host, port: port, errno: EINVAL)
        }
        let numeric = host == "localhost" ? "127.0.0.1" : host
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, numeric, &v4) == 1 {
            isIPv6 = false
            let address = sockaddr_in(
                sin_family: sa_family_t(AF_INET), sin_port: port16.bigEndian, sin_addr: v4,
                sin_zero: (0, 0, 0, 0, 0, 0, 0, 0)
            )
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: address, as: sockaddr_in.self) }
        } else if inet_pton(AF_INET6, numeric, &v6) == 1 {
            isIPv6 = true
            let address = sockaddr_in6(
                sin6_family: sa_family_t(AF_INET6), sin6_port: port16.bigEndian, sin6_flowinfo: 0, sin6_addr: v6,
                sin6_scope_id: 0
            )
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: address, as: sockaddr_in6.self) }
        } else {
            throw HTTPServerError(code: .invalidHost, host: host, port: port, errno: 0)
        }
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>) -> Result) -> Result {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
        }
    }
}
