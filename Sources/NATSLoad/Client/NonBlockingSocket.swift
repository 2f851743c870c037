import Foundation
import Glibc

/// A stream socket that never blocks and never raises SIGPIPE.
struct NonBlockingSocket {
    enum Outcome: Equatable {
        case bytes(Int)
        case wouldBlock
        case closed
        case failed(Int32)
    }

    let descriptor: Int32

    /// Begins to connect; `nil` with the system's error number when that fails at once.
    static func connecting(to address: NameResolution.Address) -> Result<NonBlockingSocket, SystemFault> {
        let descriptor = socket(
            address.family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0)
        guard descriptor >= 0 else { return .failure(SystemFault(number: errno)) }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        let result = address.bytes.withUnsafeBytes { bytes in
            // The bytes are a sockaddr of that family, as getaddrinfo made it.
            connect(descriptor, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        if result != 0, errno != EINPROGRESS {
            let number = errno
            Glibc.close(descriptor)
            return .failure(SystemFault(number: number))
        }
        return .success(NonBlockingSocket(descriptor: descriptor))
    }

    /// What became of connecting, once the socket is writable.
    func connectionFault() -> SystemFault? {
        var number: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size)
        return number == 0 ? nil : SystemFault(number: number)
    }

    func receive(into space: UnsafeMutableRawBufferPointer) -> Outcome {
        while true {
            let count = recv(descriptor, space.baseAddress, space.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .closed }
            switch errno {
            case EINTR: continue
            case EAGAIN, EWOULDBLOCK: return .wouldBlock
            case let number: return .failed(number)
            }
        }
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        while true {
            let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            if count >= 0 { return .bytes(count) }
            switch errno {
            case EINTR: continue
            case EAGAIN, EWOULDBLOCK: return .wouldBlock
            case let number: return .failed(number)
            }
        }
    }

    func close() {
        Glibc.close(descriptor)
    }
}

/// An error number of the system with its words.
struct SystemFault: Error, Equatable {
    let number: Int32
    var text: String { String(cString: strerror(number)) }
}
