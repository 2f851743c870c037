package import Foundation

/// A file of lines that is only ever appended to. Each line reaches the system at once, so that a killed process loses none it wrote.
package final class LineFile {
    /// Where the file is.
    package let url: URL
    private let handle: FileHandle

    /// Opens the file, and creates it when it isn't there.
    package init(appendingTo url: URL) throws(ResultsError) {
        self.url = url
        if !FileManager.default.fileExists(atPath: url.path) {
            // Where this fails, opening fails with the reason.
            _ = FileManager.default.createFile(atPath: url.path, contents: nil)
        }
        do {
            handle = try FileHandle(forWritingTo: url)
            try handle.seekToEnd()
        } catch {
            throw ResultsError(.notWritable, "\(url.path) can't be written: \(error.localizedDescription)")
        }
    }

    /// Appends bytes that end a line.
    package func append(_ bytes: Data) throws(ResultsError) {
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw ResultsError(
                .notWritable, "\(url.path) can't be written: \(error.localizedDescription); is the disk full?")
        }
    }

    /// The bytes that are read at a time: few enough to stay in a processor's cache until their lines are read.
    static let pieceLength = 1 << 18

    /// Hands over each whole line of a file. A last line without its end was cut off by a killed run and is left out.
    ///
    /// - Parameter piece: gets all bytes of the file as they are read, before their lines.
    /// - Returns: how many bytes were left out.
    @discardableResult
    package static func forEachLine(
        of url: URL, piece: ((UnsafeRawBufferPointer) -> Void)? = nil,
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws -> Int {
        if let obstacle = RegularFile.obstacle(at: url) {
            throw ResultsError(.notReadable, "\(url.path) can't be read: \(obstacle)")
        }
        let file: FileHandle
        do {
            file = try FileHandle(forReadingFrom: url)
        } catch {
            throw ResultsError(.notReadable, "\(url.path) can't be read: \(error.localizedDescription)")
        }
        defer { try? file.close() }
        // A piece at a time: a file of gigabytes would otherwise be copied whole, whose pages cost more than its lines.
        var room = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceLength, alignment: 1)
        defer { room.deallocate() }
        var filled = 0
        while true {
            let left = UnsafeMutableRawBufferPointer(rebasing: room[filled...])
            let count = read(file.fileDescriptor, left.baseAddress, left.count)
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw ResultsError(.notReadable, "\(url.path) can't be read: \(String(cString: strerror(errno)))")
            }
            guard count > 0 else { return filled }
            piece?(UnsafeRawBufferPointer(rebasing: room[filled..<(filled + count)]))
            filled += count
            let end = try forEachLine(
                in: UnsafeRawBufferPointer(rebasing: room[..<filled]).bindMemory(to: UInt8.self), body)
            // The beginning of a line whose end is still to come; a line that takes all of the room gets twice as much.
            let rest = UnsafeRawBufferPointer(rebasing: room[end..<filled])
            filled = rest.count
            if filled < room.count {
                room.copyMemory(from: rest)
            } else {
                let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * room.count, alignment: 1)
                larger.copyMemory(from: rest)
                room.deallocate()
                room = larger
            }
        }
    }

    /// Hands over each whole line among bytes, and returns where the last one ended.
    private static func forEachLine(
        in bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) rethrows -> Int {
        var start = 0
        // In bounds: it looks for an end among the bytes that are left.
        while start < bytes.count, let first = bytes.baseAddress,
            let found = memchr(first + start, 0x0a, bytes.count - start)
        {
            let end = UnsafeRawPointer(first).distance(to: UnsafeRawPointer(found))
            if end > start { try body(UnsafeBufferPointer(rebasing: bytes[start..<end])) }
            start = end + 1
        }
        return start
    }
}
