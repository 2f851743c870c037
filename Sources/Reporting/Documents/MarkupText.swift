extension StringProtocol {
    /// The text for the body or an attribute of XML and HTML. Characters that XML 1.0 can't hold become U+FFFD.
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
            default:
                let isAllowed = scalar.value >= 0x20 && scalar.value != 0xfffe && scalar.value != 0xffff
                escaped.unicodeScalars.append(isAllowed ? scalar : "\u{fffd}")
            }
        }
        return escaped
    }
}
