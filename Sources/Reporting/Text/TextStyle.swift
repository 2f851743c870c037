/// How a text report is dressed: with colours on a terminal, plain everywhere else.
package struct TextStyle: Sendable, Hashable {
    /// Whether escape sequences are written.
    package let isColored: Bool
    /// How many columns a line may have.
    package let columns: Int

    /// Creates a style.
    package init(isColored: Bool = false, columns: Int = 120) {
        self.isColored = isColored
        self.columns = columns
    }

    /// The style for an output: colours on a terminal, unless `NO_COLOR` is set or the terminal is a dumb one.
    package static func automatic(isTerminal: Bool, environment: [String: String]) -> TextStyle {
        // As no-color.org says: set and not empty.
        let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return TextStyle(isColored: isTerminal && !isRefused && environment["TERM"] != "dumb")
    }

    enum Tone: String {
        case good = "32"
        case bad = "31"
        case warning = "33"
        case strong = "1"
        case faint = "2"
    }

    func paint(_ text: String, _ tone: Tone) -> String {
        isColored && !text.isEmpty ? "\u{1b}[\(tone.rawValue)m\(text)\u{1b}[0m" : text
    }
}
