import Fuzzing
import Testing

@testable import Load

/// Damaged files of rows: the same rows however they are cut into pieces, or one sentence.
@Suite struct DamagedFeedersTests {
    private struct Product: Decodable, Equatable, Sendable {
        var sku: String
        var price: Double?
    }

    /// What comes of a text that is read in pieces of a size.
    private func outcome<Format: RowFormat, Row>(
        _ make: () -> Format, _ text: [UInt8], pieces: Int, _ row: (Format.Row) -> Row
    ) -> Result<[Row], FeederError> {
        var format = make()
        var rows: [Row] = []
        do throws(FeederError) {
            for start in stride(from: 0, to: text.count, by: pieces) {
                rows += try format.read(Array(text[start..<min(text.count, start + pieces)])).map(row)
            }
            return .success(rows + (try format.finish()).map(row))
        } catch {
            return .failure(error)
        }
    }

    @Test func damagedTablesAreTheSameInAnyPieces() {
        let text = "\u{FEFF}sku,name,price\r\n1,\"a \"\"b\"\", c\",2.5\n2,\"line\nend\",\r3,ü,4\n\n"
        var rows = 0
        Damage(text, "a;b\n1;2\n").forEach(rounds: 750) { text, note in
            let make = { CSVFormat(required: ["sku"], separator: ",") }
            let whole = try? outcome(make, text, pieces: max(1, text.count), \.values).get()
            let bytes = try? outcome(make, text, pieces: 1, \.values).get()
            let some = try? outcome(make, text, pieces: 7, \.values).get()
            rows += whole?.count ?? 0
            // A table of several faults is told by the first that its piece shows: only that it is refused is the same.
            #expect(whole == bytes && whole == some, "\(note)")
        }
        #expect(rows > 125)
    }

    @Test func damagedLinesOfJSONAreTheSameInAnyPieces() {
        let text =
            "{\"sku\":\"1\",\"price\":2.5}\n\n{\"sku\":\"ü\\n\"}\r\n  {\"price\":null,\"sku\":\"3\"}"
        var rows = 0
        Damage(text, "[1,2]").forEach(rounds: 500) { text, note in
            let make = { JSONLineFormat<Product>() }
            let whole = try? outcome(make, text, pieces: max(1, text.count), \.self).get()
            let bytes = try? outcome(make, text, pieces: 1, \.self).get()
            rows += whole?.count ?? 0
            #expect(whole == bytes, "\(note)")
        }
        #expect(rows > 6)
    }
}
