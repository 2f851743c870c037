extension Harness {
    /// The version of the tool, as results name it.
    package static let version = "plimsoll 0.1.0"
}
