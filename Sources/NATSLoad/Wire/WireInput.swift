/// What a connection has received and not yet understood: one buffer, read in place.
///
/// Bytes are received into `freeSpace`, and operations are taken out with `next`. A frame's ranges are places in this buffer and valid until
/// bytes are received again. The buffer grows only for a message that is known to be longer, and shrinks back afterwards.
package struct WireInput: ~Copyable {
    /// Room that is usual for one receive call, in bytes.
    private let usualCapacity: Int
    private var storage: UnsafeMutableRawBufferPointer
    /// Where the first byte that wasn't consumed lies.
    private var start = 0
    /// Where the next received byte goes.
    private var end = 0
    private var parser: WireParser

    package init(limits: WireParser.Limits = .init(), capacity: Int = 65_536) {
        usualCapacity = capacity
        storage = .allocate(byteCount: capacity, alignment: 16)
        parser = WireParser(limits: limits)
    }

    deinit { storage.deallocate() }

    /// How many bytes wait to be understood.
    package var unreadBytes: Int { end - start }

    /// How much memory is held, in bytes.
    package var capacity: Int { storage.count }

    /// Room for bytes to be received; invalidates the ranges of all frames taken before.
    package mutating func freeSpace() -> UnsafeMutableRawBufferPointer {
        let unread = end - start
        let wanted = max(usualCapacity, parser.minimumBytes)
        if unread == 0, storage.count > usualCapacity {
            storage.deallocate()
            storage = .allocate(byteCount: usualCapacity, alignment: 16)
            (start, end) = (0, 0)
        } else if storage.count < wanted || unread == storage.count {
            // A line that fills the buffer without ending gets room too; the parser refuses it at its limit.
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(wanted, storage.count * 2), alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<end]))
            storage.deallocate()
            storage = larger
            (start, end) = (0, unread)
        } else if unread == 0 {
            (start, end) = (0, 0)
        } else if storage.count - end < usualCapacity / 4 || start + wanted > storage.count {
            // `copyMemory` allows overlap.
            storage.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<end]))
            (start, end) = (0, unread)
        }
        return UnsafeMutableRawBufferPointer(rebasing: storage[end...])
    }

    /// Takes note that `count` bytes were received into `freeSpace`.
    package mutating func received(_ count: Int) {
        precondition(
            count >= 0 && end + count <= storage.count, "\(count) bytes received, room for \(storage.count - end)")
        end += count
    }

    /// Copies bytes in, for what doesn't come from a socket.
    package mutating func receive(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let space = freeSpace()
            let piece = rest.prefix(space.count)
            UnsafeMutableRawBufferPointer(rebasing: space[..<piece.count]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: piece))
            received(piece.count)
            rest = rest.dropFirst(piece.count)
        }
    }

    /// The next complete operation, or `nil` when more bytes are needed.
    package mutating func next() throws(WireFault) -> WireFrame? {
        let filled = UnsafeRawBufferPointer(rebasing: storage[..<end])
        guard let (frame, behind) = try parser.next(in: filled, from: start) else { return nil }
        start = behind
        return frame
    }

    /// The bytes at a place that a frame named.
    package func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: storage[range])
    }

    package func text(_ range: Range<Int>) -> String {
        String(decoding: bytes(range), as: UTF8.self)
    }

    /// Forgets everything, for a new connection.
    package mutating func reset(limits: WireParser.Limits = .init()) {
        (start, end) = (0, 0)
        parser = WireParser(limits: limits)
    }
}
