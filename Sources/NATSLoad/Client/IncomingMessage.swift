/// A message where it was received; valid only while the handler that gets it runs.
package struct IncomingMessage {
    let storage: UnsafeRawBufferPointer
    let frame: MessageFrame
    /// When its bytes were taken from the socket.
    package let receivedNs: Int64

    package var subject: UnsafeRawBufferPointer { .init(rebasing: storage[frame.subject]) }
    package var reply: UnsafeRawBufferPointer { .init(rebasing: storage[frame.reply]) }
    package var headers: UnsafeRawBufferPointer { .init(rebasing: storage[frame.headers]) }
    package var payload: UnsafeRawBufferPointer { .init(rebasing: storage[frame.payload]) }
    /// The status on the first line of the headers, such as 503: no message of a publisher has one.
    package var status: Int? { frame.headers.isEmpty ? nil : MessageHeaders.status(of: headers) }
    /// Bytes of subject, headers and payload.
    package var size: Int { frame.subject.count + frame.headers.count + frame.payload.count }

    package var subjectText: String { String(decoding: subject, as: UTF8.self) }
    package var replyText: String { String(decoding: reply, as: UTF8.self) }
    package var decodedHeaders: MessageHeaders? {
        frame.headers.isEmpty ? MessageHeaders() : MessageHeaders(decoding: headers)
    }
}
