import Foundation

/// JetStream's answer to a published message.
package enum PublishAcknowledgement: Equatable, Sendable {
    case stored(sequence: UInt64, isDuplicate: Bool)
    case refused(JetStreamRefusal)
    /// Not JSON of that shape: somebody else answers on this subject.
    case unreadable

    /// Reads an answer.
    ///
    /// The usual one, `{"stream":"S","seq":7}` perhaps with `"domain"` and `"duplicate"`, is read without a JSON decoder: it comes for each message.
    package init(_ bytes: UnsafeRawBufferPointer) {
        if let quick = Self.quick(bytes) {
            self = quick
        } else {
            self.init(decoding: bytes)
        }
    }

    private static func quick(_ bytes: UnsafeRawBufferPointer) -> PublishAcknowledgement? {
        // `{"stream":"` then the name, which has no quotation marks or backslashes, then `","seq":` and digits.
        guard bytes.count < 512, starts(bytes, 0, "{\"stream\":\"") else { return nil }
        var index = 11
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\") { return nil }
            index += 1
        }
        index += 1
        // 2.9 puts a blank between the members.
        guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { return nil }
        index += 1
        if index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
        guard starts(bytes, index, "\"seq\":") else { return nil }
        index += 6
        var sequence: UInt64 = 0
        let first = index
        while index < bytes.count, index - first < 19 {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            sequence = sequence &* 10 &+ UInt64(digit)
            index += 1
        }
        // Anything behind the number, such as `"duplicate":true`, is read with care instead.
        guard index > first, index == bytes.count - 1, bytes[index] == UInt8(ascii: "}") else { return nil }
        return .stored(sequence: sequence, isDuplicate: false)
    }

    private static func starts(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ text: StaticString) -> Bool {
        guard bytes.count - offset >= text.utf8CodeUnitCount, let base = bytes.baseAddress else { return false }
        return memcmp(base + offset, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    private struct Answer: Decodable {
        var error: JetStreamRefusal?
        var seq: UInt64?
        var duplicate: Bool?
    }

    private init(decoding bytes: UnsafeRawBufferPointer) {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(bytes)) else {
            self = .unreadable
            return
        }
        if let error = answer.error {
            self = .refused(error)
        } else if let sequence = answer.seq {
            self = .stored(sequence: sequence, isDuplicate: answer.duplicate ?? false)
        } else {
            self = .unreadable
        }
    }
}
