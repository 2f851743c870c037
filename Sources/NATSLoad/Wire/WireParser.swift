import Foundation

/// Finds the operations in the bytes of a NATS server, however they were split on their way.
///
/// The parser keeps no bytes: it is shown what has been received and not yet consumed, and answers with the places of the first complete
/// operation in it or `nil` while that is incomplete. It remembers how much it must see before looking makes sense again, so that a large payload
/// that comes in small pieces costs one look and not one a piece. Lengths are checked before anything is reserved for them.
///
/// Format: https://docs.nats.io/reference/reference-protocols/nats-protocol
package struct WireParser: Sendable {
    /// What a peer may send at most.
    package struct Limits: Sendable, Equatable {
        /// Longest MSG, HMSG or -ERR line, in bytes. A server's own limit is 4,096 by default.
        package var controlLine = 16_384
        /// Longest INFO line; clusters list all their addresses in it.
        package var infoLine = 1_048_576
        /// Largest payload with its headers. No server accepts more than 64 MiB.
        package var payload = 67_108_864 + 65_536

        package init() {}
    }

    private let limits: Limits
    /// How many unconsumed bytes must be there before the next look can find anything new.
    private var needed = 2
    /// How many unconsumed bytes are known to hold no line end.
    private var searched = 0

    package init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// How many unconsumed bytes the next look needs at least; the room that a receiver should have.
    package var minimumBytes: Int { needed }

    /// The first operation in `bytes` after `start`, and the place behind it, or `nil` when it isn't complete yet.
    ///
    /// - Throws: a fault after which no byte of this peer can be understood; the connection has to be closed.
    /// - Complexity: linear in the control line; payloads aren't looked at.
    package mutating func next(in bytes: UnsafeRawBufferPointer, from start: Int) throws(WireFault) -> (
        frame: WireFrame, end: Int
    )? {
        // A pointer and not a span, because a span can't be kept in a connection beside its buffer yet; every
        // access below goes through indices that were compared with `bytes.count`.
        let available = bytes.count - start
        guard available >= needed else { return nil }
        guard let lineEnd = lineEnd(in: bytes, from: start) else {
            try checkUnfinishedLine(bytes, from: start)
            searched = available
            needed = available + 1
            return nil
        }
        // A line ends with CR LF; a bare LF is accepted, as servers do.
        let textEnd = lineEnd > start && bytes[lineEnd - 1] == UInt8(ascii: "\r") ? lineEnd - 1 : lineEnd
        searched = 0
        let result =
            if let message = quickMessage(bytes, line: start..<textEnd) {
                try complete(message, bytes, line: start..<textEnd, headerBytes: 0, after: lineEnd + 1)
            } else {
                try frame(bytes, line: start..<textEnd, after: lineEnd + 1)
            }
        if result != nil { needed = 2 }
        return result
    }

    private func lineEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        let from = start + min(searched, bytes.count - start)
        guard from < bytes.count, let base = bytes.baseAddress else { return nil }
        guard let found = memchr(base + from, 0x0A, bytes.count - from) else { return nil }
        return base.distance(to: UnsafeRawPointer(found))
    }

    /// Refuses a line that grew beyond every limit before its end came.
    private func checkUnfinishedLine(_ bytes: UnsafeRawBufferPointer, from start: Int) throws(WireFault) {
        let limit = isInfo(bytes, start) ? limits.infoLine : limits.controlLine
        if bytes.count - start > limit { throw WireFault(.lineTooLong(limit: limit)) }
        // What starts with a byte that no operation starts with is refused at once: such a peer may never send a line end.
        switch bytes[start] | 0x20 {
        case UInt8(ascii: "m"), UInt8(ascii: "h"), UInt8(ascii: "i"), UInt8(ascii: "p"), UInt8(ascii: "+"),
            UInt8(ascii: "-"):
            return
        default: throw WireFault(.unknownOperation(Self.excerpt(bytes, start..<bytes.count)))
        }
    }

    private func isInfo(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        bytes[start] | 0x20 == UInt8(ascii: "i")
    }

    private mutating func frame(_ bytes: UnsafeRawBufferPointer, line: Range<Int>, after: Int) throws(WireFault) -> (
        frame: WireFrame, end: Int
    )? {
        let limit = !line.isEmpty && isInfo(bytes, line.lowerBound) ? limits.infoLine : limits.controlLine
        if line.count > limit { throw WireFault(.lineTooLong(limit: limit)) }
        var words = Words(bytes: bytes, rest: line)
        guard let operation = words.next() else {
            throw WireFault(.unknownOperation(""))
        }
        switch Operation(bytes, operation) {
        case .message: return try message(bytes, line: line, words: words, hasHeaders: false, after: after)
        case .messageWithHeaders: return try message(bytes, line: line, words: words, hasHeaders: true, after: after)
        case .ping: return (.ping, after)
        case .pong: return (.pong, after)
        case .ok: return (.ok, after)
        case .info: return (.info(words.remainder), after)
        case .error: return (.error(Self.unquoted(bytes, words.remainder)), after)
        case nil: throw WireFault(.unknownOperation(Self.excerpt(bytes, operation)))
        }
    }

    private mutating func message(
        _ bytes: UnsafeRawBufferPointer, line: Range<Int>, words: consuming Words, hasHeaders: Bool, after: Int
    ) throws(WireFault) -> (frame: WireFrame, end: Int)? {
        let malformed = WireFault.Code.malformedMessage
        guard let subject = words.next(), let second = words.next(), let third = words.next() else {
            throw WireFault(malformed(Self.excerpt(bytes, line)))
        }
        let fourth = words.next()
        let fifth = words.next()
        guard words.next() == nil, let subscription = Self.number(bytes, second) else {
            throw WireFault(malformed(Self.excerpt(bytes, line)))
        }
        // MSG subject sid [reply] total · HMSG subject sid [reply] headers total
        var reply = second.upperBound..<second.upperBound
        var headerWord: Range<Int>?
        let totalWord: Range<Int>
        switch (hasHeaders, fourth, fifth) {
        case (false, nil, nil): totalWord = third
        case (false, let total?, nil): (reply, totalWord) = (third, total)
        case (true, let total?, nil): (headerWord, totalWord) = (third, total)
        case (true, let headers?, let total?): (reply, headerWord, totalWord) = (third, headers, total)
        default: throw WireFault(malformed(Self.excerpt(bytes, line)))
        }
        guard let total = Self.number(bytes, totalWord) else {
            throw WireFault(malformed(Self.excerpt(bytes, line)))
        }
        var headerCount = 0
        if let headerWord {
            guard let count = Self.number(bytes, headerWord), count <= total else {
                throw WireFault(malformed(Self.excerpt(bytes, line)))
            }
            headerCount = count
        }
        let found = MessageLine(subject: subject, subscription: subscription, reply: reply, total: total)
        return try complete(found, bytes, line: line, headerBytes: headerCount, after: after)
    }

    /// What a MSG or HMSG line says.
    private struct MessageLine {
        let subject: Range<Int>
        let subscription: Int
        let reply: Range<Int>
        let total: Int
    }

    /// Reads `MSG subject sid [reply] total` as servers write it, with single blanks; `nil` leaves every other line to the one that reads with care.
    private func quickMessage(_ bytes: UnsafeRawBufferPointer, line: Range<Int>) -> MessageLine? {
        guard line.count > 8, line.count <= limits.controlLine, let base = bytes.baseAddress,
            (base + line.lowerBound).loadUnaligned(as: UInt32.self) == UInt32(littleEndian: 0x2047_534D),
            let subject = Self.quickWord(base, line.lowerBound + 4..<line.upperBound),
            let second = Self.quickWord(base, subject.upperBound + 1..<line.upperBound),
            let subscription = Self.number(bytes, second)
        else { return nil }
        let rest = second.upperBound + 1..<line.upperBound
        if let total = Self.number(bytes, rest) {
            let none = second.upperBound..<second.upperBound
            return MessageLine(subject: subject, subscription: subscription, reply: none, total: total)
        }
        guard let reply = Self.quickWord(base, rest),
            let total = Self.number(bytes, reply.upperBound + 1..<line.upperBound)
        else { return nil }
        return MessageLine(subject: subject, subscription: subscription, reply: reply, total: total)
    }

    /// What stands before the next blank; `nil` when there is none, nothing before it or behind it, or a control character in it.
    @inline(__always)
    private static func quickWord(_ base: UnsafeRawPointer, _ place: Range<Int>) -> Range<Int>? {
        var end = place.lowerBound
        // Eight bytes at a look, all within the line: taking 0x21 off each leaves its highest bit set where it was less, from the first such on.
        while end + 8 <= place.upperBound {
            let bytes = UInt64(littleEndian: (base + end).loadUnaligned(as: UInt64.self))
            let blanks = (bytes &- 0x2121_2121_2121_2121) & ~bytes & 0x8080_8080_8080_8080
            if blanks != 0 {
                end += blanks.trailingZeroBitCount / 8
                break
            }
            end += 8
        }
        while end < place.upperBound, base.load(fromByteOffset: end, as: UInt8.self) > 0x20 { end += 1 }
        guard end > place.lowerBound, end + 1 < place.upperBound,
            base.load(fromByteOffset: end, as: UInt8.self) == 0x20
        else { return nil }
        return place.lowerBound..<end
    }

    /// The message behind its line, once all of it is there.
    private mutating func complete(
        _ message: MessageLine, _ bytes: UnsafeRawBufferPointer, line: Range<Int>, headerBytes headerCount: Int,
        after: Int
    ) throws(WireFault) -> (frame: WireFrame, end: Int)? {
        let total = message.total
        if total > limits.payload { throw WireFault(.payloadTooLarge(bytes: total, limit: limits.payload)) }
        let end = after + total + 2
        guard bytes.count >= end else {
            needed = end - line.lowerBound
            return nil
        }
        guard bytes[end - 2] == UInt8(ascii: "\r"), bytes[end - 1] == UInt8(ascii: "\n") else {
            throw WireFault(.unterminatedPayload)
        }
        let frame = MessageFrame(
            subject: message.subject,
            subscription: message.subscription,
            reply: message.reply,
            headers: after..<after + headerCount,
            payload: after + headerCount..<after + total
        )
        return (.message(frame), end)
    }

    /// A decimal number of at most 18 digits, which can't overflow.
    private static func number(_ bytes: UnsafeRawBufferPointer, _ word: Range<Int>) -> Int? {
        guard word.count <= 18 else { return nil }
        var value = 0
        for index in word {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    private static func unquoted(_ bytes: UnsafeRawBufferPointer, _ words: Range<Int>) -> Range<Int> {
        let quote = UInt8(ascii: "'")
        guard words.count >= 2, bytes[words.lowerBound] == quote, bytes[words.upperBound - 1] == quote else {
            return words
        }
        return words.lowerBound + 1..<words.upperBound - 1
    }

    /// The first 64 bytes of a faulty line, with what can't be printed replaced.
    private static func excerpt(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> String {
        let text = bytes[range].prefix(64).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
        return String(decoding: text, as: UTF8.self) + (range.count > 64 ? "…" : "")
    }
}
