internal import CMicroHTTPD
import Synchronization

/// The functions that the library calls, on the server's thread.
enum HTTPCallbacks {
    /// A connection began or ended: a new one gets its number.
    static let connectionChanged: MHD_NotifyConnectionCallback = { context, _, socketContext, change in
        guard let context, let socketContext else { return }
        let core = Unmanaged<HTTPServerCore>.fromOpaque(context).takeUnretainedValue()
        if change == .CONNECTION_NOTIFY_STARTED {
            socketContext.pointee = UnsafeMutableRawPointer(bitPattern: UInt(core.nextConnection()))
        } else {
            core.connectionEnded(UInt64(UInt(bitPattern: socketContext.pointee)))
        }
    }

    /// Is called when the headers are there, for each part of the body, at its end, and after each wake-up.
    ///
    /// A response queued by the first call would close the connection, so even the simplest answer waits for the next.
    static let access: MHD_AccessHandlerCallback = {
        context, connection, path, method, _, upload, uploadSize, exchangeSlot in
        guard let context, let connection, let path, let method, let uploadSize, let exchangeSlot else { return .NO }
        guard let known = exchangeSlot.pointee else {
            let core = Unmanaged<HTTPServerCore>.fromOpaque(context).takeUnretainedValue()
            let request = HTTPCallbacks.request(connection, method: method, path: path)
            core.open.wrappingAdd(1, ordering: .relaxed)
            exchangeSlot.pointee = Unmanaged.passRetained(HTTPExchange(request: request, core: core)).toOpaque()
            let limit = core.configuration.bodyLimit
            if let length = request.headers["Content-Length"].flatMap({ Int($0) }), length > limit {
                return queue(.tooLarge(limit: limit), on: connection, lot: core.lot)
            }
            return .YES
        }
        let exchange = Unmanaged<HTTPExchange>.fromOpaque(known).takeUnretainedValue()
        if uploadSize.pointee > 0 {
            let bytes = UnsafeRawBufferPointer(start: upload, count: uploadSize.pointee)
            uploadSize.pointee = 0
            return exchange.received(bytes) ? .YES : .NO
        }
        switch exchange.advance(on: ConnectionHandle(pointer: connection)) {
        case .wait:
            return .YES
        case .close:
            return .NO
        case .queue(let response):
            let core = Unmanaged<HTTPServerCore>.fromOpaque(context).takeUnretainedValue()
            return queue(response, on: connection, lot: core.lot)
        }
    }

    /// An exchange is over, one way or the other.
    static let completed: MHD_RequestCompletedCallback = { context, _, exchangeSlot, _ in
        guard let context, let known = exchangeSlot?.pointee else { return }
        let exchange = Unmanaged<HTTPExchange>.fromOpaque(known).takeRetainedValue()
        exchangeSlot?.pointee = nil
        exchange.completed()
        Unmanaged<HTTPServerCore>.fromOpaque(context).takeUnretainedValue()
            .open.wrappingSubtract(1, ordering: .relaxed)
    }

    private static func request(
        _ connection: OpaquePointer, method: UnsafePointer<CChar>, path: UnsafePointer<CChar>
    ) -> HTTPRequest {
        HTTPRequest(
            method: String(cString: method),
            path: String(cString: path),
            query: fields(connection, .GET_ARGUMENT_KIND),
            headers: fields(connection, .HEADER_KIND),
            cookies: fields(connection, .COOKIE_KIND),
            connection: UInt64(UInt(bitPattern: plimsoll_mhd_socket_context(connection)))
        )
    }

    private static func fields(_ connection: OpaquePointer, _ kind: MHD_ValueKind) -> HTTPFields {
        var fields = HTTPFields()
        withUnsafeMutablePointer(to: &fields) { pointer in
            _ = MHD_get_connection_values(
                connection, kind,
                { context, _, name, value in
                    guard let context, let name else { return .YES }
                    context.assumingMemoryBound(to: HTTPFields.self).pointee
                        .append(String(cString: name), value.map { String(cString: $0) } ?? "")
                    return .YES
                },
                pointer
            )
        }
        return fields
    }
}
