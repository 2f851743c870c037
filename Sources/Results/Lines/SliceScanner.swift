internal import Measurement

/// Reads the lines of endpoints as this program writes them, a tenth of the time that a general decoder takes.
///
/// A report of four hours reads hundreds of thousands of such lines. Whatever isn't exactly as expected – escapes, other keys, anything
/// broken – is answered with nil and left to the general decoder, which also finds the words for what is wrong.
struct SliceScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// The slice in a line; nil when the general decoder has to look at it.
    static func slice(in line: UnsafeBufferPointer<UInt8>) -> Slice? {
        var scanner = SliceScanner(bytes: line)
        return scanner.slice()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    private mutating func slice() -> Slice? {
        var second: Int64?
        var phase: Int64?
        var endpoint: String?
        var kind = EndpointKind.request
        var tags: [String] = []
        var tally = Tally()
        var hasService = false
        guard take("{") else { return nil }
        repeat {
            guard let key = quoted(), take(":") else { return nil }
            switch key.count {
            case 4 where equal(key, "kind"):
                guard let text = quoted(), let known = EndpointKind(rawValue: String(decoding: text, as: UTF8.self))
                else { return nil }
                kind = known
            case 4 where equal(key, "tags"):
                guard let names = names() else { return nil }
                tags = names
            case 5 where equal(key, "phase"): phase = integer()
            case 6 where equal(key, "second"): second = integer()
            case 6 where equal(key, "failed"):
                guard let counts = counts() else { return nil }
                for (name, count) in counts {
                    guard let kind = FailureKind(rawValue: name) else { return nil }
                    tally.failures[kind] = count
                }
            case 7 where equal(key, "started"):
                guard let count = integer() else { return nil }
                tally.started = count
            case 8 where equal(key, "endpoint"):
                guard let text = quoted() else { return nil }
                endpoint = String(decoding: text, as: UTF8.self)
            case 8 where equal(key, "statuses"):
                guard let counts = counts() else { return nil }
                for (name, count) in counts {
                    guard let status = Int(name) else { return nil }
                    tally.statuses[status] = count
                }
            case 9 where equal(key, "completed"):
                guard let count = integer() else { return nil }
                tally.completed = count
            case 10 where equal(key, "bytes_sent"):
                guard let count = integer() else { return nil }
                tally.bytesSent = count
            case 10 where equal(key, "service_ns"):
                guard let text = quoted(), let histogram = try? Histogram(base64Bytes: text) else { return nil }
                tally.service = histogram
                hasService = true
            case 11 where equal(key, "response_ns"):
                guard let text = quoted(), let histogram = try? Histogram(base64Bytes: text) else { return nil }
                tally.response = histogram
            case 14 where equal(key, "bytes_received"):
                guard let count = integer() else { return nil }
                tally.bytesReceived = count
            default: return nil
            }
        } while take(",")
        guard take("}"), position == bytes.count, let second, let phase, let endpoint, second >= 0 else { return nil }
        if !hasService { tally.service = tally.response }
        return Slice(
            second: Int(second), phase: Int(phase), endpoint: Endpoint(name: endpoint, kind: kind, tags: tags),
            tally: tally)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        // In bounds: compared with the count first, here and below.
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// The bytes of a string without escapes.
    private mutating func quoted() -> UnsafeBufferPointer<UInt8>? {
        guard take("\"") else { return nil }
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                defer { position += 1 }
                return UnsafeBufferPointer(rebasing: bytes[start..<position])
            }
            guard byte != UInt8(ascii: "\\"), byte >= 0x20 else { return nil }
            position += 1
        }
        return nil
    }

    /// A whole number of at most eighteen digits.
    private mutating func integer() -> Int64? {
        let start = position
        var number: Int64 = 0
        while position < bytes.count, position - start < 18, case let digit = bytes[position] &- 48, digit < 10 {
            number = number * 10 + Int64(digit)
            position += 1
        }
        return position > start ? number : nil
    }

    /// A list of strings.
    private mutating func names() -> [String]? {
        var names: [String] = []
        guard take("[") else { return nil }
        repeat {
            guard let name = quoted() else { return nil }
            names.append(String(decoding: name, as: UTF8.self))
        } while take(",")
        return take("]") ? names : nil
    }

    /// An object of counts.
    private mutating func counts() -> [(String, Int64)]? {
        var counts: [(String, Int64)] = []
        guard take("{") else { return nil }
        repeat {
            guard let name = quoted(), take(":"), let count = integer() else { return nil }
            counts.append((String(decoding: name, as: UTF8.self), count))
        } while take(",")
        return take("}") ? counts : nil
    }

    private func equal(_ bytes: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
        guard bytes.count == text.utf8CodeUnitCount else { return false }
        for index in bytes.indices where bytes[index] != text.utf8Start[index] { return false }
        return true
    }
}
