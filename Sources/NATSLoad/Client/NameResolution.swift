import EventLoop
import Foundation

/// Turns host names into socket addresses, on a thread of its own, because the system's resolver blocks.
enum NameResolution {
    /// A socket address as the system wants it.
    struct Address: Sendable {
        var family: Int32
        var bytes: [UInt8]
    }

    /// Calls back on the shard with the host's addresses. Numeric addresses are answered without a thread, but later as well.
    static func resolve(
        host: String, port: Int, on shard: Shard,
        _ completion: @escaping @Sendable (Result<[Address], ConnectionFailure>) -> Void
    ) {
        if case .success(let addresses) = lookUp(host: host, port: port, numeric: true) {
            shard.execute { completion(.success(addresses)) }
            return
        }
        Thread.detachNewThread {
            let result = lookUp(host: host, port: port, numeric: false)
            shard.execute { completion(result) }
        }
    }

    private static func lookUp(host: String, port: Int, numeric: Bool) -> Result<[Address], ConnectionFailure> {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = numeric ? AI_NUMERICHOST | AI_NUMERICSERV : AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, "\(port)", &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        guard code == 0 else {
            return .failure(
                ConnectionFailure(.unresolvable(host: host, reason: String(cString: gai_strerror(code)))))
        }
        var addresses: [Address] = []
        var entry = list
        while let current = entry {
            let bytes = UnsafeRawBufferPointer(start: current.pointee.ai_addr, count: Int(current.pointee.ai_addrlen))
            addresses.append(Address(family: current.pointee.ai_family, bytes: Array(bytes)))
            entry = current.pointee.ai_next
        }
        return .success(addresses)
    }
}
