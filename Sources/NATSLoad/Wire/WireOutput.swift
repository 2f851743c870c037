import Foundation

/// The bytes that wait to be sent: commands are written into one buffer that is used again and again.
///
/// Nothing is allocated for a command once the buffer has its size. `pendingBytes` is what its owner compares with a limit, so that a server
/// that doesn't read makes publishers wait and not the memory grow.
package struct WireOutput: ~Copyable {
    private var storage: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private let usualCapacity: Int

    package init(capacity: Int = 16_384) {
        usualCapacity = capacity
        storage = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { storage.deallocate() }

    package var pendingBytes: Int { end - start }
    package var isEmpty: Bool { start == end }

    /// What is to be sent next.
    package var pending: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: storage[start..<end])
    }

    /// Takes note that the first `count` bytes of `pending` are on their way.
    package mutating func sent(_ count: Int) {
        precondition(count >= 0 && start + count <= end, "\(count) bytes sent of \(end - start)")
        start += count
        if start == end { (start, end) = (0, 0) }
    }

    /// Drops everything that wasn't sent, for a connection that is gone.
    package mutating func removeAll() {
        (start, end) = (0, 0)
        if storage.count > usualCapacity * 16 {
            storage.deallocate()
            storage = .allocate(byteCount: usualCapacity, alignment: 16)
        }
    }

    // MARK: - Commands

    package mutating func connect(_ request: ConnectRequest) {
        let json = request.json
        reserve(json.count + 16)
        write("CONNECT ")
        write(json)
        endLine()
    }

    package mutating func ping() {
        reserve(6)
        write("PING\r\n")
    }

    package mutating func pong() {
        reserve(6)
        write("PONG\r\n")
    }

    package mutating func subscribe(_ subject: String, queue: String? = nil, id: Int) {
        reserve(subject.utf8.count + (queue?.utf8.count ?? 0) + 64)
        write("SUB ")
        write(subject)
        writeBlank()
        if let queue {
            write(queue)
            writeBlank()
        }
        write(decimal: id)
        endLine()
    }

    /// Ends a subscription, at once or after `maximum` messages counted from its beginning.
    package mutating func unsubscribe(_ id: Int, after maximum: Int? = nil) {
        reserve(64)
        write("UNSUB ")
        write(decimal: id)
        if let maximum {
            writeBlank()
            write(decimal: maximum)
        }
        endLine()
    }

    /// Writes PUB, or HPUB when there are headers.
    ///
    /// - Parameters:
    ///   - subject: without blanks; checked when a subject is made and not for each message.
    ///   - reply: the beginning of the reply subject, empty for none.
    ///   - token: written behind `reply`, so that each message has its own reply subject without a string being made for it.
    ///   - headers: encoded as `MessageHeaders.encoded`, empty for none.
    package mutating func publish(
        subject: UnsafeRawBufferPointer, reply: UnsafeRawBufferPointer = .init(start: nil, count: 0),
        token: UInt64? = nil,
        headers: UnsafeRawBufferPointer = .init(start: nil, count: 0), payload: UnsafeRawBufferPointer
    ) {
        reserve(subject.count + reply.count + headers.count + payload.count + 96)
        // Within the storage: room was made for all of it. One pointer goes along, as this runs for every message.
        var place = storage.baseAddress! + end
        if !headers.isEmpty { place = Self.put(byte: UInt8(ascii: "H"), at: place) }
        // "PUB "
        place.storeBytes(of: UInt32(littleEndian: 0x2042_5550), as: UInt32.self)
        place = Self.put(subject, at: place + 4)
        place = Self.put(byte: UInt8(ascii: " "), at: place)
        if !reply.isEmpty {
            place = Self.put(reply, at: place)
            if let token { place = ReplyToken.write(token, at: place) }
            place = Self.put(byte: UInt8(ascii: " "), at: place)
        }
        if !headers.isEmpty {
            place = Self.put(decimal: UInt64(headers.count), at: place)
            place = Self.put(byte: UInt8(ascii: " "), at: place)
        }
        place = Self.put(decimal: UInt64(headers.count + payload.count), at: place)
        place = Self.putLineEnd(at: place)
        place = Self.put(headers, at: place)
        place = Self.put(payload, at: place)
        place = Self.putLineEnd(at: place)
        end = storage.baseAddress!.distance(to: place)
    }

    /// The same for what isn't sent often enough to keep its bytes.
    package mutating func publish(
        _ subject: String, reply: String = "", headers: [UInt8] = [], payload: [UInt8] = []
    ) {
        var (subject, reply) = (subject, reply)
        subject.withUTF8 { subject in
            reply.withUTF8 { reply in
                headers.withUnsafeBytes { headers in
                    payload.withUnsafeBytes { payload in
                        publish(
                            subject: UnsafeRawBufferPointer(subject), reply: UnsafeRawBufferPointer(reply),
                            headers: headers, payload: payload)
                    }
                }
            }
        }
    }

    // MARK: - Bytes

    /// Makes room for `count` bytes more; everything below relies on it.
    private mutating func reserve(_ count: Int) {
        guard storage.count - end < count else { return }
        let unsent = end - start
        if storage.count - unsent >= count, start >= storage.count / 2 {
            storage.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<end]))
        } else {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(storage.count * 2, unsent + count), alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<end]))
            storage.deallocate()
            storage = larger
        }
        (start, end) = (0, unsent)
    }

    /// Copies raw bytes behind what is pending.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        write(bytes)
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer) {
        end = storage.baseAddress!.distance(to: Self.put(bytes, at: storage.baseAddress! + end))
    }

    private mutating func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { write($0) }
    }

    private mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    private mutating func writeBlank() { write(" ") }

    private mutating func endLine() { write("\r\n") }

    private mutating func write(decimal value: Int) {
        precondition(value >= 0, "no command has a negative number: \(value)")
        let place = Self.put(decimal: UInt64(value), at: storage.baseAddress! + end)
        end = storage.baseAddress!.distance(to: place)
    }

    /// Copies bytes to a place that has room for them; gives the place behind.
    @inline(__always)
    private static func put(_ bytes: UnsafeRawBufferPointer, at place: UnsafeMutableRawPointer)
        -> UnsafeMutableRawPointer
    {
        guard let source = bytes.baseAddress else { return place }
        let count = bytes.count
        if count >= 8, count <= 16 {
            // Subjects are often as short as this: two words, which may overlap, are less than a call.
            let first = source.loadUnaligned(as: UInt64.self)
            let last = source.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            place.storeBytes(of: first, as: UInt64.self)
            place.storeBytes(of: last, toByteOffset: count &- 8, as: UInt64.self)
        } else {
            memcpy(place, source, count)
        }
        return place + count
    }

    @inline(__always)
    private static func put(byte: UInt8, at place: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        place.storeBytes(of: byte, as: UInt8.self)
        return place + 1
    }

    @inline(__always)
    private static func putLineEnd(at place: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        place.storeBytes(of: UInt16(littleEndian: 0x0A0D), as: UInt16.self)
        return place + 2
    }

    /// Writes a number's digits, at most twenty.
    @inline(__always)
    private static func put(decimal value: UInt64, at place: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        // The size of most messages has three.
        guard value >= 100, value < 1000 else { return put(anyDecimal: value, at: place) }
        let number = UInt32(truncatingIfNeeded: value)
        let (hundreds, tens) = (number / 100, number / 10)
        let zero = UInt8(ascii: "0")
        place.storeBytes(of: zero &+ UInt8(truncatingIfNeeded: hundreds), as: UInt8.self)
        place.storeBytes(
            of: zero &+ UInt8(truncatingIfNeeded: tens &- hundreds &* 10), toByteOffset: 1, as: UInt8.self)
        place.storeBytes(of: zero &+ UInt8(truncatingIfNeeded: number &- tens &* 10), toByteOffset: 2, as: UInt8.self)
        return place + 3
    }

    private static func put(anyDecimal value: UInt64, at place: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        var digits = 1
        var limit: UInt64 = 10
        while value >= limit, digits < 20 {
            digits += 1
            limit = digits < 20 ? limit * 10 : limit
        }
        var rest = value
        var position = digits
        repeat {
            position -= 1
            let quotient = rest / 10
            place.storeBytes(
                of: UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10), toByteOffset: position,
                as: UInt8.self)
            rest = quotient
        } while rest > 0
        return place + digits
    }
}
