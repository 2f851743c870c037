/// The headers of a message: names with values, in order, as they stand between `NATS/1.0` and the blank line.
///
/// Names are compared as written; servers treat them so too. A status (503 when nobody answers, 100 for a heartbeat, 404, 408, 409 …) stands on the
/// first line and carries no payload.
package struct MessageHeaders: Equatable, Sendable {
    package struct Field: Equatable, Sendable {
        package var name: String
        package var value: String
    }

    package private(set) var fields: [Field] = []
    package private(set) var status: Int?
    package private(set) var statusText = ""

    package init() {}

    package init(_ fields: KeyValuePairs<String, String>) {
        for (name, value) in fields { append(name, value) }
    }

    /// The first value of that name.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// Adds a field. Line ends in a name or value would start another header, so they become blanks.
    package mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: Self.singleLine(name), value: Self.singleLine(value)))
    }

    private static func singleLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return text }
        let bytes = text.utf8.map { $0 == 0x0A || $0 == 0x0D ? UInt8(ascii: " ") : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes of HPUB's header part, from the version to the blank line.
    package var encoded: [UInt8] {
        var bytes = Array("NATS/1.0".utf8)
        if let status {
            bytes += Array(" \(status)".utf8)
            if !statusText.isEmpty { bytes += Array(" \(statusText)".utf8) }
        }
        bytes += [0x0D, 0x0A]
        for field in fields {
            bytes += Array("\(field.name): \(field.value)\r\n".utf8)
        }
        return bytes + [0x0D, 0x0A]
    }

    /// Reads what stands between HMSG's line and its payload, or gives `nil` when that isn't NATS/1.0.
    ///
    /// Lines without a colon are skipped: a server passes on what a publisher wrote, and one faulty publisher mustn't end a run.
    package init?(decoding bytes: UnsafeRawBufferPointer) {
        var lines = String(decoding: bytes, as: UTF8.self).unicodeScalars.split(separator: "\n").map { line in
            String(String.UnicodeScalarView(line.last == "\r" ? line.dropLast() : line))
        }[...]
        guard let first = lines.popFirst(), first.hasPrefix("NATS/1.0") else { return nil }
        let words = first.dropFirst(8).split(separator: " ", maxSplits: 1)
        if let number = words.first {
            guard let status = Int(number) else { return nil }
            self.status = status
            statusText = words.count > 1 ? String(words[1]) : ""
        }
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...]
            fields.append(
                Field(name: String(line[..<colon]), value: String(value.drop { $0 == " " }.trimmedTail)))
        }
    }

    /// The status alone, without the fields being read: what decides in the hot path whether a message is a message.
    package static func status(of bytes: UnsafeRawBufferPointer) -> Int? {
        // "NATS/1.0 503…"
        guard bytes.count >= 12, bytes[8] == UInt8(ascii: " ") else { return nil }
        var value = 0
        for index in 9..<12 {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}

extension Substring {
    fileprivate var trimmedTail: Substring {
        var copy = self
        while copy.last == " " { copy.removeLast() }
        return copy
    }
}
