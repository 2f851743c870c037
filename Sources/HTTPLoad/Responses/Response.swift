internal import Load
internal import Measurement

/// What the target has answered.
///
/// Its `expect` functions judge it: the first one that fails marks the request as failed in the report and ends the
/// iteration. Judge an answer before the user goes on; afterwards its sample is final.
public struct Response {
    let record: ResponseRecord
    let user: HTTPUser

    /// The status code.
    public var status: Int { record.sample.status }

    /// What the request is called in reports.
    public var endpoint: String { record.endpointName }

    /// Where the answer came from: after redirects that may be another place than was asked, and another's.
    public var url: String { record.url }

    /// All headers of the answer, the last one after redirects.
    public var headers: Headers { record.headers }

    /// The value of the first header of that name, whatever its case.
    public func header(_ name: String) -> String? { record.header(name) }

    /// The body; nil when it was only counted. Ask for it with `keepingBody: true` or in the target.
    public var body: [UInt8]? { record.body }

    /// The body as text; nil when it was only counted.
    public var text: String? { record.body.map { String(decoding: $0, as: UTF8.self) } }

    /// Bytes of the body, after decompression, kept or not.
    public var bodySize: Int { Int(record.bodySize) }

    /// Bytes that were sent, headers included.
    public var bytesSent: Int { Int(record.sample.bytesSent) }

    /// Bytes that came, headers included, before decompression.
    public var bytesReceived: Int { Int(record.sample.bytesReceived) }

    /// When the parts of the request were done.
    public var times: TransferTimes { record.times }
}

/// An answer was judged after its sample had become final.
public struct LateExpectation: Error, CustomStringConvertible, Equatable {
    /// What the request is called.
    public let endpoint: String
    /// What the judgement said.
    public let message: String

    /// What happened and what to do.
    public var description: String {
        "\(endpoint): \(message) – found out too late to count: judge an answer before the user's next request or wait"
    }
}
