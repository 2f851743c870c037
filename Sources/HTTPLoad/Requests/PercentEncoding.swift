/// The encoding of data in URLs (RFC 3986).
enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Appends data: everything but letters, digits and `-._~` is encoded.
    static func append(_ data: String, to text: inout String) {
        if data.utf8.allSatisfy(isUnreserved) {
            text += data
        } else {
            text += encoded(data.utf8, keeping: isUnreserved)
        }
    }

    /// Encodes what can't stand in a URL at all, and drops the fragment; everything else keeps its meaning.
    static func mended(_ url: String) -> String {
        if url.utf8.allSatisfy(isURLByte) { return url }
        let end = url.utf8.firstIndex(of: UInt8(ascii: "#")) ?? url.endIndex
        return encoded(url[..<end].utf8, keeping: isURLByte)
    }

    /// Appends `name=value` items.
    static func query(_ items: KeyValuePairs<String, String>) -> String {
        var text = ""
        for (name, value) in items {
            if !text.isEmpty { text += "&" }
            append(name, to: &text)
            text += "="
            append(value, to: &text)
        }
        return text
    }

    private static func encoded(_ bytes: some Sequence<UInt8>, keeping isKept: (UInt8) -> Bool) -> String {
        var encoded: [UInt8] = []
        for byte in bytes {
            if isKept(byte) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// Bytes that may stand in a path or query as they are, for whatever they mean.
    private static func isURLByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F...0xFF, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
            UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"),
            UInt8(ascii: "#"):
            false
        default: true
        }
    }
}
