import Foundation

/// Reads rows from a file a piece at a time, so that a file of any size takes the memory of one piece.
struct RowFile<Row: Sendable>: Sendable {
    /// Large enough for few calls, small enough that a row's user waits for well under a millisecond when it is due.
    private static var pieceSize: Int { 32_768 }

    let path: String
    private let makeFormat: @Sendable () -> any RowFormat<Row>
    private var format: any RowFormat<Row>
    private var file: FileHandle?
    private var rows: [Row] = []
    private var place = 0
    private var isOver = false
    /// What reading ended with, so that whoever asks next hears the same.
    private var fault: FeederError?

    init(path: String, _ makeFormat: @escaping @Sendable () -> any RowFormat<Row>) {
        self.path = path
        self.makeFormat = makeFormat
        format = makeFormat()
    }

    /// The same file from its beginning, read apart from this one.
    var fresh: RowFile { RowFile(path: path, makeFormat) }

    /// The size of the file in bytes, where its path leads; nil for a pipe or a device, which can be read only once.
    func size() throws(FeederError) -> Int? {
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: place) else {
            // A link that leads to no path, as standard input's does.
            if FileManager.default.fileExists(atPath: path) { return nil }
            throw unreadable
        }
        let type = attributes[.type] as? FileAttributeType
        if type == .typeDirectory { throw unreadable }
        guard type == .typeRegular else { return nil }
        guard let size = (attributes[.size] as? NSNumber)?.intValue else { throw unreadable }
        return size
    }

    /// The next row; nil at the end.
    mutating func next() throws(FeederError) -> Row? {
        while place == rows.count {
            if let fault { throw fault }
            if isOver { return nil }
            do {
                try readPiece()
            } catch {
                fault = error
                throw error
            }
        }
        defer { place += 1 }
        return rows[place]
    }

    /// Begins anew.
    mutating func rewind() {
        try? file?.close()
        file = nil
        format = makeFormat()
        rows = []
        place = 0
        isOver = false
        fault = nil
    }

    private mutating func readPiece() throws(FeederError) {
        place = 0
        rows = []
        do {
            if file == nil { file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)) }
        } catch {
            throw unreadable
        }
        let piece: Data?
        do {
            piece = try file?.read(upToCount: Self.pieceSize)
        } catch {
            throw unreadable
        }
        do {
            if let piece, !piece.isEmpty {
                rows = try format.read(Array(piece))
            } else {
                isOver = true
                rows = try format.finish()
            }
        } catch {
            throw FeederError(error.code, "\(path), \(error.description)")
        }
    }

    private var unreadable: FeederError {
        var isFolder: ObjCBool = false
        let start = "the feeder's file “\(path)” can't be read"
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return FeederError(
                .unreadable, "\(start) (looked for from \(FileManager.default.currentDirectoryPath))")
        }
        let reason =
            isFolder.boolValue
            ? "it is a folder"
            : FileManager.default.isReadableFile(atPath: path) ? "reading failed" : "permission is denied"
        return FeederError(.unreadable, "\(start): \(reason)")
    }
}
