import Foundation

/// Damages good texts as a full disk, a cut connection, an editor or a stranger would, for the parsers of bytes from outside.
///
/// A text is cut off at every byte (at some 400 places of a longer one), and then changed at random, the same way for the same
/// seed. The environment names another seed (`FUZZ_SEED`), and multiplies the rounds (`FUZZ_ROUNDS`).
package struct Damage {
    private let texts: [[UInt8]]
    private let seed: UInt64
    private let factor: Int

    /// Damage to texts of which each is good.
    package init(_ texts: [[UInt8]]) {
        self.texts = texts
        let environment = ProcessInfo.processInfo.environment
        seed = environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 20_261_121
        factor = environment["FUZZ_ROUNDS"].flatMap { Int($0) } ?? 1
    }

    /// Damage to texts of which each is good.
    package init(_ texts: String...) {
        self.init(texts.map { Array($0.utf8) })
    }

    /// Hands over damaged texts, each with a note that tells how it can be made again.
    ///
    /// - Parameter rounds: how many texts are changed at random, besides those that are cut off.
    package func forEach(rounds: Int, _ body: (_ text: [UInt8], _ note: String) throws -> Void) rethrows {
        for (index, text) in texts.enumerated() {
            for length in stride(from: 0, to: text.count, by: text.count / 400 + 1) {
                try body(Array(text.prefix(length)), "text \(index), cut off after \(length) bytes")
            }
        }
        var dice = Dice(seed: seed)
        for round in 0..<rounds * factor {
            var text = texts.randomElement(using: &dice) ?? []
            for _ in 0..<Int.random(in: 1...3, using: &dice) { change(&text, &dice) }
            try body(text, "seed \(seed), round \(round)")
        }
    }

    /// Changes a text at one place.
    private func change(_ text: inout [UInt8], _ dice: inout Dice) {
        let place = Int.random(in: 0...text.count, using: &dice)
        let range = place..<min(text.count, place + Int.random(in: 1...40, using: &dice))
        switch Int.random(in: 0..<8, using: &dice) {
        case 0 where !range.isEmpty: text[place] ^= 1 << UInt8.random(in: 0...7, using: &dice)
        case 1 where !range.isEmpty: text[place] = .random(in: 0...255, using: &dice)
        case 2: text.removeSubrange(range)
        case 3: text.insert(contentsOf: text[range], at: place)
        case 4: text.insert(contentsOf: Self.words.randomElement(using: &dice) ?? [], at: place)
        case 5:
            let other = texts.randomElement(using: &dice) ?? []
            text = text.prefix(place) + other.suffix(Int.random(in: 0...other.count, using: &dice))
        default:
            text.replaceSubrange(Self.value(in: text, from: place), with: Self.words.randomElement(using: &dice) ?? [])
        }
    }

    /// The next number or word from a place on, without its quotation marks.
    private static func value(in text: [UInt8], from place: Int) -> Range<Int> {
        let belongs = { (byte: UInt8) in byte >= 0x80 || !",:;{}[]\"'() \t\r\n=".utf8.contains(byte) }
        let start = text[place...].firstIndex(where: belongs) ?? text.count
        return start..<(text[start...].firstIndex { !belongs($0) } ?? text.count)
    }

    /// What is hard to read: numbers at the ends of their types, the marks of JSON, CSV and the wire, and what is no text.
    private static let words: [[UInt8]] =
        [
            "0", "-0", "-1", "01", "1e3", "1e308", "1e999", "-1e999", "1e-320", "0.1", "nan", "NaN", "inf", "0x10",
            "null",
            "true", "false", "2147483648", "999999999999999", "1000000000000001", "9223372036854775807",
            "9223372036854775808", "-9223372036854775808", "18446744073709551615", "18446744073709551616",
            "99999999999999999999999999999999999999999", "\"\"", "\"", "\"\"\"", "\\", "\\\"", "\\u0000", "\\ud800",
            "\\ud83d\\ude00", "{}", "[]", "{", "}", "[", "]", ",", ":", ",,", " ", "\t", "\n", "\r", "\r\n", "\0", "ü",
            "😀",
            "\u{FEFF}", "$", "${", "%", "/", "..", "<", ">", "Ki", "m", "s", "µs", "١", "½",
        ].map { Array($0.utf8) } + [
            [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], .init(repeating: 0x5B, count: 600),
        ]
}
