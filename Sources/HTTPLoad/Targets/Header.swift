/// A header field of a request or a response.
public struct Header: Sendable, Hashable {
    /// The field's name; case doesn't matter.
    public var name: String
    /// The field's value.
    public var value: String

    /// A header field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Why it can't be sent; nil when it can.
    ///
    /// Line breaks and NUL would let data begin a header of its own; libcurl sends them as they are.
    var fault: String? {
        if name.isEmpty || !name.utf8.allSatisfy(Self.isTokenByte) {
            return "“\(name.debugQuoted)” isn't a header name; names consist of letters, digits and !#$%&'*+-.^_`|~"
        }
        if value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
            return "header \(name): the value “\(value.debugQuoted)” has control characters; remove or encode them"
        }
        return nil
    }

    /// As libcurl wants it: a field without a value would otherwise mean its removal.
    var line: String {
        value.allSatisfy { $0 == " " || $0 == "\t" } ? "\(name);" : "\(name): \(value)"
    }

    /// Bytes that a token of RFC 9110 may have.
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

extension String {
    /// The text with its control characters made visible, at most 80 characters of it.
    var debugQuoted: String {
        let visible = unicodeScalars.map {
            $0.value < 0x20 || $0.value == 0x7F ? $0.escaped(asASCII: true) : String($0)
        }
        let text = visible.joined()
        return text.count <= 80 ? text : text.prefix(79) + "…"
    }
}
