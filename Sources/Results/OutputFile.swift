package import Foundation

/// Files that a command leaves where it was told to.
///
/// A file is replaced as a whole, so that nobody reads half of one. What isn't a regular file is written to as it is: put in the place of
/// `/dev/null` or `/dev/stdout`, a file would take them from the whole machine.
package enum OutputFile {
    /// Writes bytes in place of what a file holds.
    package static func write(_ data: Data, to url: URL) throws {
        guard isWrittenAsItIs(url) else {
            // Behind a link lies the file that is meant.
            return try data.write(to: url.resolvingSymlinksInPath(), options: .atomic)
        }
        let file = try FileHandle(forWritingTo: url)
        defer { try? file.close() }
        if RegularFile.obstacle(at: url) == nil { try file.seekToEnd() }
        try file.write(contentsOf: data)
    }

    /// Writes bytes behind what a file holds, whatever that is.
    package static func append(_ data: Data, to url: URL) throws {
        let isHeld = FileManager.default.fileExists(atPath: url.path) && !isWrittenAsItIs(url)
        try write((isHeld ? Data(contentsOf: url) : Data()) + data, to: url)
    }

    /// Whether a file isn't replaced: a device, a FIFO, and whatever a name in `/dev` stands for, such as a redirected standard output.
    private static func isWrittenAsItIs(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue else {
            return false
        }
        return RegularFile.obstacle(at: url) != nil || url.path.hasPrefix("/dev/")
    }
}
