import Foundation
import Results

/// A JSON value a line; lines of blanks are passed over.
struct JSONLineFormat<Row: Decodable & Sendable>: RowFormat {
    private var parser = LineParser()
    private var isFirst = true

    init() {}

    mutating func read(_ bytes: [UInt8]) throws(FeederError) -> [Row] {
        var lines: [LineParser.Line] = []
        try parser.read(bytes, into: &lines)
        return try rows(lines)
    }

    mutating func finish() throws(FeederError) -> [Row] {
        var lines: [LineParser.Line] = []
        try parser.finish(into: &lines)
        return try rows(lines)
    }

    private mutating func rows(_ lines: [LineParser.Line]) throws(FeederError) -> [Row] {
        let decoder = JSONDecoder()
        var rows: [Row] = []
        for line in lines {
            let text = line.text.trimmingCharacters(in: .whitespaces)
            if text.isEmpty { continue }
            do {
                rows.append(try decoder.decode(Row.self, from: Data(text.utf8)))
            } catch {
                throw FeederError(.malformed, "line \(line.number) can't be read: \(explanation(of: error, text))")
            }
            isFirst = false
        }
        return rows
    }

    /// What is wrong with a line, and what makes one value a line of the two other ways to write JSON.
    private func explanation(of error: any Error, _ text: String) -> String {
        if isFirst, text.hasPrefix("[") {
            return "a list begins in it where a value a line is expected; make lines with: jq -c '.[]' <file>"
        }
        if isFirst, text.hasPrefix("{"), !text.hasSuffix("}") {
            return "its value doesn't end with the line; put each on one line with: jq -c . <file>"
        }
        return ResultsCoding.explain(error)
    }
}
