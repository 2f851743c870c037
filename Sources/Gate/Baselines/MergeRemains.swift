internal import Foundation

/// What a merge by hand leaves in a file of JSON that a parser of JSON passes over or only calls broken.
enum MergeRemains {
    /// Returns the lines with git's marks of a conflict, each as a fault.
    static func conflicts(in data: Data) -> [String] {
        let marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].map { Data($0.utf8) }
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.enumerated().compactMap { index, line in
            guard let mark = marks.first(where: { line.starts(with: $0) }) else { return nil }
            return "line \(index + 1) begins with “\(String(decoding: mark, as: UTF8.self))”, which a merge left: "
                + "keep one of the two sides, or make the baseline anew with `plimsoll baseline update`"
        }
    }

    /// Returns the fields that stand twice in one object, each as a fault. A parser of JSON keeps one of them, and nobody knows which.
    ///
    /// - Parameter data: JSON that has been parsed: what isn't as expected ends the search.
    static func duplicates(in data: Data) -> [String] {
        var search = KeySearch(bytes: Array(data))
        search.value(at: "")
        return search.found
    }
}

/// Reads JSON for the keys of its objects alone.
private struct KeySearch {
    let bytes: [UInt8]
    private var position = 0
    private(set) var found: [String] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
        // A mark of the byte order stands before the first value.
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    }

    private mutating func next() -> UInt8? {
        while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    /// Reads a value whose path is known; false where there is none.
    @discardableResult
    mutating func value(at path: String) -> Bool {
        switch next() {
        case UInt8(ascii: "{"): return object(at: path)
        case UInt8(ascii: "["): return list(at: path)
        case UInt8(ascii: "\""): return text() != nil
        case nil: return false
        default:
            while position < bytes.count, !Array(",]}".utf8).contains(bytes[position]) { position += 1 }
            return true
        }
    }

    private mutating func object(at path: String) -> Bool {
        position += 1
        var keys: Set<String> = []
        while let byte = next(), byte != UInt8(ascii: "}") {
            if byte == UInt8(ascii: ",") {
                position += 1
                continue
            }
            guard let key = text(), next() == UInt8(ascii: ":") else { return false }
            position += 1
            // A metric's name may have blanks and dots of its own.
            let field = path.isEmpty ? key : path == "metrics" ? "\(path).“\(key)”" : "\(path).\(key)"
            if !keys.insert(key).inserted {
                found.append("\(field): it stands there twice, as a merge by hand leaves it; keep one of them")
            }
            guard value(at: field) else { return false }
        }
        position += 1
        return true
    }

    private mutating func list(at path: String) -> Bool {
        position += 1
        var index = 0
        while let byte = next(), byte != UInt8(ascii: "]") {
            if byte == UInt8(ascii: ",") {
                position += 1
                continue
            }
            guard value(at: "\(path)[\(index)]") else { return false }
            index += 1
        }
        position += 1
        return true
    }

    /// Reads a string; one with escapes is decoded, so that two spellings of a key are the same key.
    private mutating func text() -> String? {
        guard next() == UInt8(ascii: "\"") else { return nil }
        let start = position
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard position < bytes.count else { return nil }
        position += 1
        let literal = Data(bytes[start..<position])
        return (try? JSONSerialization.jsonObject(with: literal, options: .fragmentsAllowed)) as? String
    }
}
