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

    /// Hands over each whole line of a file. A last line without its end was cut off by a killed run and is left out.
    ///
    /// - Returns: how many bytes were left out.
    @discardableResult
    package static func forEachLine(of url: URL, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws -> Int {
        let data: Data
        do {
            data = try Data(contentsOf: url, options: .mappedIfSafe)
        } catch {
            throw ResultsError(.notReadable, "\(url.path) can't be read: \(error.localizedDescription)")
        }
        return try data.withUnsafeBytes { raw in
            let bytes = raw.bindMemory(to: UInt8.self)
            var start = 0
            // In bounds: it looks for an end among the bytes that are left.
            while start < bytes.count, let first = bytes.baseAddress,
                let found = memchr(first + start, 0x0a, bytes.count - start)
            {
                let end = UnsafeRawPointer(first).distance(to: UnsafeRawPointer(found))
                if end > start { try body(UnsafeBufferPointer(rebasing: bytes[start..<end])) }
                start = end + 1
            }
            return bytes.count - start
        }
    }
}
