internal import Foundation

/// What a request carries.
public struct Body: Sendable, Hashable {
    /// The bytes as they are sent.
    public let bytes: [UInt8]
    /// The media type they are announced with; nil for none.
    public let contentType: String?

    /// Bytes of a media type.
    public static func bytes(_ bytes: some Sequence<UInt8>, type: String = "application/octet-stream") -> Body {
        Body(bytes: Array(bytes), contentType: type)
    }

    /// Text in UTF-8.
    public static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Body {
        Body(bytes: Array(text.utf8), contentType: type)
    }

    /// A value as JSON.
    public static func json(_ value: some Encodable) throws -> Body {
        Body(bytes: Array(try JSONEncoder().encode(value)), contentType: "application/json")
    }

    /// JSON that is text already, sent as it is.
    public static func json(text: String) -> Body {
        Body(bytes: Array(text.utf8), contentType: "application/json")
    }

    /// The fields of a form, as browsers send them.
    public static func form(_ fields: KeyValuePairs<String, String>) -> Body {
        Body(bytes: Array(PercentEncoding.query(fields).utf8), contentType: "application/x-www-form-urlencoded")
    }
}
