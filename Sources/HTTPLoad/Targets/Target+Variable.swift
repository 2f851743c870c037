extension Target {
    /// The variable that gives the address of a target of a name: `PLIMSOLL_TARGET_CHAT` for “chat”.
    package static func variable(of name: String) -> String {
        "PLIMSOLL_TARGET_" + String(name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}
