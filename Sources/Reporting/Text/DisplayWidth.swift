extension StringProtocol {
    /// How many columns of a terminal the text takes: wide characters take two, combining ones none.
    var displayWidth: Int {
        reduce(0) { $0 + $1.displayWidth }
    }

    /// The text without control characters, so that a name or message from outside can't move the cursor or break a line.
    package var harmless: String {
        String(
            unicodeScalars.map { scalar -> Character in
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate: " "
                default: Character(scalar)
                }
            })
    }

    /// The text cut in its middle so that it takes at most so many columns; both ends tell names apart.
    func shortened(to columns: Int) -> String {
        guard displayWidth > columns else { return String(self) }
        guard columns > 1 else { return columns == 1 ? "…" : "" }
        let tail = (columns - 1) / 2
        var head = columns - 1 - tail
        var first = ""
        for character in self {
            guard character.displayWidth <= head else { break }
            head -= character.displayWidth
            first.append(character)
        }
        var rest = tail
        var last: [Character] = []
        for character in reversed() {
            guard character.displayWidth <= rest else { break }
            rest -= character.displayWidth
            last.append(character)
        }
        return first + "…" + String(last.reversed())
    }

    /// The text with spaces after it, up to so many columns.
    func padded(to columns: Int) -> String {
        self + String(repeating: " ", count: Swift.max(columns - displayWidth, 0))
    }

    /// The text with spaces before it, up to so many columns.
    func aligned(to columns: Int) -> String {
        String(repeating: " ", count: Swift.max(columns - displayWidth, 0)) + self
    }
}

extension Character {
    /// How many columns of a terminal the character takes.
    ///
    /// Source: the ranges of Unicode's East Asian Width that are wide, simplified to their blocks.
    var displayWidth: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x0300...0x036f, 0x200b...0x200f, 0xfe00...0xfe0f: return 0
        case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
            0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff,
            0x20000...0x3fffd:
            return 2
        default: return 1
        }
    }
}
