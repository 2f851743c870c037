extension String {
    /// An address as it may be shown: what stands before its @ may be a secret, and becomes `…`.
    package var hidingUser: String {
        guard let at = lastIndex(of: "@") else { return self }
        let start = firstRange(of: "://")?.upperBound ?? startIndex
        return start < at ? "\(self[..<start])…\(self[at...])" : self
    }
}
