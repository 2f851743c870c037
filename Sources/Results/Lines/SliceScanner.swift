internal import Foundation
internal import Measurement

/// Reads the lines of endpoints as this program writes them, a tenth of the time that a general decoder takes.
///
/// A report of four hours reads hundreds of thousands of such lines. Whatever isn't exactly as expected – escapes, other keys, anything
/// broken – is answered with nil and left to the general decoder, which also finds the words for what is wrong.
enum SliceScanner {
    /// The slice in a line; nil when the general decoder has to look at it.
    ///
    /// - Parameter skipsService: leaves the service times empty, for readers who don't look at them.
    static func slice(in line: UnsafeBufferPointer<UInt8>, skippingService skipsService: Bool = false) -> Slice? {
        var scanner = LineScanner(bytes: line)
        var second: Int64?
        var phase: Int64?
        var endpoint: String?
        var kind = EndpointKind.request
        var tags: [String] = []
        var tally = Tally()
        var hasService = false
        guard scanner.take("{") else { return nil }
        repeat {
            guard let key = scanner.quoted(), scanner.take(":") else { return nil }
            switch key.count {
            case 4 where key.equals("kind"):
                guard let text = scanner.quoted(),
                    let known = EndpointKind(rawValue: String(decoding: text, as: UTF8.self))
                else { return nil }
                kind = known
            case 4 where key.equals("tags"):
                guard let names = scanner.names() else { return nil }
                tags = names
            case 5 where key.equals("phase"): phase = scanner.integer()
            case 6 where key.equals("second"): second = scanner.integer()
            case 6 where key.equals("failed"):
                guard let counts = scanner.counts() else { return nil }
                for (name, count) in counts {
                    guard let kind = FailureKind(rawValue: name) else { return nil }
                    tally.failures[kind] = count
                }
            case 7 where key.equals("started"):
                guard let count = scanner.integer() else { return nil }
                tally.started = count
            case 8 where key.equals("endpoint"):
                guard let text = scanner.quoted() else { return nil }
                endpoint = String(decoding: text, as: UTF8.self)
            case 8 where key.equals("statuses"):
                guard let counts = scanner.counts() else { return nil }
                for (name, count) in counts {
                    guard let status = Int(name) else { return nil }
                    tally.statuses[status] = count
                }
            case 9 where key.equals("completed"):
                guard let count = scanner.integer() else { return nil }
                tally.completed = count
            case 10 where key.equals("bytes_sent"):
                guard let count = scanner.integer() else { return nil }
                tally.bytesSent = count
            case 10 where key.equals("service_ns"):
                guard let text = scanner.quoted() else { return nil }
                if !skipsService {
                    guard let histogram = try? Histogram(base64Bytes: text) else { return nil }
                    tally.service = histogram
                }
                hasService = true
            case 11 where key.equals("response_ns"):
                guard let text = scanner.quoted(), let histogram = try? Histogram(base64Bytes: text) else { return nil }
                tally.response = histogram
            case 14 where key.equals("bytes_received"):
                guard let count = scanner.integer() else { return nil }
                tally.bytesReceived = count
            default: return nil
            }
        } while scanner.take(",")
        guard scanner.take("}"), scanner.isAtEnd, let second, let phase, let endpoint,
            SliceLine.possibleSeconds.contains(Int(second))
        else { return nil }
        if !hasService { tally.service = tally.response }
        return Slice(
            second: Int(second), phase: Int(phase), endpoint: Endpoint(name: endpoint, kind: kind, tags: tags),
            tally: tally)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether these are the bytes of a text.
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        guard let bytes = baseAddress else { return true }
        // In bounds: both have as many bytes.
        return memcmp(bytes, text.utf8Start, count) == 0
    }
}
