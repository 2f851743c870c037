internal import Measurement

/// The first row of a file of comma-separated values: what its columns are called.
///
/// Blanks around a name don't belong to it. Columns at the end that have no name are what a spreadsheet leaves behind; they are passed over as
/// long as they are empty.
struct CSVHeader: Sendable, Equatable {
    let names: [String]
    /// How many columns without a name follow the named ones.
    private let unnamed: Int

    /// Reads the names; all that is wrong with them is told at once.
    ///
    /// - Parameters:
    ///   - required: the columns that must be there.
    ///   - separator: what the columns were separated by.
    init(_ values: [String], required: [String], separator: Character) throws(FeederError) {
        let trimmed = values.map(Self.trimmed)
        let last = trimmed.lastIndex { !$0.isEmpty } ?? -1
        names = Array(trimmed.prefix(last + 1))
        unnamed = values.count - names.count
        if let fault = Self.mistake(values, required, separator) { throw FeederError(.malformed, fault) }
        let faults = Self.faults(names, required)
        guard faults.isEmpty else { throw FeederError(.malformed, faults.joined(separator: ", and ")) }
    }

    /// The values of a row for the named columns; nil when it has others.
    func values(of row: [String]) -> [String]? {
        if row.count == names.count { return row }
        guard row.count > names.count, row.count <= names.count + unnamed,
            row[names.count...].allSatisfy(\.isEmpty)
        else { return nil }
        return Array(row.prefix(names.count))
    }

    /// Whether a row is a line of blanks or of separators, which stands for nothing where there are several columns.
    func isBlank(_ row: [String]) -> Bool {
        names.count > 1 && row.allSatisfy { Self.trimmed($0).isEmpty }
    }

    /// What shows that the file isn't separated by what it is taken for.
    private static func mistake(_ values: [String], _ required: [String], _ separator: Character) -> String? {
        let first = values.first ?? ""
        if first.hasPrefix("sep="), values.count + first.count == 6 || values == ["sep=", ""] {
            return
                "its first line, “sep=…”, is a spreadsheet's note and no header: delete it, and pass its sign as separator:"
        }
        guard values.count == 1, !required.contains(trimmed(first)) else { return nil }
        let others: [Character] = [";", "\t", ",", "|"]
        guard let other = others.first(where: { $0 != separator && first.contains($0) }) else { return nil }
        let sign = other == "\t" ? "\\t" : String(other)
        let shown = first.replacing("\t", with: "\\t")
        return "the header is one column, “\(shown)”, which looks separated by “\(sign)”: pass separator: \"\(sign)\""
    }

    private static func faults(_ names: [String], _ required: [String]) -> [String] {
        if names.isEmpty { return ["the header has no names"] }
        var faults: [String] = []
        let empty = names.indices.filter { names[$0].isEmpty }.map { ($0 + 1).grouped }
        if !empty.isEmpty {
            faults.append("the header has no name in column \(empty.prefix(5).joined(separator: ", "))")
        }
        var seen: Set<String> = []
        let again = Set(names.filter { !$0.isEmpty && !seen.insert($0).inserted })
        faults += again.sorted().prefix(5).map { "the header names “\($0)” more than once" }
        let missing = required.filter { !names.contains($0) }
        if !missing.isEmpty {
            let shown = missing.map { "“\($0)”" }.joined(separator: ", ")
            faults.append("the header has no \(shown); it has: \(names.joined(separator: ", "))")
        }
        return faults
    }

    private static func trimmed(_ name: String) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let rest = name.drop(while: isBlank)
        guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(rest[...last])
    }
}
