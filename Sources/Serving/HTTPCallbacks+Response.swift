internal import CMicroHTTPD

extension HTTPCallbacks {
    /// Hands an answer to the library.
    static func queue(_ response: HTTPResponse, on connection: OpaquePointer, lot: ParkingLot) -> MHD_Result {
        let made: OpaquePointer?
        switch response.body {
        case .bytes(let bytes):
            made = bytes.withUnsafeBytes { buffer in
                MHD_create_response_from_buffer(
                    buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY
                )
            }
        case .stream(let stream):
            stream.attach(to: lot)
            let context = Unmanaged.passRetained(StreamReading(stream: stream, connection: connection)).toOpaque()
            // UInt64.max stands for a size that isn't known: the body goes out in chunks.
            made = MHD_create_response_from_callback(UInt64.max, 32 << 10, read, context, free)
            if made == nil { free(context) }
        }
        guard let made else { return .NO }
        defer { MHD_destroy_response(made) }
        for field in response.headers.all where MHD_add_response_header(made, field.name, field.value) == .NO {
            return refuse(field.name, on: connection)
        }
        return MHD_queue_response(connection, UInt32(response.status), made)
    }

    /// Says that a handler's header can't be sent, which is the handler's fault.
    private static func refuse(_ name: String, on connection: OpaquePointer) -> MHD_Result {
        let text = Array("The header “\(name)” of the answer can't be sent as it stands.\n".utf8)
        let made = text.withUnsafeBytes { buffer in
            MHD_create_response_from_buffer(
                buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY
            )
        }
        guard let made else { return .NO }
        defer { MHD_destroy_response(made) }
        return MHD_queue_response(connection, 500, made)
    }

    /// A stream and the connection that it is sent on, for the time that the library sends it.
    private final class StreamReading {
        let stream: HTTPStream
        let connection: OpaquePointer

        init(stream: HTTPStream, connection: OpaquePointer) {
            self.stream = stream
            self.connection = connection
        }
    }

    private static let read: MHD_ContentReaderCallback = { context, _, buffer, capacity in
        guard let context, let buffer else { return -2 }
        let reading = Unmanaged<StreamReading>.fromOpaque(context).takeUnretainedValue()
        let bytes = UnsafeMutableRawBufferPointer(start: buffer, count: capacity)
        // -1 and -2 are MHD_CONTENT_READER_END_OF_STREAM and …_END_WITH_ERROR, casts that Swift doesn't import.
        switch reading.stream.read(into: bytes, for: ConnectionHandle(pointer: reading.connection)) {
        case .bytes(let count): return count
        case .end: return -1
        case .failure: return -2
        }
    }

    private static let free: MHD_ContentReaderFreeCallback = { context in
        guard let context else { return }
        Unmanaged<StreamReading>.fromOpaque(context).takeRetainedValue().stream.ended()
    }
}
