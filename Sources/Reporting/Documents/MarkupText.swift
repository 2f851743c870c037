extension StringProtocol {
    /// The text for the body or an attribute of XML and HTML. Characters that XML 1.0 or HTML can't hold become U+FFFD.
    var escapedForMarkup: String {
        var escaped = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            default: escaped.unicodeScalars.append(scalar.isMarkupText ? scalar : "\u{fffd}")
            }
        }
        return escaped
    }
}

extension Unicode.Scalar {
    /// Whether both XML 1.0 (2.2 Characters) and HTML (13.2.3.5) take it: no control character, and none that Unicode leaves to nobody.
    fileprivate var isMarkupText: Bool {
        switch value {
        case 0..<0x20, 0x7f...0x9f, 0xfdd0...0xfdef: false
        default: value & 0xfffe != 0xfffe
        }
    }
}
