package import Foundation

/// Files that are read to their end, which only a regular file is sure to have: a FIFO or a terminal waits for somebody who writes,
/// and a device such as `/dev/zero` never ends.
package enum RegularFile {
    /// Returns what keeps a file from being read, as the end of a sentence about it; nil for a regular file, and for one that isn't
    /// there or may not be looked at, about which opening it says more.
    package static func obstacle(at url: URL) -> String? {
        var facts = stat()
        guard stat(url.path, &facts) == 0 else { return nil }
        let kind: String
        switch facts.st_mode & S_IFMT {
        case S_IFREG: return nil
        case S_IFDIR: kind = "a folder"
        case S_IFIFO: kind = "a FIFO"
        case S_IFSOCK: kind = "a socket"
        case S_IFCHR, S_IFBLK: kind = "a device"
        default: kind = "something else"
        }
        return "it is \(kind), not a regular file; put a copy of the file there"
    }

    /// Returns a file's bytes.
    package static func contents(of url: URL) throws(ResultsError) -> Data {
        if let obstacle = obstacle(at: url) {
            throw ResultsError(.notReadable, "\(url.path) can't be read: \(obstacle)")
        }
        do {
            return try Data(contentsOf: url)
        } catch {
            let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
            throw ResultsError(
                .notReadable, "\(url.path) can't be read: \((underlying ?? error).localizedDescription)")
        }
    }
}
