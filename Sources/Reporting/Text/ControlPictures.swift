extension StringProtocol {
    /// The text with pictures (U+2400 and on) for its control characters, which keep names apart and break neither line nor field.
    ///
    /// - Parameter kept: those that the form at hand can hold.
    func picturingControls(but kept: Unicode.Scalar...) -> String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0..<0x20 where !kept.contains(scalar):
                text.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{fffd}")
            case 0x7f: text.unicodeScalars.append("\u{2421}")
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
